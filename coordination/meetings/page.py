"""What the pages of a meeting share: whom they let in, how a form is taken, and how it is shown."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.meetings import selectors
from coordination.meetings.policies import may_write
from coordination.questions import Question
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Text, require
from operation.kernel.fields import attempt
from operation.plan.models import Meeting
from operation.plan.panels import handling

METHODS = ["GET", "HEAD", "POST"]
Take = Callable[[], None]


def visible(principal: Principal, meeting_id: UUID) -> Meeting:
    """Raises Http404 for what does not exist and for what the reader may not know of; 403 for who reads no plan."""
    require(may(principal, "plan.read"), verb="read_plan")
    found = selectors.read_meeting(principal, meeting_id)
    if found is None:
        raise Http404
    return found


def opened(principal: Principal, meeting_id: UUID) -> tuple[Meeting, int]:
    """The meeting and the version of what is written on it, for who may write while nobody is asked about it."""
    meeting = visible(principal, meeting_id)
    minutes = selectors.minutes_of(principal, meeting)
    require(may_write(principal, minutes), verb="write on meeting")
    return meeting, selectors.version_of(minutes)


def taken(request: Any, form: Any, take: Take) -> bool:
    """Whether what was sent was done; what an action refused stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    attempt(form, take)
    return not form.errors


def written(
    request: Any, meeting: Meeting, form: Any, take: Take, title: Text, *, done: Text = "", **shown: Any
) -> HttpResponse:
    """A form about a meeting, and back to the meeting once it is taken."""
    if taken(request, form, take):
        return back(request, meeting, done or _("Saved."))
    context = {"form": form, "title": title, "label": _("Save")} | shown
    return show(request, "form", meeting, **context)


def asked(request: Any, meeting: Meeting, question: Question, form: Any, take: Take) -> HttpResponse:
    """A page that asks once more, and back to the meeting once it is done."""
    if taken(request, form, take):
        return back(request, meeting, question.done)
    return show(request, "step", meeting, question=question, form=form)


def back(request: Any, meeting: Meeting, words: Text) -> HttpResponse:
    messages.success(request, str(words))
    return redirect("meeting", meeting.pk)


def show(request: Any, template: str, meeting: Meeting | None, **shown: Any) -> HttpResponse:
    crumbs = [{"label": _("Meetings"), "url": reverse("meetings")}]
    cancel = reverse("meeting", args=[meeting.pk]) if meeting else reverse("meetings")
    if meeting:
        crumbs.append({"label": str(meeting), "url": cancel})
    frame = {"crumbs": crumbs, "cancel_url": cancel, "handling": handling(request.principal)}
    status = 400 if request.method == "POST" else 200
    return render(request, f"coordination/{template}.html", frame | shown, status=status)
