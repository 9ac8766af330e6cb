"""Reads of tags: on records that the principal reads anyway."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.tags.models import RecordTag

OFFERED_AT_MOST = 100


def tags_of(principal: Principal, records: Sequence[CaseRecord]) -> Mapping[UUID, list[str]]:
    """The labels of records by their keys; none on what another agency logged. One statement."""
    found: dict[UUID, list[str]] = defaultdict(list)
    own = [record.pk for record in records if record.originator_id == principal.organisation_id]
    rows = _own(principal).filter(record_id__in=own).order_by("label")
    for key, label in rows.values_list("record_id", "label"):
        found[key].append(label)
    return found


def labels(principal: Principal) -> list[str]:
    """The labels that the principal's agency uses."""
    return list(_own(principal).order_by("label").values_list("label", flat=True).distinct()[:OFFERED_AT_MOST])


def tagged(principal: Principal, label: str) -> Any:
    """The keys of the records with a label, as a sub-select."""
    return _own(principal).filter(label=label).values("record_id")


def _own(principal: Principal) -> Any:
    return RecordTag.objects.filter(originator_id=principal.organisation_id)
