"""The results as charts, in the shapes that the components draw."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from operation.kernel import clock
from operation.plan.models import LineOfEffort
from operation.templatetags.look import country_name
from reporting.dashboards.results import Results
from reporting.indicators.figures import Figure
from reporting.indicators.rules import Indicator, indicator_named
from reporting.indicators.selections import FigureKey
from reporting.indicators.weeks import Week
from reporting.indicators.wording import short_words, unit_words, week_words
from reporting.returns.deadlines import due_at

NONE = Decimal(0)
MARKED_AT_MOST = 2


def score_of(results: Results) -> dict[str, Any]:
    """The seven lines of effort, each by its lead figure; a line without data says so."""
    return {
        "id": "lines",
        "title": _("Lines of effort"),
        "legend": "verified recorded",
        "rows": [_score_row(results, line) for line in results.shown_lines],
    }


def _score_row(results: Results, line: LineOfEffort) -> dict[str, Any]:
    indicator = indicator_named(line.lead_indicator)
    row: dict[str, Any] = {"number": line.number, "label": str(line), "verified": None, "recorded": None}
    if indicator is None:
        return row | {"indicator": _("%(code)s, not counted yet") % {"code": line.lead_indicator}}
    figure = results.figures.total(indicator.code)
    target = results.targets.of(indicator.code)
    row["indicator"] = f"{indicator.code} {indicator.label}"
    if target:
        row |= {"target": target, "target_text": short_words(target, indicator)}
    if figure is None:
        return row
    if results.shield.hides(indicator.code):
        return row | {"withheld": True, "url": behind_url(results, indicator)}
    return {
        **row,
        **drawn(figure.total, figure.verified),
        **against(figure, target, indicator),
        **_gap(results, indicator),
        "text": short_words(figure.total, indicator),
        "url": behind_url(results, indicator),
    }


def drawn(total: Decimal, verified: Decimal) -> dict[str, int]:
    """Solid and hatched parts of a drawing, money in whole USD.

    A correction that waits to be verified shortens the solid part.
    """
    whole, solid = round(total), round(min(verified, total))
    return {"verified": solid, "recorded": whole - solid}


def against(figure: Figure, target: Decimal | None, indicator: Indicator) -> dict[str, Any]:
    """A figure beside its target, where there is one."""
    if not target:
        return {"target": None}
    percent = number_format(100 * figure.total / target, 0)
    words = _("%(percent)s %%, of %(target)s") % {"percent": percent, "target": short_words(target, indicator)}
    return {"target": target, "target_text": words}


def _gap(results: Results, indicator: Indicator) -> dict[str, str]:
    """Which countries are not in the figure."""
    codes = results.figures.without_data(indicator.code)
    if codes:
        return {"state": _("without %(codes)s") % {"codes": ", ".join(codes)}, "tone": "due"}
    return {"state": _("all countries"), "tone": "ok"}


def trend_of(results: Results, country: str = "") -> dict[str, Any]:
    """One indicator by week: verified solid, the rest hatched, a cross where nothing is known of a week that is due.

    Of all countries the results, of one its claims.
    """
    indicator = results.asked.indicator
    code = indicator.code
    total = results.figures.by_country(code)[country] if country else results.figures.total(code)
    return {
        "id": "trend",
        "title": _("%(label)s, by week") % {"label": indicator.label},
        "unit": unit_words(indicator),
        "code": indicator.code,
        "rule_url": f"{reverse('results-rules')}#{indicator.code}",
        **_total_words(results, total, indicator, country),
        "below": _("ISO weeks, clipped to the execution dates"),
        "columns": list(_columns(results, indicator, country)),
    }


def _total_words(results: Results, total: Figure | None, indicator: Indicator, country: str) -> dict[str, str]:
    if total is None:
        return {"total": _("no data"), "total_note": ""}
    if results.shield.hides(indicator.code, country):
        return {"total": _("withheld"), "total_note": _("small figures of victims in other countries")}
    note = "" if results.shield.keeps_parts(indicator.code, country) else _standing_words(total, indicator)
    return {"total": short_words(total.total, indicator), "total_note": note}


def _standing_words(total: Figure, indicator: Indicator) -> str:
    parts = {
        "verified": short_words(total.verified, indicator),
        "submitted": short_words(total.submitted, indicator),
        "logged": short_words(total.logged, indicator),
    }
    return _("%(verified)s verified, %(submitted)s submitted, %(logged)s logged") % parts


def _columns(results: Results, indicator: Indicator, country: str) -> Iterator[dict[str, Any]]:
    moment = clock.end_of_day(results.asked.as_known) if results.asked.as_known else clock.now()
    by_week = results.figures.by_week(indicator.code, country)
    told = {
        at: None if results.shield.hides(indicator.code, country, at) else by_week[at.monday]
        for at in results.figures.weeks
    }
    marked = _marked(results, told.values(), indicator)
    for week, figure in told.items():
        hidden = figure is None and by_week[week.monday] is not None
        yield {
            "label": f"{week.number:02}",
            "name": week_words(week),
            "missing": figure is None and not hidden and due_at(week) <= moment,
            "withheld": hidden,
            "mark": _mark(results, week) if figure and figure.total >= marked else "",
            "url": behind_url(results, indicator, country=country, week=week) if figure else "",
            **(drawn(figure.total, figure.verified) if figure else {"verified": None, "recorded": None}),
        }


def _marked(results: Results, found: Any, indicator: Indicator) -> Decimal:
    """From which figure on a week is marked with its action day: the two highest weeks."""
    highest = sorted((figure.total for figure in found if figure), reverse=True)[:MARKED_AT_MOST]
    return highest[-1] if highest else NONE


def _mark(results: Results, week: Week) -> str:
    numbers = results.action_days.get(week.monday, ())
    return _("action day %(number)s") % {"number": ", ".join(map(str, numbers))} if numbers else ""


def behind_url(results: Results, indicator: Indicator, *, country: str = "", week: Week | None = None) -> str:
    """The page with what is behind a figure, as known on the same day; behind that of some weeks stand its weeks."""
    weeks = results.figures.weeks
    if week is None and results.asked.has_period:
        if len(weeks) != 1:
            return f"{_weeks_url(results, indicator, country)}#trend"
        week = weeks[0]
    key = FigureKey(indicator, country, week, results.asked.as_known)
    return f"{reverse('results-behind')}?{key.query}"


def _weeks_url(results: Results, indicator: Indicator, country: str) -> str:
    asked = replace(results.asked, indicator=indicator, country=country, line=None, preset=None)
    return f"{reverse('results-country' if country else 'results')}?{asked.query()}"


def country_words(code: str) -> str:
    return str(country_name(code))
