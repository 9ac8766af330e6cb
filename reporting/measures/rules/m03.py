"""M03: returns verified in time."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text
from operation.people.models import Organisation
from operation.people.selectors import agencies
from reporting.indicators.weeks import Week, weeks_of
from reporting.measures.base import Item, Measure, Moment, Part, Reading, Share
from reporting.measures.rules.wording import BY_STEPS
from reporting.returns.deadlines import due_at
from reporting.returns.models import NationalReturn, ReturnState, ReturnStep

CHECKED = (ReturnState.VERIFIED, ReturnState.LOCKED)
TIME_TO_VERIFY = timedelta(days=7)
"""From the deadline of a return to that of the next one."""


def _read(reading: Reading) -> Iterator[Item]:
    """Three queries."""
    principal, moment = reading.principal, reading.moment
    steps = Prefetch("steps", ReturnStep.objects.order_by("created_at", "id"), to_attr="taken")
    seen: Any = NationalReturn.objects.visible_to(principal).filter(operation=reading.operation)
    given = {(one.agency_id, one.week): one for one in seen.prefetch_related(steps)}
    owing = agencies()
    for week in weeks_of(reading.operation):
        if due_at(week) <= moment.at:
            for agency in owing:
                yield _item(agency, week, given.get((agency.pk, week.monday)), moment)


def _item(agency: Organisation, week: Week, given: Any, moment: Moment) -> Item:
    taken = [step for step in given.taken if moment.knows(step.created_at)] if given else []
    came = _came_by(taken, (ReturnState.SUBMITTED,), due_at(week), moment)
    checked = bool(taken) and taken[-1].state in CHECKED
    in_time = came and checked and _came_by(taken, CHECKED, due_at(week) + TIME_TO_VERIFY, moment)
    return Item(
        countries=(agency.country_id or "",),
        parts={"due": 1, "came": int(came), "in_time": int(in_time)},
        what=f"{agency.short_name} {week.code}",
        url=reverse("return", args=[given.pk]) if given else "",
        words=_words(taken, came, in_time),
    )


def _came_by(taken: Sequence[ReturnStep], states: Sequence[str], deadline: Any, moment: Moment) -> bool:
    first = next((step for step in taken if step.state in states), None)
    return first is not None and first.created_at <= deadline


def _words(taken: Sequence[ReturnStep], came: bool, in_time: bool) -> Text:
    if in_time:
        return _("verified in time")
    if came:
        return _("verified late") if taken[-1].state in CHECKED else _("came in time, not verified")
    return _("came late") if any(step.state == ReturnState.SUBMITTED for step in taken) else _("missing")


M03 = Measure(
    code="M03",
    label=_("Returns verified in time"),
    line=7,
    version=1,
    rule=_(
        "Weekly returns of agencies whose deadline has passed. In time: it was submitted by its deadline, and LMLECC "
        "verified it within the seven days after that, before the next return was due. A return that was verified and "
        "is open again is not verified. Both sides have their part in it: the column before says how many came in "
        "time."
    ),
    known=BY_STEPS,
    columns=(
        Part("due", _("Due")),
        Part("came", _("Came in time")),
        Part("in_time", _("Verified in time")),
        Share("came_share", _("In time, of due"), "came", "due"),
        Share("share", _("Verified in time, of due"), "in_time", "due"),
    ),
    chain=("due", "came", "in_time"),
    headline="share",
    beside=("came_share",),
    read=_read,
    permission="return.read",
)
