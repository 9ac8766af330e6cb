"""Put a label on records, or take it off."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.actions import require_originator
from operation.cases.base import CaseRecord
from operation.cases.record_tags import LONGEST, RecordTag
from operation.cases.registry import type_of
from operation.cases.storing import locked
from operation.kernel.errors import Refused


@transaction.atomic
def tag_records(*, principal: Principal, records: Sequence[CaseRecord], label: str) -> None:
    """Put one label on all of them; those that have it keep it. No record changes by it: what is verified stays so.

    Raises NotAllowed outside the originator, Refused for an empty or long label.
    """
    require_originator(principal, type_of(records[0]), records, "amend")
    words = " ".join(label.split())
    if not 0 < len(words) <= LONGEST:
        raise Refused({"label": _("Write a label of at most %(most)s letters.") % {"most": LONGEST}})
    rows = [
        RecordTag(originator_id=one.originator_id, record_id=one.pk, label=words, tagged_by_id=principal.person)
        for one in locked(records)
    ]
    RecordTag.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    trail.record_each("tagged", records, {})


@transaction.atomic
def untag_records(*, principal: Principal, records: Sequence[CaseRecord], label: str) -> None:
    """Take a label off all of them. Raises NotAllowed outside the originator."""
    require_originator(principal, type_of(records[0]), records, "amend")
    RecordTag.objects.filter(record_id__in=[record.pk for record in records], label=label).delete()
    trail.record_each("untagged", records, {})
