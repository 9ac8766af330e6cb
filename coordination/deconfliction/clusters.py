"""Which records were confirmed to be the same, for counts in which nobody stands twice.

Asked under the system's name «figures» alone: whoever counts meets bare keys of other agencies' records, tells none.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from coordination.deconfliction.keeping import FIGURES
from operation.access.context import as_system

Pair = tuple[UUID, UUID]
"""Two records that are the same, as both their agencies confirmed."""


def pairs_of(keys: Collection[UUID]) -> list[Pair]:
    """All pairs that can be reached from these records; a chain may lead over any number of countries."""
    return _asked("SELECT one, other FROM coordination_pairs(%s)", [list(keys)]) if keys else []


def pairs_known(operation_id: UUID, day: date, before: datetime) -> list[Pair]:
    """The pairs of an operation as they were known at the end of a day, which ended at `before`."""
    return _asked("SELECT one, other FROM coordination_pairs_known(%s, %s, %s)", [operation_id, day, before])


def held_of_match(match_id: UUID) -> list[UUID]:
    """Both records of a match, held until the transaction ends."""
    return _keys([match_id, None, None])


def held_of(record_type: str, keys: Sequence[UUID]) -> list[UUID]:
    """Records of one type by its code, held until the transaction ends."""
    return _keys([None, record_type, list(keys)])


def _keys(given: list[Any]) -> list[UUID]:
    return [row[0] for row in _asked("SELECT coordination_hold_still(%s, %s, %s)", given)]


def _asked(sql: str, given: list[Any]) -> list[Any]:
    with as_system(FIGURES), connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
