"""Labels on records, and their reads: on records that the principal reads anyway."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User

LONGEST = 30
OFFERED_AT_MOST = 100


class RecordTag(UUIDModel):
    """One label on one record, seen by the record's own agency alone. `record_id` is of any type, hence a bare key."""

    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    label = models.CharField(_("tag"), max_length=LONGEST)
    tagged_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["record_id", "label"], name="tag_once")]
        indexes: ClassVar = [models.Index(fields=["originator", "label", "record_id"], name="tag_label")]

    def __str__(self) -> str:
        return self.label


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
