"""Pages of a meeting as a whole: call and change one, answer for a country, and the steps of its minutes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coordination.meetings import actions, forms, selectors
from coordination.meetings.confirming import QUESTIONS
from coordination.meetings.page import METHODS, asked, back, show, taken, visible, written
from coordination.meetings.policies import may_amend, may_answer, may_call
from coordination.questions import AnswerForm, StepForm
from operation.kernel.errors import require
from operation.kernel.fields import posted
from operation.plan.models import Meeting
from operation.plan.selectors import operation_or_404


@never_cache
@require_http_methods(METHODS)
def call(request: Any) -> HttpResponse:
    """Call a meeting."""
    require(may_call(request.principal), verb="call meeting")
    operation = operation_or_404()
    form = forms.MeetingForm(posted(request), version=1)
    made: list[Meeting] = []

    def take() -> None:
        made.append(actions.call_meeting(principal=request.principal, operation=operation, draft=form.draft))

    if taken(request, form, take):
        return back(request, made[0], _("The meeting is called."))
    return show(request, "form", None, form=form, title=_("Call a meeting"), label=_("Call it"))


@never_cache
@require_http_methods(METHODS)
def edit(request: Any, meeting_id: UUID) -> HttpResponse:
    """Change title, place, days or mark."""
    meeting = visible(request.principal, meeting_id)
    require(may_amend(request.principal, meeting), verb="amend meeting")
    version = selectors.version_of(selectors.minutes_of(request.principal, meeting))
    form = forms.MeetingForm(posted(request), version=version, meeting=meeting)

    def take() -> None:
        seen = form.cleaned_data["version"]
        actions.amend_meeting(principal=request.principal, meeting=meeting, draft=form.draft, version=seen)

    return written(request, meeting, form, take, _("Change the meeting"))


@never_cache
@require_http_methods(METHODS)
def answer(request: Any, meeting_id: UUID) -> HttpResponse:
    """What the own country says to the minutes."""
    meeting = visible(request.principal, meeting_id)
    minutes = selectors.minutes_of(request.principal, meeting)
    if minutes is None:
        raise Http404
    require(may_answer(request.principal, minutes), verb="answer minutes")
    form = AnswerForm(posted(request))

    def take() -> None:
        given = form.cleaned_data
        actions.answer_minutes(
            principal=request.principal, minutes=minutes, answer=given["answer"], words=given["words"]
        )

    done = _("Your country's answer is noted.")
    return written(request, meeting, form, take, _("Minutes"), done=done, label=_("Answer"))


@never_cache
@require_http_methods(METHODS)
def step(request: Any, meeting_id: UUID, name: str) -> HttpResponse:
    """Circulate, revise or approve: ask once more, then take the step."""
    if name not in QUESTIONS:
        raise Http404
    meeting, question = visible(request.principal, meeting_id), QUESTIONS[name]
    require(may_call(request.principal), verb=f"{name} minutes")
    version = selectors.version_of(selectors.minutes_of(request.principal, meeting))
    data = posted(request)
    circulates = name == "circulate"
    form: Any = forms.CirculateForm(data, version=version) if circulates else StepForm(question, version, data)

    def take() -> None:
        given = form.cleaned_data
        actions.take_step(
            principal=request.principal,
            meeting=meeting,
            name=name,
            version=given["version"],
            answer_by=given.get("answer_by"),
        )

    return asked(request, meeting, question, form, take)
