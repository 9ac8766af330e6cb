"""Returns in lists: a country's own week by week, all of them as a grid, and those that wait for somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.errors import Text
from operation.people.models import Organisation
from operation.people.selectors import agencies
from operation.plan.models import Operation
from operation.templatetags.look import country_name
from reporting.indicators.weeks import Week
from reporting.indicators.wording import week_words
from reporting.returns.deadlines import due_at
from reporting.returns.models import NationalReturn, ReturnState
from reporting.returns.panels import DRAWINGS, TONES
from reporting.returns.selectors import MISSING, NOT_DUE, Completeness, WeekState


@dataclass(frozen=True, slots=True)
class ListRow:
    """One agency's return of one week. `may_open`: it does not exist yet, and the reader may begin it."""

    week: Week
    title: str
    agency: Organisation
    due: datetime
    state: Text
    tone: str
    drawing: str
    late: bool
    return_id: UUID | None
    may_open: bool


def state_words(state: str) -> tuple[Text, str, str]:
    """Word, tone and drawing of a return's state in a list."""
    if state == MISSING:
        return _("no return"), "late", "late"
    if state == NOT_DUE:
        return _("not begun"), "idle", "idle"
    known = ReturnState(state)
    return known.label, TONES[known], DRAWINGS.get(known, "")


def own_rows(principal: Principal, complete: Completeness) -> list[ListRow]:
    """The weeks of the principal's country that have begun, newest first, one row for each of its agencies."""
    own = [agency for agency in agencies() if agency.country_id == principal.country]
    today = clock.today()
    begun = [(at, week) for at, week in enumerate(complete.weeks) if week.first <= today]
    return [
        _row(principal, agency, week, complete.agencies[agency.pk][at])
        for at, week in reversed(begun)
        for agency in own
    ]


def _row(principal: Principal, agency: Organisation, week: Week, state: WeekState) -> ListRow:
    word, tone, drawing = state_words(state.state)
    mine = agency.pk == principal.organisation_id and principal.holds("return.draft")
    return ListRow(
        week=week,
        title=week_words(week),
        agency=agency,
        due=due_at(week),
        state=word,
        tone=tone,
        drawing=drawing,
        late=state.late,
        return_id=state.return_id,
        may_open=mine and state.return_id is None,
    )


def waiting_for_desk(principal: Principal, operation: Operation) -> list[NationalReturn]:
    """Submitted returns, the oldest first: what the supervision desk verifies next."""
    return list(
        NationalReturn.objects.visible_to(principal)
        .filter(operation=operation, state=ReturnState.SUBMITTED)
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
        late = f", {_('late')}" if state.late else ""
        yield {
            "state": mark,
            "name": f"{country_name(country)}, {week_words(week)}: {word}{late}",
            "url": reverse("return", args=[state.return_id]) if state.return_id else "",
        }
