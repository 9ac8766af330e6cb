"""X01: requests answered in time, and refused."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.requests.models import Request, RequestState, RequestStep
from operation.kernel.errors import Text
from reporting.measures.base import Item, Measure, Moment, Part, Reading, Share

IN_TIME, LATE = _("answered in time"), _("answered late")
OVERDUE, WAITING, WITHDRAWN = _("overdue"), _("waiting"), _("withdrawn")


def _read(reading: Reading) -> Iterator[Item]:
    """Two queries."""
    steps = Prefetch("steps", RequestStep.objects.order_by("created_at", "id"), to_attr="taken")
    seen = Request.objects.visible_to(reading.principal).filter(operation=reading.operation)
    sent = seen.exclude(state=RequestState.DRAFT).select_related("recipient")
    for request in sent.order_by("sent_at", "id").prefetch_related(steps):
        if reading.moment.knows(request.sent_at):
            yield _item(request, reading.moment)


def _item(request: Any, moment: Moment) -> Item:
    answered = moment.knows(request.answered_at)
    in_time = answered and request.answered_at <= request.due_at
    words = _words(request, moment, answered, in_time)
    parts = {
        "asked": 1,
        "due": int(answered or words is OVERDUE),
        "in_time": int(in_time),
        "refused": int(answered and bool(request.ground)),
    }
    url = reverse("request", args=[request.pk])
    return Item((request.recipient.country_id or "",), parts, what=request.reference, url=url, words=words)


def _words(request: Any, moment: Moment, answered: bool, in_time: bool) -> Text:
    taken = [step for step in request.taken if moment.knows(step.created_at)]
    if answered:
        return IN_TIME if in_time else LATE
    if any(step.state == RequestState.WITHDRAWN for step in taken):
        return WITHDRAWN
    return OVERDUE if _is_late(request, taken[-1] if taken else None, moment.at) else WAITING


def _is_late(request: Any, step: RequestStep | None, at: datetime) -> bool:
    """By the clock as the step left it; steps from before they kept it have the one of their request."""
    told: Any = step if step and step.due_at else request
    if told.clock_stopped_at and told.clock_resumes_at is None:
        return bool(told.clock_stopped_at > told.due_at)
    return bool(told.due_at < at)


X01 = Measure(
    code="X01",
    label=_("Requests answered in time"),
    line=7,
    version=1,
    rule=_(
        "Requests from one country to another, by the country that was asked. A request counts once its last word is "
        "said, an answer, a refusal or a redirection to mutual legal assistance, or once its deadline has passed "
        "without one. In time: the last word came by the deadline, as the clock stood; time for clarification and for "
        "a delay that was announced is left out. An answer in part is no last word. A request that was withdrawn "
        "before its last word is no longer held against anybody."
    ),
    known=_("As known on a day: by the answers given and the clocks as they stood at the end of that day in Kunming."),
    columns=(
        Part("asked", _("Received")),
        Part("due", _("Answered or overdue")),
        Part("in_time", _("Answered in time")),
        Share("share", _("In time"), "in_time", "due"),
        Part("refused", _("Refused")),
    ),
    chain=("asked", "due", "in_time"),
    headline="share",
    beside=("refused",),
    read=_read,
    permission="request.read",
    by_agency=True,
)
