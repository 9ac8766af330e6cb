"""Decide about keeping: longer, under legal hold, no longer. Each is in the trail with its reason."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import RETENTION_YEARS, CaseRecord
from operation.cases.erasure import erase_record
from operation.cases.registry import type_of
from operation.cases.retention.models import LegalHold, Tombstone
from operation.cases.retention.selectors import held
from operation.kernel import clock
from operation.kernel.errors import Refused, require

YEAR = timedelta(days=365)


@transaction.atomic
def keep_record(*, principal: Principal, record: CaseRecord, years: int, words: str) -> date:
    """Set the next review in 1 to 5 years from today; returns that day. It is no edit: who verified it stays right.

    Raises NotAllowed outside the originator; Refused for a longer time or without a reason.
    """
    _require(principal, record, "record.retain", words)
    if not 1 <= years <= RETENTION_YEARS:
        message = _("«%(years)s» years: keep it for 1 to 5 years, then review it again.")
        raise Refused({"years": message % {"years": years}})
    until = clock.today() + years * YEAR
    type(record).objects.filter(pk=record.pk).update(review_on=until)
    trail.record("kept longer", record, until=until, words=words)
    return until


@transaction.atomic
def hold_record(*, principal: Principal, record: CaseRecord, words: str) -> LegalHold:
    """Place a legal hold: until it is lifted nothing purges the record. Raises NotAllowed; Refused for a second one."""
    _require(principal, record, "record.retain", words)
    _lock(record)
    if held([record.pk]):
        raise Refused(_("The record is under legal hold already."))
    hold = LegalHold.objects.create(
        record_id=record.pk,
        reference=record.reference,
        originator_id=record.originator_id,
        placed_by_id=principal.person,
        reason=words,
    )
    trail.record("placed legal hold", record, words=words)
    return hold


@transaction.atomic
def lift_hold(*, principal: Principal, record: CaseRecord, words: str) -> None:
    """Lift the legal hold. Raises NotAllowed outside the originator; Refused when there is none."""
    _require(principal, record, "record.retain", words)
    hold = held([record.pk]).get(record.pk)
    if hold is None:
        raise Refused(_("The record is under no legal hold."))
    hold.lifted_at, hold.lifted_by_id = timezone.now(), principal.person
    hold.save(update_fields=["lifted_at", "lifted_by"])
    trail.record("lifted legal hold", record, words=words)


@transaction.atomic
def purge_records(*, principal: Principal, records: Sequence[CaseRecord], rule: str, words: str) -> list[Tombstone]:
    """Erase records for good: names, keys, releases, history, identity and consents included. Figures stay as counted.

    All or none. Raises NotAllowed outside the originator; Refused under legal hold or without a reason.
    """
    for record in records:
        _require(principal, record, "record.purge", words)
        _lock(record)
    under_hold = held([record.pk for record in records])
    for record in records:
        if record.pk in under_hold:
            message = _("%(reference)s is under legal hold: it is not purged before that is lifted.")
            raise Refused(message, params={"reference": record.reference})
    made = [_tombstone(principal, record, rule, words) for record in records]
    Tombstone.objects.bulk_create(made)
    trail.record_each("purged", records, {"rule": rule, "words": words})
    for record in records:
        erase_record(record)
    return made


def _tombstone(principal: Principal, record: CaseRecord, rule: str, words: str) -> Tombstone:
    return Tombstone(
        record_type=type_of(record).code,
        reference=record.reference,
        originator_id=record.originator_id,
        purged_by_id=principal.user_id,
        rule=rule,
        words=words,
    )


def _require(principal: Principal, record: CaseRecord, permission: str, words: str) -> None:
    verdict = may_as_originator(principal, permission, record.originator_id)
    require(verdict, verb=f"{permission} {record.reference}")
    if not words.strip():
        raise Refused({"words": _("Say why.")})


def _lock(record: CaseRecord) -> None:
    type(record).objects.select_for_update().get(pk=record.pk)
