"""Release and recall: originator control over who else reads a record (domain.md §5, §9)."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.grants import grant_view, withdraw_view
from operation.access.handling import TLP
from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.kernel import clock
from operation.kernel.errors import Refused, require
from operation.people.models import Organisation


@transaction.atomic
def release_records(
    *,
    principal: Principal,
    records: Sequence[CaseRecord],
    to: Sequence[Organisation],
    purpose: str,
    expires_at: datetime | None = None,
) -> None:
    """Let other organisations read records of the principal's agency, for a purpose, until when or until recalled.

    Raises NotAllowed for anybody but the originator's coordinator; Refused for partners (they never read records),
    for TLP:RED (named persons only) and without a purpose.
    """
    _require(principal, records, "release")
    if not purpose.strip():
        raise Refused({"purpose": _("Say what it may be used for.")})
    if any(organisation.kind == "partner" for organisation in to):
        raise Refused({"to": _("Partners read released reports, never records.")})
    if any(record.tlp == TLP.RED for record in records):
        raise Refused({"to": _("TLP:RED is for named persons only. Regrade the record before you release it.")})
    groups = [organisation.group_id for organisation in to]
    grant_view(records, groups, principal=principal, purpose=purpose, at=clock.now(), expires_at=expires_at)
    recipients = [organisation.code for organisation in to]
    trail.record_each(
        "released", records, {"to": recipients, "purpose": purpose, "until": expires_at, "on": clock.now()}
    )


@transaction.atomic
def recall_records(
    *, principal: Principal, records: Sequence[CaseRecord], from_: Sequence[Organisation] | None = None, reason: str
) -> None:
    """Take releases back, from some organisations or (None) from all: gone at their next request."""
    _require(principal, records, "recall")
    if not reason.strip():
        raise Refused({"reason": _("Say why it is recalled.")})
    groups = None if from_ is None else [organisation.group_id for organisation in from_]
    withdraw_view(records, groups)
    whom = "all" if from_ is None else [organisation.code for organisation in from_]
    trail.record_each("recalled", records, {"from": whom, "reason": reason, "on": clock.now()})


def end_of(day: date) -> datetime:
    """When a release up to a day ends, where the coordinator sits; in real time, also in the demonstration.

    Raises Refused for a day that has passed.
    """
    end = datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
    if end <= timezone.now():
        message = _("«%(value)s» has passed. Choose a later day, or none.")
        raise Refused({"until": ValidationError(message, "past", {"value": day})})
    return end


def _require(principal: Principal, records: Sequence[CaseRecord], verb: str) -> None:
    for record in records:
        verdict = may_as_originator(principal, "record.share", record.originator_id)
        require(verdict, verb=f"{verb} {record.reference}")
