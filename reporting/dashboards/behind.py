"""What is behind a figure, as far as its reader may see it: parts, records, return lines, rows of the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operation.access.principal import Principal
from operation.cases.registry import type_of
from operation.plan.models import Operation
from operation.templatetags.look import country_name
from reporting.dashboards.currencies import CurrencyTable, currency_table
from reporting.dashboards.dividing import Division, divided_for, fact_of, percentages_of
from reporting.dashboards.same import Line, difference
from reporting.dashboards.shield import Shield, shield_for
from reporting.indicators.figures import Figure, Figures
from reporting.indicators.models import Source, Standing
from reporting.indicators.parts import Percentage
from reporting.indicators.selections import FigureKey, entries_of, records_behind
from reporting.indicators.selectors import figures
from reporting.indicators.wording import week_words, words
from reporting.returns.models import NationalReturn, ReturnLine

NONE = Decimal(0)
ROWS = 30
WHY = {
    "": gettext_lazy("a record"),
    "backed": gettext_lazy("a record for what was reported"),
    "submit": gettext_lazy("return submitted"),
    "query": gettext_lazy("return queried"),
    "verify": gettext_lazy("return verified"),
    "reopen": gettext_lazy("return reopened"),
    "same": gettext_lazy("the same as in another country"),
}
FEW = 10
"""Below this number victims are not listed one by one outside their own country (domain.md §10)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One country or week of a figure, with the address of what is behind it."""

    label: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one action changed in one place of the ledger: rows recorded together are one."""

    at: datetime
    agency: str
    week: date
    source: str
    standing: str
    words: str
    why: str


@dataclass(frozen=True)
class Behind:
    """All that stands behind one figure for one reader."""

    key: FigureKey
    figure: Figure | None
    twice: str
    gaps: str
    by_country: Sequence[Part]
    by_week: Sequence[Part]
    records: Sequence[dict[str, str]]
    lines: Sequence[ReturnLine]
    shield: Shield
    changes: Sequence[Change]
    more: bool
    percentages: Sequence[Percentage]
    divided: Sequence[Division]
    currencies: CurrencyTable | None
    difference: Sequence[Line]


def behind(principal: Principal, operation: Operation, key: FigureKey) -> Behind:
    """Ten queries at most, one for each split and further type of records and for money; three more for an earlier
    day."""
    known = figures(principal, operation, key.as_known)
    shield = shield_for(principal, known, figures(principal, operation) if key.as_known else None)
    shown = list(_changes(principal, operation, key, shield)[: ROWS + 1])
    twice = known.claimed_twice(key.indicator.code) if not key.country and not key.week else NONE
    figure = _figure(known, key)
    return Behind(
        key=key,
        figure=figure,
        twice=_withheld_or(shield, key, twice) if twice else "",
        gaps="" if key.week else gaps_of(known, key),
        by_country=[] if key.country or key.week else list(_countries(known, key, shield)),
        by_week=list(_weeks(known, key, shield)) if key.country and not key.week else [],
        records=list(_records(principal, operation, key)),
        shield=shield,
        lines=_lines(principal, operation, key) if key.country or key.week else [],
        changes=[_change(row, key) for row in shown[:ROWS]],
        more=len(shown) > ROWS,
        percentages=percentages_of(known, key, shield),
        divided=divided_for(principal, operation, key, _claims(known, key), shield),
        currencies=currency_table(principal, key, figure, entries_of(principal, operation, key)),
        difference=difference(principal, operation, key, known, shield),
    )


def _claims(known: Figures, key: FigureKey) -> Decimal:
    countries = [key.country] if key.country else known.countries
    found = [_figure(known, replace(key, country=country)) for country in countries]
    return sum((claim.total for claim in found if claim), NONE)


def _figure(known: Figures, key: FigureKey) -> Figure | None:
    code = key.indicator.code
    if key.week:
        return known.by_week(code, key.country).get(key.week.monday)
    return known.by_country(code).get(key.country) if key.country else known.total(code)


def _countries(known: Figures, key: FigureKey, shield: Shield) -> Iterator[Part]:
    for country, figure in known.by_country(key.indicator.code).items():
        yield _part(str(country_name(country)), figure, replace(key, country=country), shield)


def _weeks(known: Figures, key: FigureKey, shield: Shield) -> Iterator[Part]:
    found = known.by_week(key.indicator.code, key.country)
    for week in known.weeks:
        yield _part(week_words(week), found[week.monday], replace(key, week=week), shield)


def _part(label: str, figure: Figure | None, key: FigureKey, shield: Shield) -> Part:
    if figure is None:
        return Part(label, "", "")
    return Part(label, _withheld_or(shield, key, figure.total), f"{reverse('results-behind')}?{key.query}")


def _withheld_or(shield: Shield, key: FigureKey, value: Decimal) -> str:
    if shield.hides(key.indicator.code, key.country, key.week):
        return _("withheld")
    return words(value, key.indicator)


def _records(principal: Principal, operation: Operation, key: FigureKey) -> Iterator[dict[str, str]]:
    """The ways to the records: a country's own in their lists, all of them without names for the secretariat."""
    if not (principal.is_secretariat or key.country in ("", principal.country)):
        yield {"text": _("The records behind it belong to that country. You see what it has verified.")}
    else:
        keys = records_behind(principal, operation, key)
        ways = [_without_names(key, keys.count())] if principal.is_secretariat else _own_lists(principal, key, keys)
        found = [way for way in ways if way]
        yield from found or [{"text": _("No record that you may see counts in it.")}]


def _own_lists(principal: Principal, key: FigureKey, keys: Any) -> Iterator[dict[str, str]]:
    own = keys.filter(agency_id=principal.organisation_id)
    for model in key.indicator.models:
        count = (
            own.count()
            if len(key.indicator.models) == 1
            else model.objects.visible_to(principal).filter(pk__in=own).count()
        )
        if count:
            url = f"{reverse('record-list', args=[type_of(model).slug])}?behind={key.name}"
            label = ngettext(
                "Open the %(count)s record of your agency", "Open the %(count)s records of your agency", count
            )
            kind = f"{type_of(model).label_plural}: " if len(key.indicator.models) > 1 else ""
            yield {"label": kind + label % {"count": count}, "url": url}


def _without_names(key: FigureKey, count: int) -> dict[str, str]:
    if not count:
        return {}
    if key.indicator.is_about_victims and count < FEW:
        return {"text": _("Fewer than %(few)s persons: they are not listed one by one.") % {"few": FEW}}
    label = ngettext("See the %(count)s record without names", "See the %(count)s records without names", count)
    return {"label": label % {"count": count}, "url": f"{reverse('record-facts')}?behind={key.name}"}


def _changes(principal: Principal, operation: Operation, key: FigureKey, shield: Shield) -> Any:
    places = ("recorded_at", "week", "agency__short_name", "source", "standing", "reason")
    rows = entries_of(principal, operation, key).order_by()
    if shield.keeps_parts(key.indicator.code, key.country):
        rows = rows.filter(agency__country_id=principal.country)
    rows = rows.values_list(*places)
    return rows.annotate(change=Sum("delta")).order_by("-recorded_at", "-week", "source", "standing")


def _change(row: tuple[Any, ...], key: FigureKey) -> Change:
    at, week, agency, source, standing, reason, change = row
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return Change(
        at=at,
        agency=agency,
        week=week,
        source=str(Source(source).label),
        standing=str(Standing(standing).label),
        words=f"{sign}{words(abs(change), key.indicator)}",
        why=str(WHY.get(reason, reason)),
    )


def _lines(principal: Principal, operation: Operation, key: FigureKey) -> list[ReturnLine]:
    """The lines of the returns that the reader may see."""
    seen = NationalReturn.objects.visible_to(principal).filter(operation=operation)
    if key.country:
        seen = seen.filter(agency__country_id=key.country)
    if key.week:
        seen = seen.filter(week=key.week.monday)
    found = ReturnLine.objects.filter(national_return__in=seen, indicator=key.indicator.code)
    related = found.select_related("national_return__agency__country")
    return list(related.order_by("national_return__week", "national_return__agency__position"))


def gaps_of(known: Figures, key: FigureKey) -> str:
    """What is not in the figure: countries without data, or agencies of a country that said nothing of some weeks."""
    if key.country:
        agencies = known.partial(key.indicator.code, key.country)
        text = _("Incomplete: without %(agencies)s in some weeks")
        return text % {"agencies": ", ".join(agency.name for agency in agencies)} if agencies else ""
    countries = known.without_data(key.indicator.code)
    return _("Without %(codes)s: no data") % {"codes": ", ".join(countries)} if countries else ""


def facts_of(found: Behind) -> list[dict[str, Any]]:
    """The figure by where it comes from and how far it stands."""
    figure, indicator = found.figure, found.key.indicator
    if figure is None:
        return [{"label": _("Total"), "value": None}]
    if found.shield.keeps_parts(indicator.code, found.key.country):
        return [{"label": _("Total"), "value": _withheld_or(found.shield, found.key, figure.total)}]
    facts: list[dict[str, Any]] = [
        {"label": _("Total"), "value": words(figure.total, indicator)},
        {"label": _("From records"), "value": words(figure.recorded, indicator)},
        {
            "label": _("Reported without records"),
            "value": None if figure.reported is None else words(figure.reported, indicator),
        },
        {"label": _("Verified"), "value": words(figure.verified, indicator)},
        {"label": _("Submitted, not verified"), "value": words(figure.submitted, indicator)},
        {"label": _("Logged, not in a return"), "value": words(figure.logged, indicator)},
    ]
    if found.twice:
        facts.append({"label": _("Claimed by two, taken off"), "value": found.twice})
    return [*facts, *(fact_of(each) for each in found.percentages)]
