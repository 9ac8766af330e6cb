"""Who takes a record out of use, and who gives it back."""

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord, Verification
from operation.cases.registry import type_of
from operation.kernel.errors import Denied, Verdict

NOT_ONES_OWN = Denied(_("Supervisors and coordinators delete what others logged, and what was verified."))


def may_delete(principal: Principal, record: CaseRecord) -> Verdict:
    """Whoever restores may delete all of the agency's; others what they logged, as long as nobody verified it."""
    verdict = may_as_originator(principal, type_of(record).permission("delete"), record.originator_id)
    if not verdict or may_restore(principal, record):
        return verdict
    is_ones_own = record.created_by_id == principal.user_id and record.verification != Verification.VERIFIED
    return True if is_ones_own else NOT_ONES_OWN


def may_restore(principal: Principal, record: CaseRecord) -> Verdict:
    return may_as_originator(principal, "record.restore", record.originator_id)
