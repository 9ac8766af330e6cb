"""The pages of requests, as their reader may see and use them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coordination import frame
from coordination.clocks.clock import Clock
from coordination.clocks.selectors import calendar_of, calendars_of
from coordination.requests import panels
from coordination.requests.filters import RequestFilters
from coordination.requests.models import Request, RequestState
from coordination.requests.policies import may_amend, may_draft, may_step
from coordination.requests.selectors import parts_of, subject_lines, subjects_of
from coordination.requests.states import steps_from
from coordination.requests.timing import clock_of
from coordination.requests.wording import clock_mark, state_mark
from operation.access.principal import Principal
from operation.access.scope import PAGE_SIZE, Page
from operation.kernel import clock
from operation.kernel.lists import CURSOR, onward, without

ICONS = {
    "send": "release",
    "acknowledge": "check",
    "ask": "query",
    "clarify": "pen",
    "begin": "work",
    "partly": "note",
    "answer": "ok",
    "refuse": "refused",
    "redirect": "right",
    "withdraw": "undo",
    "close": "lock",
    "delay": "clock",
}
MAIN = ("send", "acknowledge", "clarify", "begin", "answer", "close")


def show(request: Any, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the exchange, with its menu."""
    shared = {"pages": frame.pages(request.principal, request.path)}
    return render(request, f"requests/{page}.html", shared | context, status=status)


def crumbs() -> list[dict[str, Any]]:
    return [{"label": _("Exchange"), "url": reverse("exchange")}, {"label": _("Requests"), "url": reverse("requests")}]


def page_of(principal: Principal, given: Request) -> dict[str, Any]:
    """Everything on the page of one request, with a fixed number of queries but one for each type of record in it."""
    steps = list(given.steps.select_related("taken_by", "organisation"))
    known = clock_of(given, calendar_of(given.recipient.country_id or "")) if given.sent_at else None
    parts = parts_of(principal, given)
    return {
        "given": given,
        "title": given.reference,
        "state": state_mark(given),
        "facts": panels.facts_of(principal, given),
        "texts": panels.texts_of(parts, principal),
        "reads_content": given.content_is_read_by(principal),
        "subjects": panels.subject_facts(subjects_of(principal, given)),
        "steps": panels.life_of(given, steps),
        "history": panels.history_of(principal, steps, list(given.reminders.all())),
        "clock": panels.clock_of_page(given, known),
        "actions": list(_actions(principal, given)),
        "crumbs": crumbs(),
        "handling": panels.handling_of(principal, given),
    }


def list_of(principal: Principal, request: Any, filters: RequestFilters, found: Page[Request]) -> dict[str, Any]:
    """One page of the list. `found` is empty where an address could not be read."""
    rows, paged = found.records, bool(request.GET.get(CURSOR))
    lines = subject_lines(principal, rows)
    calendars = calendars_of({str(one.recipient.country_id) for one in rows})
    clocks = {one.pk: clock_of(one, calendars[str(one.recipient.country_id)]) for one in rows if one.sent_at}
    valid = not filters.form.errors
    return {
        "title": _("Requests"),
        "rows": [_row(one, clocks.get(one.pk), lines.get(one.pk)) for one in rows],
        "count": _("%(count)s on this page") % {"count": len(rows)} if paged else _count(found),
        "filter_form": filters.form,
        "chips": filters.chips() if valid else [],
        "clear_url": reverse("requests"),
        "older_url": onward(request.GET, found.next),
        "first_url": f"?{without(request.GET)}" if paged else "",
        "is_filtered": valid and bool(filters.in_force()),
        "actions": _list_actions(principal),
        "handling": panels.handling_of_all(rows),
    }


def _row(given: Request, known: Clock | None, line: Any) -> dict[str, Any]:
    return {
        "given": given,
        "url": panels.url_of(given),
        "line": line,
        "state": state_mark(given),
        "clock": clock_mark(given, known, clock.now()),
        "due": given.due_at,
    }


def _count(found: Page[Request]) -> str:
    return f"{PAGE_SIZE}+" if found.next else str(len(found.records))


def _list_actions(principal: Principal) -> list[dict[str, Any]]:
    scoreboard = {"label": _("Scoreboard"), "url": reverse("request-scoreboard"), "icon": "chart"}
    if not may_draft(principal):
        return [scoreboard]
    return [
        {"label": _("Ask another country"), "url": reverse("request-new"), "icon": "plus", "main": True},
        scoreboard,
    ]


def _actions(principal: Principal, given: Request) -> Any:
    """The steps that the reader may take from here, and what else can be done with a draft or a refusal."""
    for step in steps_from(given.state):
        blocked = step.condition and not step.needs and step.condition(given, {})
        announced = step.name == "delay" and given.delay_announced_at
        if not blocked and not announced and may_step(principal, given, step.name):
            yield {
                "label": step.label,
                "url": reverse("request-step", args=[given.pk, step.name]),
                "icon": ICONS[step.name],
                "main": step.name in MAIN,
            }
    if given.state == RequestState.DRAFT and may_amend(principal, given):
        change = pgettext("step of a request", "Change")
        yield {"label": change, "url": reverse("request-edit", args=[given.pk]), "icon": "pen"}
        yield {"label": _("Throw away"), "url": reverse("request-discard", args=[given.pk]), "icon": "trash"}
    if given.ground and given.of_sender(principal) and may_draft(principal):
        yield {"label": _("Ask again"), "url": f"{reverse('request-new')}?repeats={given.pk}", "icon": "refresh"}
