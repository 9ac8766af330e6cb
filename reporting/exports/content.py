"""What a file of figures holds: the same numbers as the page, source by source, with all that it takes to read them.

`collect` reads and decides what is kept back; the formats write plain values and ask nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.audit import anchors
from operation.audit.models import AuditAnchor
from operation.kernel import clock
from operation.templatetags.look import country_name
from reporting.dashboards.filters import OPERATION, Asked
from reporting.dashboards.results import Results
from reporting.exports.currencies import CurrencyLine, currency_lines
from reporting.exports.measures import MeasureLine, measure_lines, measure_rules
from reporting.exports.metadata import metadata_of, name_of
from reporting.exports.values import KNOWN, NO_DATA, WITHHELD, Number, Rule
from reporting.indicators.figures import Figure
from reporting.indicators.rules import Indicator, general_rules
from reporting.indicators.weeks import Week
from reporting.indicators.wording import plain, unit_words
from reporting.measures.panels import OTHERS


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a country ('': all six) and week (None: all that were asked for).

    `state` is «known», «no data» or «withheld»; numbers are None where they are not told. total = recorded + reported =
    verified + submitted + logged.
    """

    indicator: str
    country: str
    week: str
    first: date | None
    last: date | None
    state: str
    total: Number = None
    recorded: Number = None
    reported: Number = None
    verified: Number = None
    submitted: Number = None
    logged: Number = None


@dataclass(frozen=True, slots=True)
class Total:
    """The end of one figure: what is claimed, what of it by two, the result, and the targets."""

    indicator: str
    state: str
    claims: Number
    twice: Number
    total: Number
    target: Number
    target_of_countries: Number
    difference: Number


@dataclass(frozen=True, slots=True)
class Target:
    """What a country ('': the operation) is to reach of one figure."""

    indicator: str
    country: str
    target: Number


@dataclass(frozen=True)
class Told:
    """The figures that were asked for, as their reader may see them, and the rules by which they are counted.

    Totals are those of all six: of one country there are none.
    """

    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    targets: tuple[Target, ...]
    rules: tuple[Rule, ...]
    general: tuple[str, ...]


@dataclass(frozen=True)
class FiguresFile(Told):
    """Everything in a file. `about` are labels with texts for people, `metadata` the same by stable names."""

    name: str
    about: tuple[tuple[str, str], ...]
    metadata: Mapping[str, Any]
    currencies: tuple[CurrencyLine, ...]
    measures: tuple[MeasureLine, ...]
    measure_rules: tuple[Rule, ...]


def collect(principal: Principal, found: Results, page: str, reason: str) -> FiguresFile:
    """The figures of a page, exactly as filtered there, with what is beside them: measures, money by its currency.

    A fixed number of queries, whatever there is.
    """
    anchor, measures = anchors.newest_or_first(), measure_lines(principal, found)
    currencies = currency_lines(principal, found)
    return FiguresFile(
        name=name_of(found),
        about=tuple(_about(principal, found, reason, anchor, has_currencies=bool(currencies))),
        metadata=metadata_of(principal, found, page, reason, anchor),
        currencies=currencies,
        measures=measures,
        measure_rules=tuple(measure_rules(measures)),
        **vars(told_of(found)),
    )


def told_of(found: Results) -> Told:
    """The same numbers for a file and for programs, what is kept back taken out. No query."""
    indicators = found.asked.indicators()
    return Told(
        lines=tuple(line for each in indicators for line in _lines(found, each)),
        totals=tuple(_total(found, each) for each in indicators) if not found.asked.country else (),
        targets=tuple(_targets(found, indicators)),
        rules=tuple(_rule(each) for each in indicators),
        general=tuple(str(rule) for rule in general_rules()),
    )


def _lines(found: Results, indicator: Indicator) -> Iterator[Line]:
    """By country and week, then by country, then by week and in all without what two countries claim."""
    for country in [found.asked.country] if found.asked.country else [*found.figures.countries, ""]:
        weeks = found.figures.by_week(indicator.code, country)
        for week in found.figures.weeks:
            yield _line(found, indicator, country, week, weeks[week.monday])
        figures = found.figures
        whole = figures.by_country(indicator.code)[country] if country else figures.total(indicator.code)
        yield _line(found, indicator, country, None, whole)


def _line(found: Results, indicator: Indicator, country: str, week: Week | None, figure: Figure | None) -> Line:
    code, shield = indicator.code, found.shield
    if figure is None:
        return _place(code, country, week, NO_DATA)
    if shield.hides(code, country, week):
        return _place(code, country, week, WITHHELD)
    bare = replace(_place(code, country, week, KNOWN), total=plain(figure.total, indicator))
    if shield.keeps_parts(code, country):
        return bare
    return replace(
        bare,
        recorded=plain(figure.recorded, indicator),
        reported=plain(figure.reported, indicator),
        verified=plain(figure.verified, indicator),
        submitted=plain(figure.submitted, indicator),
        logged=plain(figure.logged, indicator),
    )


def _place(code: str, country: str, week: Week | None, state: str) -> Line:
    if week is None:
        return Line(code, country, "", None, None, state)
    return Line(code, country, week.code, week.first, week.last, state)


def _total(found: Results, indicator: Indicator) -> Total:
    code, figures, shield, targets = indicator.code, found.figures, found.shield, found.targets
    claims, total = figures.claims(code), figures.total(code)
    state = NO_DATA if total is None else WITHHELD if shield.hides(code) else KNOWN
    told = claims is not None and not shield.hides_claims(code)
    return Total(
        indicator=code,
        state=state,
        claims=plain(claims.total, indicator) if claims and told else None,
        twice=plain(figures.claimed_twice(code), indicator) if told else None,
        total=plain(total.total, indicator) if total and state == KNOWN else None,
        target=plain(targets.of(code), indicator),
        target_of_countries=plain(targets.sum(code), indicator),
        difference=plain(targets.difference(code), indicator),
    )


def _targets(found: Results, indicators: tuple[Indicator, ...]) -> Iterator[Target]:
    for each in indicators:
        for country in ("", *found.figures.countries):
            value = found.targets.of(each.code, country)
            if value is not None and found.asked.country in ("", country):
                yield Target(each.code, country, plain(value, each))


def _rule(indicator: Indicator) -> Rule:
    return Rule(
        code=indicator.code,
        label=str(indicator.label),
        line=indicator.line,
        unit=unit_words(indicator),
        version=indicator.version,
        text=str(indicator.rule),
    )


def _about(
    principal: Principal, found: Results, reason: str, anchor: AuditAnchor, *, has_currencies: bool
) -> Iterator[tuple[str, str]]:
    yield str(found.operation), _("Figures · H0, TLP:GREEN · not released: verified and unverified figures, marked")
    yield _("Execution"), f"{found.operation.starts_on} – {found.operation.ends_on}"
    yield from ((chip["label"], chip["value"]) for chip in found.asked.chips(_offers(found.asked), found.lines))
    yield _("Made by"), principal.name
    yield _("Made at"), timezone.localtime(clock.now()).isoformat(sep=" ", timespec="minutes")
    yield _("Reason"), reason
    yield (
        _("Read as"),
        _("all figures") if principal.is_secretariat else _("own country in full, of others verified ones"),
    )
    yield _("Small figures"), _("«withheld»: fewer than ten victims in another country, or what would tell how few.")
    yield _("Measures"), _("They are of the whole execution, whichever weeks and standings were asked for.")
    if has_currencies:
        yield _("Currencies"), _("By the records that you may see; different currencies are never added.")
    yield _("Unknown"), _("«no data» is not 0: nobody stated a number and no record counts.")
    yield _("Anchor of the trail"), f"{anchor.number} · {anchor.digest}"


def _offers(asked: Asked) -> tuple[str, ...]:
    named = [name for name in OPERATION if name != "indicator"]
    return ("country", *named) if asked.country else tuple(named)


def country_words(code: str) -> str:
    if code == OTHERS:
        return _("no country")
    return str(country_name(code)) if code else _("all six countries")
