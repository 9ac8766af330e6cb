"""Results by line of effort and by country, out of what is told of each indicator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operation.plan.models import LineOfEffort as Line
from reporting.evaluation import figures, wording
from reporting.evaluation.chapters import Country, Drawn, National, Text
from reporting.evaluation.collect_figures import Told, number
from reporting.evaluation.collect_names import Named
from reporting.evaluation.figures import Breakdown, Cell, Gap, InCurrency, IndicatorResult, LineOfEffort, Unit
from reporting.evaluation.measures import MeasureResult
from reporting.indicators.rules import INDICATORS, Indicator, indicator_named
from reporting.targets.selectors import Targets

ToldOf = Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class Parts:
    """How figures divide, by indicator: what members read and observers do not."""

    currencies: Mapping[str, tuple[InCurrency, ...]] = field(default_factory=dict)
    breakdowns: Mapping[str, tuple[Breakdown, ...]] = field(default_factory=dict)


def indicators(lines: Sequence[Line]) -> dict[str, figures.Indicator]:
    """Every indicator with a counting rule, in the line of effort that the plan gives it."""
    of_plan = {code: line.number for line in lines for code in line.indicators}
    return {one.code: indicator_of(one, of_plan.get(one.code)) for one in INDICATORS}


def indicator_of(one: Indicator, line: int | None = None) -> figures.Indicator:
    """In a line of effort, or else in that of its rule."""
    return figures.Indicator(
        one.code, str(one.label), Unit(one.unit), line or one.line, str(one.rule), str(one.version)
    )


NO_PARTS = Parts()


def lines_of_effort(
    lines: Sequence[Line],
    known: Mapping[str, figures.Indicator],
    told: ToldOf,
    targets: Targets,
    parts: Parts = NO_PARTS,
) -> tuple[LineOfEffort, ...]:
    """The seven lines, each with its lead figure first, against the targets that the countries agreed on."""
    return tuple(
        LineOfEffort(
            number=line.number,
            title=str(line),
            objective="; ".join(str(objective) for objective in line.objectives.all()),
            results=tuple(_results(line, known, told, targets, parts)),
        )
        for line in lines
    )


def _results(
    line: Line, known: Mapping[str, figures.Indicator], told: ToldOf, targets: Targets, parts: Parts
) -> Iterator[IndicatorResult]:
    own = sorted(
        (one for one in known.values() if one.line == line.number), key=lambda one: one.code != line.lead_indicator
    )
    for indicator in own:
        said = told[indicator.code]
        yield IndicatorResult(
            indicator=indicator,
            countries=said.countries,
            weeks=said.weeks,
            claims=said.claims,
            claimed_twice=said.claimed_twice,
            total=said.total,
            shares=tuple(shares(indicator.code, known, told)),
            target=_target(targets.of(indicator.code), indicator.unit),
            breakdowns=parts.breakdowns.get(indicator.code, ()),
            currencies=parts.currencies.get(indicator.code, ()),
        )


def shares(code: str, known: Mapping[str, figures.Indicator], told: ToldOf) -> Iterator[figures.Share]:
    """Of which others it is a part, by what is printed of the countries that know both: so nothing more is told.

    None where a cell of one of them is withheld, or where the whole is 0.
    """
    rule = indicator_named(code)
    for of in rule.shares if rule else ():
        parts, wholes = ([figure.total for figure in told[each].countries] for each in (code, of))
        both = [pair for pair in zip(parts, wholes, strict=True) if Gap.NO_DATA not in pair]
        printed = [(part, whole) for part, whole in both if not isinstance(part, Gap) and not isinstance(whole, Gap)]
        total = sum(whole for _part, whole in printed)
        if total and len(printed) == len(both):
            yield figures.Share(known[of], Decimal(100 * sum(part for part, _whole in printed)) / Decimal(total))


def _target(value: Decimal | None, unit: Unit) -> Cell | None:
    return None if value is None else number(value, unit)


def nationals(
    countries: Sequence[Country],
    told: ToldOf,
    syndicates: Named,
    suspects: Named,
    texts: Mapping[str, tuple[Text | Drawn, ...]],
) -> tuple[National, ...]:
    """One section a country, with its own words where a report was written."""
    return tuple(
        National(
            country=country.code,
            figures=tuple(said.countries[at] for said in told.values()),
            contributed=tuple(said.credits[at] for said in told.values()),
            weeks=tuple(zip(*(said.grid[at] for said in told.values()), strict=True)),
            syndicates=syndicates.get(country.code, ()),
            suspects=suspects.get(country.code, ()),
            text=texts.get(country.code, ()),
        )
        for at, country in enumerate(countries)
    )


def by_country(countries: Sequence[Country], told: ToldOf) -> dict[str, dict[str, Cell]]:
    """The national figures by indicator and country, as they are told."""
    return {
        code: {country.code: said.countries[at].total for at, country in enumerate(countries)}
        for code, said in told.items()
    }


def summary(
    lines: Sequence[LineOfEffort], measures: Sequence[MeasureResult], cutoff: date, since: date | None = None
) -> tuple[str, ...]:
    """The lead figures in one sentence, and the lines without any, nor a measure, in another.

    `since`: the first day that they count from, said where the reader could take them for those of a period.
    """
    leads = [line.known[0] for line in lines if line.known]
    measured = {line.number for line in lines for one in measures if one.stands_for(line.number)}
    silent = [str(line.number) for line in lines if not line.known and line.number not in measured]
    said = [f"{one.indicator.label}: {_amount(one)}" for one in leads]
    found = []
    if said:
        words = _("Known by the end of %(day)s in Kunming: %(figures)s.")
        if since:
            words = _("Since %(first)s, known by the end of %(day)s in Kunming: %(figures)s.")
        first, day = date_format(since or cutoff, "DATE_FORMAT"), date_format(cutoff, "DATE_FORMAT")
        found.append(words % {"first": first, "day": day, "figures": "; ".join(said)})
    if silent:
        words = _("No figures are counted yet for the lines of effort %(lines)s.")
        found.append(words % {"lines": ", ".join(silent)})
    return tuple(found)


def _amount(result: IndicatorResult) -> str:
    amount = wording.number(result.total.total, result.indicator.unit)
    if result.indicator.unit is Unit.USD and not isinstance(result.total.total, Gap):
        amount = _("%(amount)s USD") % {"amount": amount}
    return amount
