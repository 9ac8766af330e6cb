"""Entries and readings as rows of a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.kernel.errors import Text
from operation.oversight import wording
from operation.oversight.selectors import Reading, people
from operation.people.models import Appointment, Organisation, User

Row = dict[str, Any]


def entry_rows(entries: Sequence[AuditEntry]) -> list[Row]:
    """Who, what, to what, by which way and how, with a fixed number of queries."""
    known = people(entry.actor_id for entry in entries)
    agencies = _agencies()
    return [_entry_row(entry, known, agencies) for entry in entries]


def _entry_row(entry: AuditEntry, known: Mapping[UUID, User], agencies: Mapping[UUID, str]) -> Row:
    user = known.get(entry.actor_id) if entry.actor_id else None
    return {
        "at": entry.at,
        "who": str(user) if user else _("nobody signed in"),
        "user_name": user.username if user else "",
        "whose": agencies.get(entry.organisation_id, "") if entry.organisation_id else "",
        "did": wording.verb(entry.verb),
        "kind": wording.kind(entry.target_type) if entry.target_type else "",
        "reference": entry.reference,
        "way": wording.channel(entry.channel),
        "address": entry.address,
        "details": wording.details(entry.details),
    }


def reading_rows(readings: Sequence[Reading], principal: Principal) -> list[Row]:
    """A person's name within the own organisation; of others the organisation and the role held on that day."""
    known = people(reading.actor_id for reading in readings)
    agencies = _agencies()
    held = _appointments(known)
    return [
        {
            "at": reading.at,
            "who": _reader(reading, known, held, principal),
            "whose": agencies.get(reading.organisation_id, "") if reading.organisation_id else "",
            "did": wording.verb(reading.verb),
            "way": wording.channel(reading.channel),
        }
        for reading in readings
    ]


def _reader(
    reading: Reading, known: Mapping[UUID, User], held: Mapping[UUID, list[Appointment]], principal: Principal
) -> Text:
    if reading.actor_id is None:
        return _("the system")
    if reading.organisation_id == principal.organisation_id and reading.actor_id in known:
        return str(known[reading.actor_id])
    roles = [one.get_role_display() for one in held.get(reading.actor_id, ()) if _held_on(one, reading.at.date())]
    return ", ".join(dict.fromkeys(roles)) or _("without a role")


def _held_on(appointment: Appointment, day: date) -> bool:
    return appointment.starts_on <= day and (appointment.ends_on is None or day <= appointment.ends_on)


def _appointments(known: Mapping[UUID, User]) -> Mapping[UUID, list[Appointment]]:
    held = defaultdict(list)
    for appointment in Appointment.objects.filter(user_id__in=known).order_by("starts_on", "role"):
        held[appointment.user_id].append(appointment)
    return held


def _agencies() -> dict[UUID, str]:
    return dict(Organisation.objects.values_list("pk", "short_name"))
