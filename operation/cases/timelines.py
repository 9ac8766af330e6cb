"""A record over time: its life cycle, and its history from the snapshots that database triggers keep."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.cases.base import CaseRecord, Verification
from operation.cases.marking import NAMED_READERS
from operation.cases.registry import RecordType
from operation.cases.values import EVENT_DATE, Shown, differences
from operation.people.models import Organisation, User

SHARING = ("released", "recalled", "regraded")
UNDONE = "undone"
EVENT_PARTS = ("event_on", "event_precision", "event_text", "event_calendar")


@dataclass(frozen=True)
class Moment:
    """One entry of the history, newest first; `changes` holds fields before and after, for the originator's eyes."""

    at: datetime
    text: str
    who: str = ""
    note: str = ""
    changes: Sequence[tuple[Shown, Shown]] = ()


def snapshots(principal: Principal, record: CaseRecord) -> list[Any]:
    """All states of a record's row, oldest first; only its originator has them."""
    if record.originator_id != principal.organisation_id:
        return []
    return list(record.events.order_by("version", "pgh_id"))  # type: ignore[attr-defined]


def life_cycle(record_type: RecordType, record: CaseRecord, kept: Sequence[Any]) -> list[dict[str, Any]]:
    """The states that the record went through, where it stands, and what may lie ahead (components/steps.html)."""
    states = [(record.status, record.status_on)]
    for snapshot in reversed(kept):
        if snapshot.status != states[0][0]:
            states.insert(0, (snapshot.status, snapshot.status_on))
    been = [_step(record_type, state, on, "past") for state, on in states[:-1]]
    now = _step(record_type, record.status, record.status_on, "now")
    ahead = [_step(record_type, state, None, "ahead") for state in record_type.states.ahead(record.status)]
    return [*been, now, *ahead]


def _step(record_type: RecordType, state: str, on: date | None, when: str) -> dict[str, Any]:
    note = date_format(on, "DATE_FORMAT") if on else ""
    return {"label": capfirst(record_type.state_label(state)), "note": note, "state": when}


def history(record_type: RecordType, record: CaseRecord, kept: Sequence[Any]) -> list[Moment]:
    """What happened to a record, newest first: who, when, which fields, what was released or recalled."""
    if not kept:
        return []
    people = _names({snapshot.changed_by_id for snapshot in kept})
    pairs = zip([None, *kept[:-1]], kept, strict=True)
    entries = _entries(record)
    undone = {entry.details["version"]: entry.details["reason"] for entry in entries if entry.verb == UNDONE}
    moments = [
        _taken_back(_change(record_type, before, after, people), undone.get(after.version - 1))
        for before, after in pairs
        if _is_told(before, after)
    ]
    moments += _sharing([entry for entry in entries if entry.verb != UNDONE])
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _taken_back(moment: Moment, reason: str | None) -> Moment:
    """A change that took the one before it back says so, and why."""
    if reason is None:
        return moment
    return replace(moment, text=_("Taken back. %(what)s") % {"what": moment.text}, note=reason)


def _is_told(before: Any, after: Any) -> bool:
    """A snapshot of the same version is no edit: it tells a new day of review, or only what follows from elsewhere."""
    return before is None or after.version != before.version or after.review_on != before.review_on


def _change(record_type: RecordType, before: Any, after: Any, people: dict[UUID, str]) -> Moment:
    who = people.get(after.changed_by_id, "")
    if before is None:
        return Moment(after.changed_at, _("Logged"), who)
    if before.deleted_at != after.deleted_at:
        text = _("Deleted") if after.deleted_at else _("Given back")
        return Moment(after.changed_at, text, who, after.deleted_because)
    if before.status != after.status:
        text = _("Status: %(before)s → %(after)s") % {
            "before": record_type.state_label(before.status),
            "after": record_type.state_label(after.status),
        }
        return Moment(after.changed_at, text, who, changes=_changes(record_type, before, after))
    if after.verification == Verification.VERIFIED != before.verification:
        return Moment(after.changed_at, _("Verified"), who)
    if after.review_on != before.review_on and after.version == before.version:
        day = date_format(after.review_on, "DATE_FORMAT")
        return Moment(after.pgh_created_at, _("Retention review moved to %(day)s") % {"day": day})
    changes = _changes(record_type, before, after)
    labels = ", ".join(str(new.label) for _old, new in changes)
    return Moment(after.changed_at, _("Changed: %(fields)s") % {"fields": labels or _("names")}, who, changes=changes)


def _changes(record_type: RecordType, before: Any, after: Any) -> list[tuple[Shown, Shown]]:
    return differences(record_type, _values(record_type, before), _values(record_type, after))


def _values(record_type: RecordType, snapshot: Any) -> dict[str, Any]:
    """Values of a snapshot by field, those that steps fill in too; relations are left out, whose other end may not be
    the reader's to see."""
    told = dict.fromkeys((*record_type.form_fields, *record_type.settled_fields))
    names = [name for name in told if name not in (EVENT_DATE, NAMED_READERS)]
    plain = [name for name in names if not record_type.model._meta.get_field(name).is_relation]
    return {EVENT_DATE: event_date_of(record_type, snapshot)} | {name: getattr(snapshot, name) for name in plain}


def event_date_of(record_type: RecordType, snapshot: Any) -> Any:
    return record_type.model(**{part: getattr(snapshot, part) for part in EVENT_PARTS}).event_date


def _entries(record: CaseRecord) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(target_id=record.pk, verb__in=(*SHARING, UNDONE)).order_by("-at"))


def _sharing(entries: Sequence[AuditEntry]) -> list[Moment]:
    people = _names({entry.actor_id for entry in entries if entry.actor_id})
    codes = dict(Organisation.objects.values_list("code", "short_name"))
    return [_shared(entry, people, codes) for entry in entries]


def _shared(entry: AuditEntry, people: dict[UUID, str], codes: dict[str, str]) -> Moment:
    on = parse_datetime(entry.details.get("on", "")) or entry.at
    note = entry.details.get("purpose" if entry.verb == "released" else "reason", "")
    text = _regraded(entry, codes) if entry.verb == "regraded" else _disclosed(entry, codes)
    return Moment(on, text, people.get(entry.actor_id, "") if entry.actor_id else "", note)


def _disclosed(entry: AuditEntry, codes: dict[str, str]) -> str:
    released = entry.verb == "released"
    asked = entry.details.get("to" if released else "from", [])
    whom = _("all") if asked == "all" else _whom(asked, codes)
    return (_("Released to %(whom)s") if released else _("Recalled from %(whom)s")) % {"whom": whom}


def _regraded(entry: AuditEntry, codes: dict[str, str]) -> str:
    told = _whom(entry.details.get("told", []), codes) or _("nobody")
    was, now = (_marking(entry.details.get(key, "")) for key in ("from", "to"))
    return _("Regraded: %(was)s → %(now)s; told: %(whom)s") % {"was": was, "now": now, "whom": told}


def _whom(asked: Sequence[str], codes: dict[str, str]) -> str:
    return ", ".join(codes.get(code, code) for code in asked)


def _marking(text: str) -> str:
    tlp, _blank, code = text.partition(" ")
    return f"{TLP(tlp).label} {code}" if tlp in TLP.values else text


def _names(keys: set[UUID]) -> dict[UUID, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=keys)}
