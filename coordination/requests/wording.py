"""States, clocks and sides of a request in words, with the tones and drawings of the pages."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.clocks.clock import Clock
from coordination.requests.models import WAITING, Request, RequestState

A_DAY = timedelta(days=1)
TONES = {
    RequestState.DRAFT: "idle",
    RequestState.SENT: "work",
    RequestState.ACKNOWLEDGED: "work",
    RequestState.CLARIFICATION: "due",
    RequestState.IN_PROGRESS: "work",
    RequestState.PARTLY_ANSWERED: "work",
    RequestState.ANSWERED: "ok",
    RequestState.REFUSED: "ink",
    RequestState.REDIRECTED: "ink",
    RequestState.WITHDRAWN: "idle",
    RequestState.CLOSED: "ok",
}
DRAWINGS = {
    RequestState.CLARIFICATION: "query",
    RequestState.REFUSED: "refused",
    RequestState.REDIRECTED: "right",
    RequestState.WITHDRAWN: "undo",
    RequestState.CLOSED: "lock",
}


def state_mark(request: Request) -> dict[str, Any]:
    """Word, tone and drawing of a state, for the tag `state`."""
    state = RequestState(request.state)
    return {"label": capfirst(state.label), "tone": TONES[state], "drawing": DRAWINGS.get(state, "")}


def clock_mark(request: Request, known: Clock | None, now: datetime) -> dict[str, Any] | None:
    """What the clock of a request says: time left, standing still, late, or how it ended. None for a draft."""
    if known is None or request.state == RequestState.WITHDRAWN:
        return None
    if request.answered_at:
        late = request.answered_at > known.due
        return {"label": _("answered late"), "tone": "late"} if late else {"label": _("in time"), "tone": "ok"}
    if request.state not in WAITING:
        return None
    if known.is_late(now):
        return {"label": late_words(-known.left(now)), "tone": "late"}
    if known.is_stopped(now):
        return {"label": _("clock stands still"), "tone": "idle"}
    left = known.left(now)
    return {"label": left_words(left), "tone": "due" if left < A_DAY else "idle"}


def left_words(left: timedelta) -> str:
    if left.days:
        return ngettext("%(days)s day left", "%(days)s days left", left.days) % {"days": left.days}
    return _("%(hours)s h %(minutes)s min left") % _hours(left)


def late_words(over: timedelta) -> str:
    if over.days:
        return ngettext("%(days)s day late", "%(days)s days late", over.days) % {"days": over.days}
    return _("%(hours)s h %(minutes)s min late") % _hours(over)


def still_words(known: Clock, now: datetime) -> str:
    """Until when a clock stands still; "" for one that runs."""
    if not known.is_stopped(now):
        return ""
    if known.resumes_at is None:
        return _("It stands still until the sender has clarified.")
    return _("It stands still until %(day)s.") % {"day": date_format(localtime(known.resumes_at), "DATETIME_FORMAT")}


def local_words(moment: datetime, known: Clock) -> str:
    """A moment on the clock of the recipient, with its distance from UTC."""
    there = moment.astimezone(known.calendar.zone)
    offset = there.strftime("%z")
    return f"{date_format(there, 'DATETIME_FORMAT')} (UTC{offset[:3]}:{offset[3:]})"


def _hours(span: timedelta) -> dict[str, int]:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return {"hours": hours, "minutes": minutes}
