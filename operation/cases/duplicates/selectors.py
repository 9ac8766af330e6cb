"""Look for records that a draft resembles, among those of the own agency that its reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.drafts import RecordDraft
from operation.cases.duplicates.comparing import Seeker, likeness, seeker_of
from operation.cases.registry import RecordType
from operation.cases.selectors import with_company
from operation.kernel.errors import Text

SHOWN_AT_MOST = 5
COMPARED_AT_MOST = 500
NAMED_AT_MOST = 200
"""Records that one name leads to: of a name that more have, numbers and dates must tell."""


@dataclass(frozen=True)
class Likeness:
    """A record that may be the same, and why."""

    record: CaseRecord
    reasons: Sequence[Text]


def possible_duplicates(
    principal: Principal, record_type: RecordType, drafts: Sequence[RecordDraft]
) -> list[list[Likeness]]:
    """For each draft the records that it may be, the most alike first; whatever is shown is in the trail.

    A fixed number of statements, however many drafts there are. Nothing of other agencies is looked at.
    """
    seekers = [seeker_of(record_type, principal.country or "", draft) for draft in drafts]
    records = _candidates(principal, record_type, seekers)
    found = [_alike(record_type, seeker, records) for seeker in seekers] if records else [[] for _draft in drafts]
    shown = sorted({one.record.pk for each in found for one in each})
    if shown:
        trail.record("compared", trail.Target(record_type.model._meta.label), shown=shown)
    return found


def _alike(record_type: RecordType, seeker: Seeker, records: Iterable[Any]) -> list[Likeness]:
    weighed = [(*likeness(seeker, record, record_type), record) for record in records]
    weighed.sort(key=lambda each: each[0], reverse=True)
    return [Likeness(record, reasons) for weight, reasons, record in weighed[:SHOWN_AT_MOST] if weight]


def _candidates(principal: Principal, record_type: RecordType, seekers: Sequence[Seeker]) -> list[Any]:
    """Records that share an identifier or the sound of a name with any of them, newest first."""
    keys = _by_number(principal, record_type, seekers) | _by_name(record_type, seekers)
    if not keys:
        return []
    own = with_company(record_type, principal).visible_to(principal).filter(originator_id=principal.own_organisation)
    return list(own.filter(pk__in=keys).order_by("-created_at", "-pk")[: COMPARED_AT_MOST * len(seekers)])


def _by_number(principal: Principal, record_type: RecordType, seekers: Sequence[Seeker]) -> set[UUID]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, number in {pair for seeker in seekers for pair in seeker.numbers}:
        wanted[kind].add(number)
    if record_type.identifiers is None or not wanted:
        return set()
    same = Q()
    for kind, numbers in wanted.items():
        same |= Q(kind=kind, normalised__in=numbers)
    table: Any = record_type.identifiers
    found = table.objects.visible_to(principal).filter(same).order_by().values_list("record_id", flat=True)
    return set(found[: COMPARED_AT_MOST * len(seekers)])


def _by_name(record_type: RecordType, seekers: Sequence[Seeker]) -> set[UUID]:
    keys = sorted({key for seeker in seekers for key in seeker.sounds})
    if record_type.names is None or not keys:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {record_type.names._meta.db_table}_alike(%s, %s)", [keys, NAMED_AT_MOST])
        return set(cursor.fetchone()[0])
