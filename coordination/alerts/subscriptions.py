"""Who is told when a life is in danger, and when a record is released to his organisation."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.alerts.actions import alert
from coordination.alerts.kinds import DANGER_TO_LIFE, RELEASE
from coordination.alerts.selectors import people_of, readers_of
from operation.cases.base import CaseRecord
from operation.cases.events import RecordsChanged, RecordsOpened, RecordsReleased
from operation.cases.records.rescue_appeal import OPEN, RESCUE_APPEAL
from operation.cases.registry import RecordType, type_of
from operation.cases.views import record_url
from operation.kernel.events import subscribe
from operation.kernel.models import new_id
from operation.people.models import Organisation
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
    if event.record_type is RESCUE_APPEAL:
        for record in event.records:
            if _is_danger(record):
                _tell(record, event.to)
    people = people_of([one.pk for one in event.to], "record.read_strict")
    one = len(event.records) == 1
    url = _url(event.records[0]) if one else reverse("record-list", args=[event.record_type.slug])
    alert(RELEASE, people, url=url, key=f"release:{new_id()}")


def _tell_danger(record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    if record_type is not RESCUE_APPEAL:
        return
    for record in records:
        if _is_danger(record):
            _tell(record, [record.originator])


def _is_danger(record: Any) -> bool:
    return bool(record.danger_to_life and record.status in OPEN)


def _tell(record: CaseRecord, organisations: Sequence[Organisation]) -> None:
    people = readers_of(record, [one.pk for one in organisations], RESCUE_APPEAL.permission("transition"))
    alert(DANGER_TO_LIFE, people, url=_url(record), key=f"danger:{record.pk}")


def _url(record: CaseRecord) -> str:
    return record_url(type_of(record), record)
