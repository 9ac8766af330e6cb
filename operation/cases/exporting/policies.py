"""What may leave as a file. What is in a file is read by whoever holds it: some records never are (decision 29)."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP, HandlingCode
from operation.access.policies import may
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.confirmations import is_open
from operation.cases.exporting.models import Use
from operation.cases.masking import IDENTIFIERS, NAMES, NOTHING, withheld_from
from operation.cases.registry import RecordType, type_of
from operation.kernel.errors import Denied, Verdict

CHANGED = Denied(
    _("A record in this file was recalled, or carries another marking by now. Ask for the file again from the list.")
)
FORBIDS: dict[HandlingCode, frozenset[Use]] = {
    HandlingCode.H0: frozenset(),
    HandlingCode.H1: frozenset({Use.COURT}),
    HandlingCode.H2: frozenset({Use.COURT, Use.ONWARD}),
    HandlingCode.H3: frozenset({Use.COURT, Use.ONWARD}),
}
"""What the code of another country's record forbids; who logged a record decides on its use."""


def may_export(principal: Principal) -> Verdict:
    """Whoever reads records may take them as a file, for a use that their handling codes allow."""
    return may(principal, "record.export")


def leaves(principal: Principal) -> Q:
    """Records that may stand in a file: RED is for named persons alone, H3 waits until its text is confirmed."""
    return ~Q(tlp=TLP.RED) & is_open(principal)


def uses_under(code: HandlingCode) -> list[Use]:
    """The uses that the strictest code of other countries' records allows."""
    return [use for use in Use if use not in FORBIDS[code]]


def is_child(record_type: RecordType, record: CaseRecord) -> bool:
    return bool(record_type.child_field and getattr(record, record_type.child_field))


def withheld_in_file(principal: Principal, record_type: RecordType, record: CaseRecord) -> frozenset[str]:
    """Fields, names and identifiers included, that a file does not tell: a child's never leave, its own country's file
    included (domain.md §4)."""
    child: Iterable[str] = (NAMES, IDENTIFIERS, *record_type.personal) if is_child(record_type, record) else NOTHING
    return withheld_from(principal, record_type, record) | frozenset(child) | _red_ones(record_type, record)


def _red_ones(record_type: RecordType, record: CaseRecord) -> frozenset[str]:
    """Fields that point to a record marked RED: that there is one is for its named persons alone."""
    fields = record_type.model._meta.concrete_fields
    related = [field.name for field in fields if field.related_model and issubclass(field.related_model, CaseRecord)]
    return frozenset(name for name in related if (other := getattr(record, name)) and other.tlp == TLP.RED)


def names_in_file(record: Any, withheld: Collection[str]) -> list[Any]:
    """The names that a file tells, the primary one first: none that is marked RED, which is for named persons alone."""
    return _told(record, NAMES, withheld) if type_of(record).names else []


def identifiers_in_file(record: Any, withheld: Collection[str]) -> list[Any]:
    """The same of its identifiers."""
    return _told(record, IDENTIFIERS, withheld) if type_of(record).identifiers else []


def _told(record: Any, rows: str, withheld: Collection[str]) -> list[Any]:
    return [] if rows in withheld else [row for row in getattr(record, rows).all() if row.tlp != TLP.RED]
