"""Search behind the second wall (decision 21).

Row-level security keeps LIKE from its indexes: a comparison might tell of rows that a policy hides. The functions asked
here run as the owner of the tables, look at who asks, and answer keys alone, of records that the asking organisation
logged or was given, by names whose mark allows it. What TLP and masks say of the records is asked of them afterwards,
as of any list.
"""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Q, Value

from operation.access.principal import Principal
from operation.cases.masking import unmasked
from operation.cases.names import fold
from operation.cases.registry import RecordType

AT_MOST = 10_000
REFERENCE = re.compile(r"[\w-]+", re.ASCII)


class Among(models.Lookup):
    """`pk__among=keys`: as many keys as there are travel as one value."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, list(self.rhs))


models.UUIDField.register_lookup(Among)


def holding(record_type: RecordType, principal: Principal, text: str) -> Q:
    """Records whose reference or one of whose names, in any script or romanised, holds the text."""
    found = _by_reference(record_type, text.strip())
    if record_type.names is None:
        return found
    return found | (_by_name(record_type.names, fold(text)) & unmasked(record_type, principal))


def _by_reference(record_type: RecordType, text: str) -> Q:
    keys = _keys(record_type.model, text.upper()) if REFERENCE.fullmatch(text) else ()
    return Q(reference__contains=text.upper()) if keys is None else _among(keys)


def _by_name(names: type[models.Model], text: str) -> Q:
    """Both ways tell a name only to who may see its mark."""
    keys = _keys(names, text)
    return Q(_one_holds(names, text)) if keys is None else _among(keys)


def _among(keys: Sequence[UUID]) -> Q:
    return Q(pk__among=keys) if keys else Q(pk__in=())


def _one_holds(names: type[models.Model], text: str) -> models.Func:
    """Asked of one record after the other, behind the second wall, which knows the marks of names."""
    asked = (F("pk"), Value(text))
    return models.Func(*asked, function=f"{names._meta.db_table}_one_holds", output_field=models.BooleanField())


def _keys(words: type[models.Model], text: str) -> Sequence[UUID] | None:
    """Keys of records; None when too many hold the text: the newest of these are soon found one by one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {words._meta.db_table}_holding(%s, %s)", [text, AT_MOST])
        keys: Sequence[UUID] | None = cursor.fetchone()[0]
        return keys
