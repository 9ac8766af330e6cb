"""What is withheld of a record that one may read: children's names, and everything until H3's text is confirmed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operation.access.handling import HandlingCode
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.confirmations import is_open
from operation.cases.registry import RecordType
from operation.kernel.errors import Text

NAMES = "names"
IDENTIFIERS = "identifiers"
NOTHING: frozenset[str] = frozenset()


def waits_for_confirmation(record: CaseRecord, principal: Principal) -> bool:
    """Whether the reader must confirm the handling text first; `is_open` was annotated by the selector, or it waits."""
    if record.handling_code != HandlingCode.H3 or record.originator_id == principal.organisation_id:
        return False
    return not getattr(record, "is_open", False)


def withheld_from(principal: Principal, record_type: RecordType, record: CaseRecord) -> frozenset[str]:
    """Fields, names and identifiers included, that the principal is not shown (domain.md §4, §10): none of his own.

    Who is under 18, or whose age is disputed, has no name, no identifier and no personal field outside the country
    that logged it.
    """
    if record.originator_id == principal.organisation_id:
        return NOTHING
    if waits_for_confirmation(record, principal):
        return frozenset({NAMES, IDENTIFIERS, *record_type.content_fields, *record_type.settled_fields})
    if record_type.child_field and getattr(record, record_type.child_field):
        return frozenset({NAMES, IDENTIFIERS, *record_type.personal})
    return NOTHING


def is_masked(record_type: RecordType, record: CaseRecord, principal: Principal) -> bool:
    """Whether names of the record are withheld from the principal."""
    return NAMES in withheld_from(principal, record_type, record)


def why_masked(principal: Principal, record_type: RecordType, record: CaseRecord) -> Text:
    """Why no name stands there; "" where one does."""
    if not is_masked(record_type, record, principal):
        return ""
    if waits_for_confirmation(record, principal):
        return _("name withheld: confirm its handling (H3)")
    return _("name withheld: a child")


def unmasked(record_type: RecordType, principal: Principal) -> Q:
    """Records whose names the principal may search: a masked name is not found either."""
    if not record_type.child_field:
        return is_open(principal)
    named = Q(originator_id=principal.organisation_id) | Q(**{record_type.child_field: False})
    return named & is_open(principal)
