"""The database's view of who asks: one transaction, its settings, and the actor of the trail."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from operation.access.principal import Principal
from operation.audit.context import Actor, actor

WALL = ("app.user", "app.organisation", "app.group", "app.kind", "app.country", "app.holds")
TRAIL = ("app.acting_for", "app.channel", "app.address")
SYSTEM = """
SELECT before, set_config('app.system', %s, true)
FROM (SELECT current_setting('app.system', true) AS before OFFSET 0) AS setting
"""
"""What was set is read first, then set anew."""
SETTINGS = (*WALL, *TRAIL)
SET = "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in SETTINGS)
READ = "SELECT " + ", ".join("current_setting(%s, true)" for _ in SETTINGS)


@contextmanager
def acting_as(principal: Principal, *, channel: str, address: str = "") -> Iterator[None]:
    """Run in one transaction as `principal`: web, API, tasks and commands alike.

    Sets what row-level security and the trail read. A principal that may read no records gets no organisation
    there: for it every table of records is empty. What it sets ends with its transaction; inside another one (nested
    use) what was set before is set again.
    """
    who = Actor(principal.user_id, principal.organisation_id, channel, address)
    nested = connection.in_atomic_block
    with transaction.atomic(), actor(who):
        before = _read() if nested else ()
        _set((*_wall(principal), *_trail(who)))
        yield
        if nested and not connection.needs_rollback:
            _set(before)


@contextmanager
def as_system(name: str) -> Iterator[None]:
    """Run in one transaction as a part of the system whose view the policies of the second wall know by `name`.

    Narrow: each policy says what it lets through (decision 17). Whoever acts in the trail stays the same. Inside
    another name the new one holds alone; afterwards the earlier one again.
    """
    with transaction.atomic():
        before = _set_system(name)
        yield
        if not connection.needs_rollback:
            _set_system(before)


def _set_system(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(SYSTEM, [name])
        return cursor.fetchone()[0] or ""


def _wall(principal: Principal) -> tuple[str, ...]:
    """What policies ask for (access/walls.py)."""
    reads = principal.reads_records
    return (
        str(principal.user_id or ""),
        str(principal.organisation_id or "") if reads else "",
        str(principal.group_id or "") if reads else "",
        principal.kind,
        principal.country or "",
        ",".join(sorted(principal.permissions)),
    )


def _trail(who: Actor) -> tuple[str, ...]:
    """What the triggers tell that catch changes in the database (audit/capture.py)."""
    return (str(who.organisation_id or ""), who.channel, who.address)


def _read() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(READ, SETTINGS)
        return tuple(value or "" for value in cursor.fetchone())


def _set(values: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET, [part for pair in zip(SETTINGS, values, strict=True) for part in pair])
