"""Reads of the consent log, for the originator: what is in force on which day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.consent.models import ConsentEntry, Purpose


def log_of(principal: Principal, record: CaseRecord) -> list[ConsentEntry]:
    """The consents of a record with their withdrawals, newest first; empty for everybody but the originator."""
    if record.originator_id != principal.organisation_id:
        return []
    given = ConsentEntry.objects.filter(record_id=record.pk, withdraws=None)
    return list(given.select_related("withdrawal", "taken_by").order_by("-on", "-id"))


def in_force(records: Collection[UUID], purpose: Purpose, on: date | None = None) -> QuerySet[ConsentEntry]:
    """Consents to a purpose that were given and not withdrawn by the end of a day (None: by now, as far as logged)."""
    given = ConsentEntry.objects.filter(record_id__in=records, withdraws=None, purpose=purpose)
    if on is None:
        return given.filter(withdrawal=None)
    return given.filter(Q(withdrawal=None) | Q(withdrawal__on__gt=on), on__lte=on)
