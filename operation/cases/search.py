"""Search behind the second wall (decision 21).

Row-level security keeps LIKE from its indexes: a comparison might tell of rows that a policy hides. The functions asked
here run as the owner of the tables, look at who asks, and answer keys alone, of records that the asking organisation
logged or was given. What TLP and masks say of them is asked of the records afterwards, as of any list.
"""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from operation.access.principal import Principal
from operation.cases.masking import unmasked
from operation.cases.names import fold
from operation.cases.registry import RecordType

AT_MOST = 2_000
REFERENCE = re.compile(r"[\w-]+", re.ASCII)


def holding(record_type: RecordType, principal: Principal, text: str) -> Q:
    """Records whose reference or one of whose names, in any script or romanised, holds the text."""
    found = _by_reference(record_type, text.strip())
    if record_type.names is None:
        return found
    return found | (_by_name(record_type.names, principal, fold(text)) & unmasked(record_type, principal))


def _by_reference(record_type: RecordType, text: str) -> Q:
    keys = _keys(record_type.model, text.upper()) if REFERENCE.fullmatch(text) else ()
    return Q(reference__contains=text.upper()) if keys is None else Q(pk__in=keys)


def _by_name(names: Any, principal: Principal, text: str) -> Q:
    """The function knows nothing of marks that names carry: whether one that holds the text is seen is asked here."""
    seen = names.objects.visible_to(principal).filter(record_id=OuterRef("pk"), folded__contains=text)
    keys = _keys(names, text)
    return Q(Exists(seen)) if keys is None else Q(pk__in=keys) & Q(Exists(seen))


def _keys(words: type[models.Model], text: str) -> Sequence[UUID] | None:
    """Keys of records; None when too many hold the text: the newest of these are soon found one by one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {words._meta.db_table}_holding(%s, %s)", [text, AT_MOST])
        keys: Sequence[UUID] | None = cursor.fetchone()[0]
        return keys
