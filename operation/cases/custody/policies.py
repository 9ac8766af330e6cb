"""Who may hand over: whoever takes steps with a record hands over what it speaks of."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.registry import RecordType
from operation.kernel.errors import Denied, Verdict

NOT_HELD = Denied(_("What records of this type speak of is in nobody's custody."))


def may_hand_over(principal: Principal, record_type: RecordType, originator_id: UUID) -> Verdict:
    """The originator's people who take steps; only of a type that is held."""
    if record_type.custody is None:
        return NOT_HELD
    return may_as_originator(principal, record_type.permission("transition"), originator_id)
