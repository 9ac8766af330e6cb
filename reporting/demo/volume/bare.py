"""Tables stripped for a load of many rows: triggers rest, indexes and foreign keys are made anew over the whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY (%s::text[]::regclass[])
"""
INDEXES = """
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
FROM pg_index i WHERE i.indrelid = ANY (%s::text[]::regclass[])
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u'))
"""


@contextmanager
def bare(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Inside, the tables have their primary and unique keys alone. Needs a transaction, and their owner."""
    names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        taken = [pair for asked in (CONSTRAINTS, INDEXES) for pair in _ask(cursor, asked, names)]
        _run(cursor, [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in names])
        _run(cursor, [drop for drop, _make in taken])
        yield
        _run(cursor, [make for _drop, make in reversed(taken)])
        _run(cursor, [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in names])


def _ask(cursor: Any, statement: str, names: Sequence[str]) -> list[tuple[str, str]]:
    cursor.execute(statement, [list(names)])
    return list(cursor.fetchall())


def _run(cursor: Any, statements: Sequence[str]) -> None:
    for statement in statements:
        cursor.execute(statement)
