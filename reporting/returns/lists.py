"""Returns in lists: a country's own week by week, all of them as a grid, and those that wait for somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.plan.models import Operation
from operation.templatetags.look import country_name
from reporting.indicators.wording import week_words
from reporting.returns.models import NationalReturn, ReturnState
from reporting.returns.panels import DRAWINGS, TONES
from reporting.returns.selectors import MISSING, NOT_DUE, Completeness, WeekState
from reporting.returns.timeliness import Owing, owings


@dataclass(frozen=True, slots=True)
class ListRow:
    """One agency's return of one week. `may_open`: it does not exist yet, and the reader may begin it.

    `part` says of a country with several agencies how many of them have submitted the week.
    """

    owing: Owing
    title: str
    state: Text
    tone: str
    drawing: str
    part: str
    may_open: bool


def state_words(state: str) -> tuple[Text, str, str]:
    """Word, tone and drawing of a return's state in a list."""
    if state == MISSING:
        return _("no return"), "late", "late"
    if state == NOT_DUE:
        return _("not begun"), "idle", "idle"
    known = ReturnState(state)
    return known.label, TONES[known], DRAWINGS.get(known, "")


def rows_of(principal: Principal, complete: Completeness, country: str) -> list[ListRow]:
    """The weeks of a country that have begun, newest first, one row for each of its agencies. Three queries."""
    together = dict(zip((week.monday for week in complete.weeks), complete.countries[country], strict=True))
    found = [_row(principal, one, together[one.week.monday]) for one in owings(complete, country)]
    return sorted(found, key=lambda row: row.owing.week.monday, reverse=True)


def late_rows(principal: Principal, complete: Completeness) -> list[ListRow]:
    """What is owed after its deadline, of all countries, the latest first. Three queries."""
    found = [_row(principal, one, one.state) for one in owings(complete) if one.late is not None and one.late.owed]
    return sorted(found, key=lambda row: -(row.owing.late.days if row.owing.late else 0))


def _row(principal: Principal, owing: Owing, together: WeekState) -> ListRow:
    word, tone, drawing = state_words(owing.state.state)
    mine = owing.agency.pk == principal.organisation_id and principal.holds("return.draft")
    return ListRow(
        owing=owing,
        title=week_words(owing.week),
        state=word,
        tone=tone,
        drawing=drawing,
        part=part_words(together),
        may_open=mine and owing.state.return_id is None,
    )


def part_words(together: WeekState) -> str:
    """How many of a country's agencies have submitted; "" where it has one, or none of them has."""
    if together.of < 2 or not together.sent:
        return ""
    if together.sent == together.of:
        return _("all %(of)s agencies submitted") % {"of": together.of}
    return _("%(sent)s of %(of)s agencies submitted") % {"sent": together.sent, "of": together.of}


def waiting_for(principal: Principal, operation: Operation, state: ReturnState) -> list[NationalReturn]:
    """Returns in a state, the oldest first: submitted ones wait for the supervision desk, verified for the director."""
    return list(
        NationalReturn.objects.visible_to(principal)
        .with_first_submission()
        .filter(operation=operation, state=state)
        .select_related("agency__country", "operation")
        .order_by("week", "agency__position")
    )


def grid_of(complete: Completeness, countries: Sequence[str], *, chart_id: str = "returns") -> dict[str, Any]:
    """Country × week, in the shape of components/chart_grid.html. Only weeks that are due are counted."""
    verified, due = sum(map(complete.verified, countries)), sum(map(complete.due, countries))
    return {
        "id": chart_id,
        "title": _("Returns, by country and week"),
        "code": "M03",
        "total": str(verified),
        "total_note": _("of %(due)s verified") % {"due": due},
        "columns": [f"{week.number:02}" for week in complete.weeks],
        "rows": [
            {
                "cc": country,
                "label": country_name(country),
                "cells": list(_cells(complete, country)),
                "total": f"{complete.verified(country)}/{complete.due(country)}",
            }
            for country in countries
        ],
    }


def _cells(complete: Completeness, country: str) -> Iterator[dict[str, str]]:
    for week, state in zip(complete.weeks, complete.countries[country], strict=True):
        word, _tone, _drawing = state_words(state.state)
        mark = ReturnState.VERIFIED if state.state == ReturnState.LOCKED else state.state
        words = [str(said) for said in (word, _("late") if state.late else "", part_words(state)) if said]
        yield {
            "state": mark,
            "name": f"{country_name(country)}, {week_words(week)}: {', '.join(words)}",
            "url": reverse("return", args=[state.return_id]) if state.return_id else "",
        }
