"""Custody on the page of a record, and for what is chosen in a list."""

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases import bulk
from operation.cases.custody import panels  # noqa: F401 — registers itself
from operation.cases.registry import RecordType


def offered(principal: Principal, record_type: RecordType) -> bool:
    """In lists of what is held, to whoever takes steps with it."""
    return record_type.custody is not None and principal.holds(record_type.permission("transition"))


bulk.register(bulk.BulkAction(_("Hand over"), "record-hand-over-many", offered))
