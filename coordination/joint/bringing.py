"""A member brings an own record in: it is released to those who have joined, and recalled as every record is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.joint.grouping import locked
from coordination.joint.models import JointInvestigation, JointRecord
from coordination.joint.policies import may_bring
from coordination.joint.selectors import joined, own_member
from coordination.questions import STALE
from operation.access.grants import holders
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.registry import all_types, type_of
from operation.cases.sharing import release_records
from operation.kernel.errors import Conflict, Refused, require

PURPOSE = "for its inquiries"
"""Of each release. LMLECC reads it, and so do officers whom nobody named: it tells none of them of a group."""


@transaction.atomic
def bring_record(*, principal: Principal, joint: JointInvestigation, reference: str) -> JointRecord:
    """Bring in an own record, or once more: to those who have joined since. Raises NotAllowed; Refused by field.

    Who has it released already keeps it as it was: with its own purpose, until its own day.
    """
    require(may_bring(principal, joint, own_member(principal, joint)), verb=f"bring a record into {joint.reference}")
    current = locked(principal, joint)
    record = find_own(principal, reference)
    _refuse_kept(record)
    others = [one.organisation for one in joined(principal, current) if one.organisation_id != record.originator_id]
    if not others:
        raise Refused(_("Nobody else has joined yet: there is nobody to release it to."))
    have = {group for _record, group in holders([record])}
    new = [one for one in others if one.group_id not in have]
    if new:
        release_records(principal=principal, records=[record], to=new, purpose=PURPOSE)
    row, _made = JointRecord.objects.get_or_create(
        joint=current,
        record_id=record.pk,
        defaults={"organisation_id": principal.own_organisation, "record_type": type_of(record).code},
    )
    trail.record("joint_record_brought", current, record=record.reference)
    return row


@transaction.atomic
def take_record_out(*, principal: Principal, joint: JointInvestigation, row: JointRecord) -> None:
    """Take an own record out of the list. Its release is recalled on the record's own page.

    Raises NotAllowed; Conflict when it is out of it already.
    """
    require(may_bring(principal, joint, own_member(principal, joint)), verb=f"take a record out of {joint.reference}")
    current = locked(principal, joint)
    rows = JointRecord.objects.visible_to(principal).filter(organisation_id=principal.own_organisation)
    gone, _of_each = rows.filter(pk=row.pk, joint=current).delete()
    if not gone:
        raise Conflict(STALE)
    trail.record("joint_record_taken_out", current)


def find_own(principal: Principal, reference: str) -> CaseRecord:
    """An own record by its reference; one of another agency is refused like one that there is not."""
    for known in all_types():
        rows: Any = known.model._default_manager.visible_to(principal)
        found: CaseRecord | None = rows.filter(
            reference=reference.strip().upper(), originator_id=principal.organisation_id
        ).first()
        if found is not None:
            return found
    message = _("«%(value)s» is no record of your agency that you may read. Copy the reference from its page.")
    raise Refused({"record": ValidationError(message, "reference", {"value": reference.strip()})})


def _refuse_kept(record: CaseRecord) -> None:
    """What its marking keeps from going on: named persons alone, or nobody without permission."""
    if record.tlp == TLP.RED:
        message = _("%(value)s: TLP:RED is for named persons only. Regrade the record before you bring it in.")
    elif record.handling_code == HandlingCode.H2:
        message = _(
            "%(value)s: H2 does not go on without permission. Regrade it, or ask its source and mark it H0, H1 or H3."
        )
    else:
        return
    raise Refused({"record": ValidationError(message, "marked", {"value": record.reference})})
