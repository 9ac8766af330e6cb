"""What one may not do is not done: every write that the table refuses leaves every row of the database as it was.

Connected as the owner of the tables, so that the refusal is the application's own and not row-level security's.
Releases, recalls, downgrades, changes and verifications by anybody but the originator are among them (trust.md 7).
"""

import hashlib
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from tests.access import table
from tests.access.asking import Target, body_of, one_of_each, send, targets
from tests.access.things import World

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

WRITES = ("POST", "PUT", "PATCH", "DELETE")
DONE = frozenset({"200", "201", "302"})
OF_THE_READER = {
    *("operation_auditentry", "operation_audithead", "django_session", "axes_accessattempt"),
    # who may read what he may not change has met it on the way to the refusal: seen
    *("operation_sharingnotice", "coordination_threadseen"),
}
ONES_OWN = ("account", "password", "mfa_", "sessions", "end-", "sign-", "first-", "set_language", "home")


def contents() -> dict[str, str]:
    """A digest of each table, save the trail and what signing in leaves behind."""
    names = set(connection.introspection.table_names()) - OF_THE_READER
    return {name: _digest(name) for name in sorted(names) if "session" not in name}


def _digest(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')
        return hashlib.sha256("\n".join(row for (row,) in cursor.fetchall()).encode()).hexdigest()


def refused(found: list[Target], person: str) -> Iterator[tuple[Target, str]]:
    """One write of each address that the table forbids this person: the one that the address is for, if it is that."""
    for number, target in enumerate(found):
        forbidden = [
            method
            for method in WRITES
            if not target.row.answers(method, person, target.kind, target.type) & DONE
            and not target.row.key.startswith(ONES_OWN)
        ]
        if forbidden:
            yield target, forbidden[0] if number % 3 else forbidden[-1]


@pytest.mark.parametrize("person", ["protection_th", "coordinator_kh", "director", "observer_unodc"])
def test_nothing_is_written(owner_world: World, clients_of_owner: dict[str, Client], person: str) -> None:
    before = contents()
    turn = table.cast().index(person)
    for target, method in refused(one_of_each(targets(owner_world), turn), person):
        as_json = target.address.startswith("/api/")
        send(clients_of_owner[person], method, target.address, body_of(target), as_json=as_json)
    after = contents()
    assert [name for name in before if before[name] != after[name]] == []


def test_the_digest_would_notice(owner_world: World, clients_of_owner: dict[str, Client]) -> None:
    before = contents()
    thing = owner_world.one("record.own", "suspects")
    clients_of_owner["coordinator_th"].post(f"/records/suspects/{thing.row.pk}/verify/")
    after = contents()
    changed = {name for name in before if before[name] != after[name]}
    assert {"operation_suspect", "operation_suspectevent", "operation_casefact"} <= changed
