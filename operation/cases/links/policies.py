"""Who makes links, and who changes them. Who sees one follows from its ends (selectors.py)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.access.policies import NOT_ORIGINATOR, may, may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.links.kinds import choices_for
from operation.cases.links.models import Link
from operation.cases.registry import RecordType, all_types, type_of
from operation.kernel.errors import Denied, Verdict

NEITHER_IS_YOURS = Denied(_("You can link two records if you may change one of them. Neither of these is yours."))


def may_begin(principal: Principal, record_type: RecordType) -> Verdict:
    """Whether the principal may change records of this type, or of one that it can be linked with."""
    partners = [other for choice in choices_for(record_type) for other in choice.types]
    return _first(may(principal, kind.permission("amend")) for kind in (record_type, *partners))


def may_link(principal: Principal, ends: Iterable[CaseRecord]) -> Verdict:
    """Whoever may amend one of the ends; that he sees both is the selector's to say."""
    verdicts = [may_as_originator(principal, type_of(end).permission("amend"), end.originator_id) for end in ends]
    return NEITHER_IS_YOURS if all(verdict is NOT_ORIGINATOR for verdict in verdicts) else _first(verdicts)


def may_change(principal: Principal, link: Link) -> Verdict:
    """Its originator, in a role that may amend one of the two types."""
    types = [known for known in all_types() if known.code in (link.subject_type, link.object_type)]
    return _first(may_as_originator(principal, known.permission("amend"), link.originator_id) for known in types)


def _first(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes if one says so, else the first «no»."""
    found = list(verdicts)
    return True if any(found) else found[0]
