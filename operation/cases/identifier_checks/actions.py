"""Settle an identifier that does not pass its check: it is written so in the source."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.actions import require_originator
from operation.cases.base import CaseRecord
from operation.cases.identifying.kinds import Check
from operation.cases.registry import type_of
from operation.kernel.errors import Refused


@transaction.atomic
def confirm_identifiers(*, principal: Principal, record: CaseRecord, identifiers: Sequence[UUID]) -> None:
    """Say of identifiers of the record that they are written so: they wait no longer, and still do not pass.

    Raises NotAllowed outside the originator; Refused for one that is not the record's, or does not wait.
    """
    record_type = type_of(record)
    require_originator(principal, record_type, [record], "amend")
    asked = set(identifiers)
    if not asked or _confirm(record_type.identifiers, principal, record, asked) != len(asked):
        message = _("There is no such identifier here that waits for a look. It may have been corrected meanwhile.")
        raise Refused(message)
    trail.record("confirmed identifiers", record, identifiers=sorted(map(str, asked)))


def _confirm(table: Any, principal: Principal, record: CaseRecord, keys: Collection[UUID]) -> int:
    """How many of them were confirmed."""
    if table is None:
        return 0
    rows = table.objects.visible_to(principal).filter(pk__in=keys, record_id=record.pk)
    return int(rows.filter(verdict=Check.FAIL, confirmed=False).update(confirmed=True))
