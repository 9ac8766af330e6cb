"""Who is told when a life is in danger, and when a record is released to his organisation."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.alerts.actions import alert, alert_each
from coordination.alerts.kinds import DANGER_TO_LIFE, RELEASE
from coordination.alerts.selectors import people_of, readers_of
from operation.access.handling import TLP
from operation.cases.base import CaseRecord
from operation.cases.events import RecordsChanged, RecordsOpened, RecordsReleased
from operation.cases.records.rescue_appeal import OPEN, RESCUE_APPEAL
from operation.cases.registry import RecordType, type_of
from operation.cases.views import record_url
from operation.kernel.events import subscribe
from operation.kernel.models import new_id
from operation.people.ways import Way, register

register(Way(_("Notifications"), "notifications", "alert.read", "flag"))


@subscribe(RecordsOpened)
def tell_danger(event: RecordsOpened) -> None:
    _tell_danger(event.record_type, event.records)


@subscribe(RecordsChanged)
def tell_new_danger(event: RecordsChanged) -> None:
    """An appeal that became one of danger; who was told already is not told again."""
    _tell_danger(event.record_type, event.records)


@subscribe(RecordsReleased)
def tell_release(event: RecordsReleased) -> None:
    """The recipients' people who decide: supervisors, coordinators, focal points, LMLECC. One alert for a batch."""
    recipients = [one.pk for one in event.to]
    _tell_danger(event.record_type, event.records, recipients)
    one = len(event.records) == 1
    url = _url(event.records[0]) if one else reverse("record-list", args=[event.record_type.slug])
    alert(RELEASE, people_of(recipients, "record.read_strict"), url=url, key=f"release:{new_id()}")


def _tell_danger(
    record_type: RecordType, records: Sequence[CaseRecord], organisations: Sequence[UUID] | None = None
) -> None:
    """Everybody of these organisations (None: of the originator) who may read an appeal in which a life is in danger.

    Records of one mark have the same readers: they are asked for once.
    """
    if record_type is not RESCUE_APPEAL:
        return
    readers: dict[Any, set[UUID]] = {}
    told = []
    for record in records:
        if _is_danger(record):
            to = organisations or [record.originator_id]
            alike = (record.originator_id, record.tlp, *(record.named_readers if record.tlp == TLP.RED else ()))
            if alike not in readers:
                readers[alike] = readers_of(record, to, RESCUE_APPEAL.permission("transition"))
            told += [(person, _url(record), f"danger:{record.pk}") for person in readers[alike]]
    alert_each(DANGER_TO_LIFE, told)


def _is_danger(record: Any) -> bool:
    return bool(record.danger_to_life and record.status in OPEN)


def _url(record: CaseRecord) -> str:
    return record_url(type_of(record), record)
