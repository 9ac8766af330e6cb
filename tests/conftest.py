"""The suite's ground: a database as the app's own role sees it, and the cast that walks through every test."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.template import Template
from django.test import Client
from django.test.utils import instrumented_test_render  # type: ignore[attr-defined]
from django.utils import translation
from xdist.scheduler import LoadFileScheduling

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database, memory
from tests.factories.people import dismiss_everybody, find_cast, make_cast

BROWSER = "tests/browser/"


class OneBrowser(LoadFileScheduling):
    """Files are shared out whole; those of the browser stay together: its application is started once."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return BROWSER if file.startswith(BROWSER) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneBrowser | None:
    """For `--dist loadfile`; another one is xdist's own."""
    return OneBrowser(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_sessionstart(session: pytest.Session) -> None:
    """What all workers need is begun while they collect: memory for their databases, and the template of these."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    run = ExitStack()
    run.enter_context(memory.of_this_run())
    session.config.add_cleanup(run.close)
    making = Thread(target=database.template)
    making.start()
    run.callback(making.join)


def pytest_collection_finish() -> None:
    """Thousands of tests and the application stay to the end: the collector looks at what each test leaves alone."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@receiver(connection_created)
def read_the_whole_trail(connection: Any, **_signal: Any) -> None:
    """Tests look into the trail as who may read all of it; a context says again what its own principal may."""
    with connection.cursor() as cursor:
        cursor.execute("SET app.holds = 'trail.read'")


@pytest.fixture(scope="session", autouse=True)
def drawn_plainly(django_test_environment: None) -> None:
    """Noting with which context each template is drawn takes a tenth of the suite's time, and few tests ask for it."""
    Template._render = plainly  # type: ignore[attr-defined]


def plainly(self: Template, context: Any) -> Any:
    return self.nodelist.render(context)


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    """`answer.context` is there."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A request leaves its language active in the process: the next test begins in English all the same."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker_name: str) -> Iterator[None]:
    """Each worker its own copy of the template; tests connect as the app's role, so that the second wall stands."""
    with django_db_blocker.unblock():
        name = f"suite_{worker_name}"
        database.copy(name, of=database.template())
        with database.connected_to(name):
            make_cast(Operation.objects.get(code="seagull"))
            yield
        database.drop(name)


@pytest.fixture(scope="session")
def worker_name() -> str:
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, worker_name: str) -> Iterator[str]:
    """A database of its own for a test that commits for real (threads, processes, browsers). Gives its name."""
    with django_db_blocker.unblock():
        name = f"committed_{worker_name}"
        database.copy(name, of=database.template())
        with database.connected_to(name):
            yield name
        database.drop(name)


@pytest.fixture
def seagull(db: None) -> Operation:
    """The operation, loaded from its file."""
    return Operation.objects.get(code="seagull")


@pytest.fixture
def cast(seagull: Operation) -> SimpleNamespace:
    """Everybody: officer_th, supervisor_th, protection_th, coordinator_kh … coordinator_vn, director, desk_*, dpo,
    observer_unodc, observer_interpol, admin, and a stranger without any appointment."""
    return find_cast()


@pytest.fixture
def nobody(seagull: Operation) -> None:
    """Nobody has an account yet."""
    dismiss_everybody()


@pytest.fixture
def as_() -> Callable[[User | Principal], AbstractContextManager[None]]:
    """`with as_(user):` runs as that user, in the database's context too."""

    def act(who: User | Principal) -> AbstractContextManager[None]:
        return acting_as(who if isinstance(who, Principal) else principal_of(who), channel="test")

    return act


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A signed-in browser of a user, without a real one."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="operation.people.backends.AccountBackend")
        return client

    return sign_in
