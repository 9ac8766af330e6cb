"""Pages on which LMLECC writes on a meeting: agenda, attendance, minutes, decisions and what becomes of them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coordination.meetings import actions, forms, selectors
from coordination.meetings.confirming import REMOVE
from coordination.meetings.models import Decision
from coordination.meetings.page import METHODS, asked, opened, visible, written
from coordination.meetings.policies import may_make_action
from coordination.questions import StepForm
from operation.kernel.errors import require
from operation.kernel.fields import posted
from operation.plan.models import Meeting


@never_cache
@require_http_methods(METHODS)
def agenda(request: Any, meeting_id: UUID) -> HttpResponse:
    """Points of the agenda, in their order."""
    meeting, version = opened(request.principal, meeting_id)
    form = forms.VersionForm(posted(request), version=version)
    rows = forms.points_form(meeting.operation, selectors.agenda_of(request.principal, meeting), posted(request))

    def take() -> None:
        if not rows.is_valid():
            form.add_error(None, _("A point of the agenda cannot be read."))
            return
        points, seen = forms.points_in(rows), form.cleaned_data["version"]
        actions.set_agenda(principal=request.principal, meeting=meeting, points=points, version=seen)

    hint = _("A point that is left empty is taken out.")
    return written(request, meeting, form, take, _("Agenda"), rows=rows, rows_title=_("Points"), hint=hint)


@never_cache
@require_http_methods(METHODS)
def attendance(request: Any, meeting_id: UUID) -> HttpResponse:
    """How many representatives each organisation sent."""
    meeting, version = opened(request.principal, meeting_id)
    known = selectors.delegations_of(request.principal, meeting)
    form = forms.AttendanceForm(meeting.operation, known, posted(request), version=version)

    def take() -> None:
        seen = form.cleaned_data["version"]
        actions.set_attendance(principal=request.principal, meeting=meeting, numbers=form.numbers, version=seen)

    hint = _("How many representatives came. Nobody is named.")
    return written(request, meeting, form, take, _("Attendance"), hint=hint)


@never_cache
@require_http_methods(METHODS)
def minutes(request: Any, meeting_id: UUID) -> HttpResponse:
    """The text of the minutes."""
    meeting, version = opened(request.principal, meeting_id)
    known = selectors.minutes_of(request.principal, meeting)
    form = forms.MinutesForm(posted(request), version=version, text=known.text if known else "")

    def take() -> None:
        text, seen = form.cleaned_data["text"], form.cleaned_data["version"]
        actions.write_minutes(principal=request.principal, meeting=meeting, text=text, version=seen)

    return written(request, meeting, form, take, _("Minutes"))


@never_cache
@require_http_methods(METHODS)
def add_decision(request: Any, meeting_id: UUID) -> HttpResponse:
    """What was decided, at the end of what was decided before."""
    meeting, version = opened(request.principal, meeting_id)
    return _decide(request, meeting, version, None, _("Add a decision"))


@never_cache
@require_http_methods(METHODS)
def edit_decision(request: Any, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """Another wording, lead or day."""
    meeting, version = opened(request.principal, meeting_id)
    return _decide(request, meeting, version, _decision(request, meeting, decision_id), _("Change a decision"))


def _decide(request: Any, meeting: Meeting, version: int, decision: Decision | None, title: str) -> HttpResponse:
    form = forms.DecisionForm(meeting.operation, posted(request), version=version, decision=decision)

    def take() -> None:
        seen = form.cleaned_data["version"]
        actions.set_decision(
            principal=request.principal, meeting=meeting, decision=decision, draft=form.draft, version=seen
        )

    return written(request, meeting, form, take, title)


@never_cache
@require_http_methods(METHODS)
def remove_decision(request: Any, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """Take one out of the draft."""
    meeting, version = opened(request.principal, meeting_id)
    decision = _decision(request, meeting, decision_id)
    form = StepForm(REMOVE, version, posted(request))

    def take() -> None:
        seen = form.cleaned_data["version"]
        actions.take_out_decision(principal=request.principal, meeting=meeting, decision=decision, version=seen)

    return asked(request, meeting, REMOVE, form, take)


@never_cache
@require_http_methods(METHODS)
def make_action(request: Any, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """A decision as an action of the plan, on a line of effort."""
    meeting = visible(request.principal, meeting_id)
    decision = _decision(request, meeting, decision_id)
    require(may_make_action(request.principal, decision), verb="make action")
    form = forms.ActionForm(meeting.operation, decision, posted(request))

    def take() -> None:
        actions.make_action(principal=request.principal, decision=decision, **form.cleaned_data)

    title, done = _("Make it an action of the plan"), _("It stands in the action plan.")
    return written(request, meeting, form, take, title, done=done, label=_("Make it an action"), hint=decision.text)


def _decision(request: Any, meeting: Meeting, decision_id: UUID) -> Decision:
    """Raises Http404 for one that is not of this meeting or not the reader's to know of."""
    found = selectors.decision_of(request.principal, meeting, decision_id)
    if found is None:
        raise Http404
    return found
