"""The desk: what waits for one person, and nothing else. Features register where it comes from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.errors import Text

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, and what to do with it.

    `what` is its title, `detail` one or more short texts below it, `verb` the button. `due` is a moment or a day in the
    reader's time zone; without one it waits without a clock. `late` may say so where no `due` tells. `at_once` stands
    before everything else: somebody's life is in danger.
    `tlp` and `handling_code` are those of what is shown here: the strictest of all stands at the top of the page.
    """

    what: Text
    detail: Text | tuple[Text, ...]
    url: str
    verb: Text
    due: datetime | date | None = None
    late: bool = False
    at_once: bool = False
    tlp: str = TLP.GREEN
    handling_code: str = HandlingCode.H0


@dataclass(frozen=True)
class DeskSource:
    """Where things come from that wait. `find` gives those of a principal with a fixed number of queries.

    `label` is the kind that stands above each («Weekly return»).
    """

    label: Text
    find: Callable[[Principal], Iterable[Waiting]]


@dataclass(frozen=True)
class Note:
    """Something that everybody should know at his desk, and that waits for nobody: who is on duty."""

    label: Text
    text: Text
    url: str
    tlp: str = TLP.AMBER


_sources: list[DeskSource] = []
_notes: list[Callable[[Principal], Note | None]] = []


def register(source: DeskSource) -> None:
    """Add a source; called from a feature's `subscriptions.py`."""
    _sources.append(source)


def register_note(find: Callable[[Principal], Note | None]) -> None:
    """Add a note to desks; it gives None for who is not to know, with a fixed number of queries."""
    _notes.append(find)


@dataclass(frozen=True)
class Desk:
    """What waits for one person: groups in the order of their urgency, and the marking of all of it."""

    groups: list[dict[str, Any]]
    count: int
    handling: dict[str, Any]
    notes: list[Note]


def desk_of(principal: Principal) -> Desk:
    """Everything that waits for `principal`, from every source."""
    found = [(source.label, waiting) for source in _sources for waiting in source.find(principal)]
    found.sort(key=lambda pair: (not pair[1].at_once, not _is_late(pair[1]), _moment(pair[1])))
    notes = [note for note in (find(principal) for find in _notes) if note]
    code = strictest_code(waiting.handling_code for _label, waiting in found)
    handling = {
        "tlp": strictest_tlp([*(waiting.tlp for _label, waiting in found), *(note.tlp for note in notes)]),
        "code": code,
        "words": code.label,
        "note": gettext("What waits for you alone"),
    }
    return Desk(list(_groups(found)), len(found), handling, notes)


def _groups(found: list[tuple[Text, Waiting]]) -> Iterator[dict[str, Any]]:
    by_urgency: dict[Text, list[dict[str, Any]]] = {}
    for label, waiting in found:
        by_urgency.setdefault(_urgency(waiting), []).append(_item(label, waiting))
    first = next(iter(by_urgency.values()), None)
    if first:
        first[0]["main"] = True
    for title, items in by_urgency.items():
        yield {"title": title, "items": items}


def _urgency(waiting: Waiting) -> Text:
    if waiting.at_once:
        return _("At once")
    if _is_late(waiting):
        return _("Late")
    if waiting.due is None:
        return _("Without a date")
    days = (_day(waiting.due) - clock.today(_zone())).days
    if days == 0:
        return _("Today")
    return _("This week") if timedelta(days=days) < SOON else _("Later")


def _item(label: Text, waiting: Waiting) -> dict[str, Any]:
    tone = _tone(waiting)
    return {
        "when": _when(waiting),
        "when_note": _when_note(waiting),
        "tone": tone,
        "kind": label,
        "title": waiting.what,
        "url": waiting.url,
        "meta": waiting.detail if isinstance(waiting.detail, tuple) else (waiting.detail,),
        "verb": waiting.verb,
        "tlp": waiting.tlp,
    }


def _tone(waiting: Waiting) -> str:
    if waiting.at_once or _is_late(waiting):
        return "late"
    return "due" if waiting.due and _day(waiting.due) == clock.today(_zone()) else ""


def _is_late(waiting: Waiting) -> bool:
    if isinstance(waiting.due, datetime):
        return waiting.late or waiting.due < clock.now()
    if waiting.due:
        return waiting.late or waiting.due < clock.today(_zone())
    return waiting.late


def _when(waiting: Waiting) -> str:
    """Time left, or by how much it is late: in hours on the day itself, else in days."""
    if waiting.at_once:
        return gettext("at once")
    if waiting.due is None:
        return gettext("late") if waiting.late else gettext("no date")
    days = (_day(waiting.due) - clock.today(_zone())).days
    if isinstance(waiting.due, datetime) and days == 0:
        return _hours(waiting.due - clock.now())
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return gettext("today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def _hours(left: timedelta) -> str:
    minutes = abs(int(left.total_seconds())) // 60
    words = {"hours": minutes // 60, "minutes": minutes % 60}
    if left < timedelta(0):
        return gettext("%(hours)s h %(minutes)s min late") % words
    return gettext("%(hours)s h %(minutes)s min left") % words


def _when_note(waiting: Waiting) -> str:
    if waiting.due is None:
        return ""
    if isinstance(waiting.due, datetime):
        return date_format(timezone.localtime(waiting.due), "DATETIME_FORMAT")
    return date_format(waiting.due, "DATE_FORMAT")


def _moment(waiting: Waiting) -> datetime:
    """What to sort by; without a date last."""
    if isinstance(waiting.due, datetime):
        return waiting.due
    day = waiting.due or date.max - timedelta(days=2)
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=_zone())


def _day(due: datetime | date) -> date:
    return timezone.localtime(due).date() if isinstance(due, datetime) else due


def _zone() -> Any:
    return timezone.get_current_timezone()
