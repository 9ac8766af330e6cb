"""Combine two records of one agency, and undo it. Both tell the trail with both references."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.actions import require_originator, write_changes
from operation.cases.base import CaseRecord, Verification
from operation.cases.deletion.actions import delete_records, restore_records
from operation.cases.deletion.policies import may_delete, may_restore
from operation.cases.events import RecordsCombined
from operation.cases.links.relinking import Relinked, relink, undo_relink
from operation.cases.merging.copying import IDENTIFIER, NAME, copy_rows, move_back, move_what_points, take_back
from operation.cases.merging.models import Combination
from operation.cases.merging.selectors import other_of
from operation.cases.registry import type_of
from operation.cases.storing import locked
from operation.kernel import clock, events
from operation.kernel.errors import Refused, require


@transaction.atomic
def combine_records(*, principal: Principal, kept: CaseRecord, other: CaseRecord, reason: str) -> Combination:
    """Make one record of two: `kept` takes over names, identifiers and links, `other` leaves lists and figures.

    Raises NotAllowed for who may not change the one and delete the other; Refused for the same record, another type or
    agency, for what their type objects to, without a reason, and for what keeps a record from being deleted (legal
    hold); Conflict when one was changed since it was read.
    """
    require_originator(principal, type_of(kept), [kept], "amend")
    require(may_delete(principal, other), verb=f"combine {other.reference}")
    _check(kept, other, reason)
    record_type = type_of(kept)
    current = locked([kept], [kept.version])[0]
    was_verified = current.verification == Verification.VERIFIED
    held = Combination(
        record_type=record_type.code,
        kept_id=current.pk,
        other_id=other.pk,
        other_reference=other.reference,
        originator_id=current.originator_id,
        combined_by_id=principal.person,
        reason=reason,
        was_verified=was_verified,
    )
    _take_over(principal, held, current, other)
    delete_records(principal=principal, records=[other], reason=_told(current, reason))
    write_changes(record_type, [current], principal)
    trail.record("combined", current, with_=other.reference, reason=reason)
    held.version = current.version
    held.save(force_insert=True)
    events.publish(RecordsCombined(current))
    return held


def _take_over(principal: Principal, held: Combination, kept: CaseRecord, other: CaseRecord) -> None:
    record_type = type_of(kept)
    held.names = copy_rows(record_type.names, NAME, other, kept)
    held.identifiers = copy_rows(record_type.identifiers, IDENTIFIER, other, kept)
    links = relink(principal=principal, from_record=other, to_record=kept)
    held.moved, held.withdrawn = list(links.moved), list(links.withdrawn)
    held.pointing = move_what_points(other, kept)


@transaction.atomic
def separate_records(*, principal: Principal, kept: CaseRecord, combination: Combination) -> CaseRecord:
    """Undo it: the other is as it was, and what the kept one had from it goes, as far as nobody changed it since.

    Returns the other. Raises NotAllowed; Refused when it was undone already or the other is purged; Conflict.
    """
    require(may_restore(principal, kept), verb=f"separate {kept.reference}")
    held = Combination.objects.select_for_update().filter(pk=combination.pk, kept_id=kept.pk, undone_at=None).first()
    other = other_of(principal, held) if held else None
    if held is None or other is None:
        raise Refused(_("This cannot be undone any more: the other record is in use again, or purged."))
    record_type, current = type_of(kept), locked([kept], [kept.version])[0]
    restored = restore_records(principal=principal, records=[other])[0]
    take_back(record_type.names, NAME, held.names, current)
    take_back(record_type.identifiers, IDENTIFIER, held.identifiers, current)
    move_back(held.pointing, restored, current)
    links = Relinked(moved=tuple(held.moved), withdrawn=tuple(held.withdrawn))
    undo_relink(principal=principal, from_record=restored, to_record=current, relinked=links)
    is_as_it_was = held.was_verified and held.version == current.version
    verification = Verification.VERIFIED if is_as_it_was else Verification.UNVERIFIED
    write_changes(record_type, [current], principal, verification)
    held.undone_at, held.undone_by_id = clock.now(), principal.person
    held.save(update_fields=["undone_at", "undone_by"])
    trail.record("separated", current, from_=held.other_reference)
    events.publish(RecordsCombined(current))
    events.publish(RecordsCombined(restored))
    return restored


def _check(kept: CaseRecord, other: CaseRecord, reason: str) -> None:
    if kept.pk == other.pk:
        raise Refused({"other": _("This is the same record. Enter the reference of the other one.")})
    if type_of(kept) is not type_of(other) or kept.originator_id != other.originator_id:
        raise Refused({"other": _("Only two records of the same type and agency become one.")})
    objection = kept.objection_to_combining(other)
    if objection:
        raise Refused({"other": objection})
    if not reason.strip():
        raise Refused({"reason": _("Say by what you know that both are the same.")})


def _told(kept: CaseRecord, reason: str) -> str:
    return f"{kept.reference}: {reason}"[:200]
