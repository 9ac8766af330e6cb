"""Which filters each page of results offers, and what it shows where nothing is asked."""

from typing import Any

from operation.templatetags.look import MEMBER_COUNTRIES
from reporting.dashboards import filters
from reporting.dashboards.filters import DRAWN_AT_FIRST, Asked, ResultsForm
from reporting.dashboards.frame import Ground
from reporting.indicators.rules import INDICATORS, Indicator, indicator_named


def form_of(ground: Ground, page: str, data: Any) -> ResultsForm:
    """The filters of a page, by the name of its address, as an address has them."""
    return FORMS[page](ground, data)


def _operation(ground: Ground, data: Any) -> ResultsForm:
    return ground.form(data, filters.OPERATION)


def _country(ground: Ground, data: Any) -> ResultsForm:
    own = ground.principal.country if ground.principal.is_member else ""
    return ground.form(data, filters.COUNTRY, Asked(_first(), country=own or next(iter(MEMBER_COUNTRIES))))


def _line(ground: Ground, data: Any) -> ResultsForm:
    """Of another line the figure drawn at first is another: the line is read before the form is made."""
    numbers = [line.number for line in ground.lines] or [INDICATORS[0].line]
    asked = str(data.get("line") or "")
    number = int(asked) if asked.isdecimal() and int(asked) in numbers else numbers[0]
    drawn = indicator_named(str(data.get("indicator") or ""))
    if drawn and drawn.line != number:
        data = {name: data[name] for name in data if name != "indicator"}
    form = ground.form(data, filters.LINE, Asked(_leading(ground, number), line=number))
    form.preset = Asked(_leading(ground, number), line=numbers[0])
    return form


def _supervision(ground: Ground, data: Any) -> ResultsForm:
    return ground.form(data, filters.SUPERVISION)


def _border(ground: Ground, data: Any) -> ResultsForm:
    return ground.form(data, filters.BORDER)


def _first() -> Indicator:
    found = indicator_named(DRAWN_AT_FIRST)
    assert found is not None
    return found


def _leading(ground: Ground, number: int) -> Indicator:
    """The lead figure of a line, else the first of its figures, else the first of all."""
    lead = next((line.lead_indicator for line in ground.lines if line.number == number), "")
    own = [each for each in INDICATORS if each.line == number]
    return indicator_named(lead) or next(iter(own), _first())


FORMS = {
    "results": _operation,
    "results-country": _country,
    "results-line": _line,
    "results-supervision": _supervision,
    "results-border": _border,
}
