"""Search behind the second wall (decision 21).

Row-level security keeps LIKE from its indexes: a comparison might tell of rows that a policy hides. The functions asked
here run as the owner of the tables, look at who asks, and answer keys alone, of records that the asking organisation
logged or was given, by names and identifiers whose mark allows it. What TLP and masks say of the records is asked of
them afterwards, as of any list.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Q, Value

from operation.access.principal import Principal
from operation.cases.asking import Asked, asked_for
from operation.cases.masking import unmasked
from operation.cases.registry import RecordType

AT_MOST = 10_000
TEXT: Any = models.TextField()
TEXTS: Any = ArrayField(models.TextField())
NOTHING = Q(pk__in=())
"""What no record fulfils: nobody has to be asked."""
REFERENCE = re.compile(r"[\w-]+", re.ASCII)


class Among(models.Lookup):
    """`pk__among=keys`: as many keys as there are travel as one value."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, list(self.rhs))


models.UUIDField.register_lookup(Among)


@dataclass(frozen=True)
class Way:
    """One way to a record: the function that answers keys, what it is asked, and what to ask of each record if those
    are too many: the newest that fit are soon found one by one. A `masked` one is open to who may see the names."""

    function: str
    asked: tuple[Any, ...]
    one_by_one: Callable[[], Q]
    masked: bool = True


def holding(record_type: RecordType, principal: Principal, text: str) -> Q:
    """Records whose reference, name in any script or romanised, identifier or narrative holds the text.

    An identifier is found by its beginning, however it is spaced; all ways are asked in one statement.
    """
    return _found(list(_ways(record_type, asked_for(record_type, principal, text))), record_type, principal)


def sounding(record_type: RecordType, principal: Principal, text: str) -> Q:
    """Records one of whose names sounds like the text, in any script."""
    asked = asked_for(record_type, principal, text)
    if record_type.names is None or not asked.sounds:
        return NOTHING
    way = _way(record_type.names, "sounding", "one_sounds", asked.sounds, asked.whole)
    return _found([way], record_type, principal)


def _ways(record_type: RecordType, asked: Asked) -> Iterator[Way]:
    table, reference = record_type.model._meta.db_table, asked.text.upper()
    if REFERENCE.fullmatch(asked.text):
        yield Way(f"{table}_holding", (reference,), lambda: Q(reference__contains=reference), masked=False)
    if record_type.names:
        yield _way(record_type.names, "holding", "one_holds", asked.name)
    if record_type.identifiers and asked.numbers:
        yield _way(record_type.identifiers, "starting", "one_starts", asked.numbers)
    if asked.narrative:
        yield Way(f"{table}_telling", (asked.narrative,), lambda: Q(narrative__icontains=asked.narrative))


def _way(words: type[models.Model], many: str, one: str, *asked: Any) -> Way:
    """Both of its functions tell a name or an identifier only to who may see its mark."""
    table = words._meta.db_table

    def one_by_one() -> Q:
        values = [Value(each, output_field=TEXT if isinstance(each, str) else TEXTS) for each in asked]
        return Q(models.Func(F("pk"), *values, function=f"{table}_{one}", output_field=models.BooleanField()))

    return Way(f"{table}_{many}", asked, one_by_one)


def _found(ways: Sequence[Way], record_type: RecordType, principal: Principal) -> Q:
    answers = list(zip(ways, _keys(ways), strict=True))
    open_to_all = _any([(way, keys) for way, keys in answers if not way.masked])
    open_to_some = _any([(way, keys) for way, keys in answers if way.masked])
    if open_to_some is None:
        return open_to_all or NOTHING
    seen = open_to_some & unmasked(record_type, principal)
    return open_to_all | seen if open_to_all else seen


def _any(answers: Sequence[tuple[Way, Sequence[UUID] | None]]) -> Q | None:
    """Records that one of the ways leads to; None where none does."""
    keys = {key for _way, found in answers for key in found or ()}
    conditions = [Q(pk__among=sorted(keys))] if keys else []
    conditions += [way.one_by_one() for way, found in answers if found is None]
    return reduce(or_, conditions) if conditions else None


def _keys(ways: Sequence[Way]) -> Sequence[Sequence[UUID] | None]:
    """Keys of records by each of the ways; None where too many hold what was asked."""
    if not ways:
        return ()
    calls = [f"{way.function}({', '.join(['%s'] * (len(way.asked) + 1))})" for way in ways]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(calls)}", [value for way in ways for value in (*way.asked, AT_MOST)])
        found: Sequence[Sequence[UUID] | None] = cursor.fetchone()
        return found
