"""The operation's pages: mandate, participants, action plan, timeline, meetings, action days."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from operation.access.policies import may
from operation.kernel import clock
from operation.kernel.errors import require
from operation.plan import panels, parts, selectors
from operation.plan.axis import Axis, kind_chips, rows
from operation.plan.models import Operation
from operation.plan.policies import may_read_members_part
from operation.plan.timeline import KIND_WORDS, Kind, timeline

ROWS = 100


def _operation(request: Any) -> Operation:
    """The operation; 403 with the reason for a role that does not read the plan, 404 before one is loaded."""
    require(may(request.principal, "plan.read"), verb="read_plan")
    operation = selectors.visible_operation(request.principal)
    if operation is None:
        raise Http404
    return operation


def _page(request: Any, template: str, operation: Operation, **context: Any) -> HttpResponse:
    frame = {
        "operation": operation,
        "pages": panels.pages(request.principal, request.path),
        "handling": panels.handling(request.principal),
    }
    return render(request, f"plan/{template}.html", frame | context)


@require_safe
def mandate(request: Any) -> HttpResponse:
    """Mandate, dates and principle; where the operation stands; its seven lines in one look."""
    operation = _operation(request)
    phases = selectors.phases_of(operation, request.principal)
    context = {
        "facts": panels.operation_facts(operation),
        "paragraphs": panels.paragraphs(operation.mandate),
        "steps": panels.steps(phases, clock.today()),
        "lines": selectors.lines_of(operation, request.principal),
        "sources": operation.source.splitlines(),
    }
    return _page(request, "mandate", operation, **context)


@require_safe
def participants(request: Any) -> HttpResponse:
    """Countries with their agencies and coordinators, the secretariat, partners with what they undertook."""
    operation = _operation(request)
    sides = selectors.sides_of(operation, request.principal)
    return _page(request, "participants", operation, groups=panels.grouped(sides))


@require_safe
def action_plan(request: Any) -> HttpResponse:
    """The lines of effort with objectives and actions."""
    operation = _operation(request)
    lines = selectors.lines_of(operation, request.principal)
    new_url = reverse("plan-action-new") if request.principal.holds("plan.amend") else ""
    origins = parts.origins_of(request.principal, [one for line in lines for one in line.actions.all()])
    shown = panels.plan_lines(lines, clock.today(), origins)
    return _page(request, "action_plan", operation, lines=shown, new_url=new_url)


@require_safe
def timeline_page(request: Any) -> HttpResponse:
    """Planned against actual; `?kind=` shows one kind only."""
    operation = _operation(request)
    moments = timeline(operation, request.principal)
    kind = request.GET.get("kind", "")
    if kind and kind not in list(Kind):
        raise Http404
    shown = Paginator([one for one in moments if not kind or one.kind == kind], ROWS).get_page(request.GET.get("page"))
    axis = Axis.of(moments)
    context = {
        "chips": kind_chips(moments, kind),
        "months": axis.names() if axis else [],
        "today": axis.mark(clock.today()) if axis else "",
        "rows": rows(shown, axis, clock.today()),
        "shown": shown,
        "kind": kind,
        "kind_words": KIND_WORDS[Kind(kind)] if kind else _("Everything"),
    }
    return _page(request, "timeline", operation, **context)


@require_safe
def meetings(request: Any) -> HttpResponse:
    """All meetings that the reader may know of."""
    operation = _operation(request)
    found = selectors.meetings_of(operation, request.principal)
    context = {"meetings": panels.dated(found), "actions": parts.list_actions(request.principal)}
    return _page(request, "meetings", operation, **context)


@require_safe
def meeting(request: Any, meeting_id: UUID) -> HttpResponse:
    """One meeting: who was there, what was decided."""
    operation = _operation(request)
    found = selectors.meeting_of(operation, request.principal, meeting_id)
    if found is None:
        raise Http404
    added = parts.parts_of(request.principal, found)
    context = {
        "meeting": found,
        "parts": [part for part in added if part.template],
        "actions": [action for part in added for action in part.actions],
        "facts": panels.meeting_facts(found),
        "present": selectors.present_at(found),
        "crumbs": [
            {"label": str(operation), "url": reverse("operation")},
            {"label": _("Meetings"), "url": reverse("meetings")},
        ],
    }
    return _page(request, "meeting", operation, **context)


@require_safe
def action_days(request: Any) -> HttpResponse:
    """Joint actions: when, who led, who took part."""
    operation = _operation(request)
    require(may_read_members_part(request.principal), verb="read_plan")
    days = selectors.action_days_of(operation, request.principal)
    return _page(request, "action_days", operation, days=days)
