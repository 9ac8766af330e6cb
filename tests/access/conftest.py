"""One world for all that is asked here: made once, each worker its own copy of it; tests leave it as it was."""

import os
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import Client

from operation.people.gate import SEEN
from tests import database
from tests.access import table
from tests.access.asking import Eye
from tests.access.things import World
from tests.access.world import make_world

BACKEND = "operation.people.backends.AccountBackend"
WORLD = database.ROOT / "var" / "world.pickle"
LONGEST_RUN = 12 * 60 * 60


@pytest.fixture(scope="session")
def made(django_db_blocker: Any, worker_name: str) -> Iterator[World]:
    """The world, committed; nobody is connected to it. `SEAGULL_WORLD` keeps it for the next runs (make mutation)."""
    kept = Path(os.environ.get("SEAGULL_WORLD") or WORLD)
    with django_db_blocker.unblock():
        if kept != WORLD:
            if not kept.is_file():
                database.copy("kept_world", of=database.template())
                keep_world("kept_world", kept)
            yield replace(pickle.loads(kept.read_bytes()), name="kept_world")
            return
        common = database.once_a_run("world", lambda draft: keep_world(draft, kept))
        name = f"{common}_{worker_name}"
        database.copy(name, of=common)
        yield replace(pickle.loads(kept.read_bytes()), name=name)
        database.drop(name)


def keep_world(name: str, file: Path) -> None:
    """Make the world in the database `name`, and write down what is in it."""
    with database.connected_to(name):
        file.write_bytes(pickle.dumps(make_world(name)))


@pytest.fixture(scope="session")
def sessions(made: World, django_db_blocker: Any) -> dict[str, str]:
    """The session cookie of everybody who can sign in."""
    with django_db_blocker.unblock(), database.connected_to(made.name):
        return {name: _signed_in(made, name) for name in table.cast() if name != "anonymous"}


def _signed_in(world: World, name: str) -> str:
    client = Client()
    client.force_login(getattr(world.cast, name), backend=BACKEND)
    session = client.session
    session[SEEN] += LONGEST_RUN  # all that is asked is undone: what was never seen again would be locked as idle
    session.save()
    return client.cookies["sessionid"].value


@pytest.fixture(scope="session")
def eye(made: World) -> Eye:
    return Eye(made)


@pytest.fixture
def world(made: World, django_db_blocker: Any) -> Iterator[World]:
    """The same, connected; whatever a test writes is undone."""
    with django_db_blocker.unblock(), database.connected_to(made.name), transaction.atomic():
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def owner_world(made: World, django_db_blocker: Any) -> Iterator[World]:
    """The same, connected as the owner of the tables: no row-level security stands behind Python's one door."""
    connection = connections["default"]
    as_app = dict(connection.settings_dict)
    with django_db_blocker.unblock(), database.connected_to(made.name):
        connection.settings_dict.update({name: settings.OWNER[name] for name in ("USER", "PASSWORD")})
        try:
            with transaction.atomic():
                yield made
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict.update({name: as_app[name] for name in ("USER", "PASSWORD")})


@pytest.fixture
def clients(world: World, sessions: dict[str, str]) -> dict[str, Client]:
    """A browser of everybody in the matrix; a fault of the server is an answer, not an exception."""
    return {name: _browser(sessions.get(name, "")) for name in table.cast()}


@pytest.fixture
def clients_of_owner(owner_world: World, sessions: dict[str, str]) -> dict[str, Client]:
    """The same browsers, where the first wall stands alone."""
    return {name: _browser(sessions.get(name, "")) for name in table.cast()}


def _browser(session: str) -> Client:
    client = Client(raise_request_exception=False)
    if session:
        client.cookies["sessionid"] = session
    return client


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line: `checked: N×M, leaks: 0`, addresses with method and object times people, of all workers."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    told = reporter.stats if reporter else {}
    reports = [*told.get("passed", []), *told.get("failed", [])]
    asked = [found for found in (dict(report.user_properties) for report in reports) if "checked" in found]
    if asked:
        cells, leaks = sum(found["checked"] for found in asked), sum(found["leaks"] for found in asked)
        reporter.write_line(f"checked: {cells // len(asked):,}×{len(asked)}, leaks: {leaks}")
