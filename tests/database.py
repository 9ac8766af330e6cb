"""Databases of the suite: one template, migrated by the owner and holding the operation; cheap copies of it."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections

from tests import memory

ROOT = Path(settings.BASE_DIR)
SHAPED_BY = (
    "operation/cases/*tables.py",
    "operation/cases/links/walls.py",
    "coordination/walls.py",
    "coordination/deconfliction/keeping.py",
    "coordination/deconfliction/meeting.py",
    "coordination/deconfliction/reviewed.py",
    "coordination/deconfliction/same_sql.py",
    "coordination/*/walls.py",
    "*/migrations/*.py",
    "operation/access/database.py",
    "operation/access/walls.py",
    "operation/audit/capture.py",
    "operation/plan/data/*.toml",
    "operation/plan/loading.py",
)


def named(url: str, name: str) -> str:
    """The same server and role, another database."""
    return f"{url.rsplit('/', 1)[0]}/{name}"


@contextmanager
def owner(name: str = "postgres") -> Iterator[psycopg.Connection]:
    """The role that owns the databases, outside any transaction."""
    here = settings.DATABASES["default"]
    with psycopg.connect(
        host=here["HOST"],
        port=here["PORT"] or None,
        user=settings.OWNER["USER"],
        password=settings.OWNER["PASSWORD"],
        dbname=name,
        autocommit=True,
    ) as connection:
        yield connection


def template() -> str:
    """Name of the migrated template for the present migrations; made once, by whichever worker comes first."""
    name = f"template_{_shape()}"
    _once(name, _make)
    return name


def once_a_run(kind: str, fill: Callable[[str], None]) -> str:
    """Name of a copy of the template that whichever worker comes first fills, for all of this run.

    Only its own run knows it to be of the present code; those of earlier runs go, unless they are in use.
    """
    template()

    def make(connection: psycopg.Connection, name: str) -> None:
        old = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{kind}_"])
        for (each,) in old.fetchall():
            with suppress(psycopg.errors.ObjectInUse):
                connection.execute(f"DROP DATABASE {each}")
        draft = f"{kind}_draft_{os.getpid()}"
        copy(draft, of=f"template_{_shape()}")
        fill(draft)
        connection.execute(f"ALTER DATABASE {draft} RENAME TO {name}")

    name = f"{kind}_{os.environ.get('PYTEST_XDIST_TESTRUNUID', str(os.getpid()))[:12]}"
    _once(name, make)
    return name


def _once(name: str, make: Callable[[psycopg.Connection, str], None]) -> None:
    """Whichever worker comes first makes the database; the others wait for it."""
    with (ROOT / "var" / f"{name.partition('_')[0]}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with owner() as connection:
            if not _exists(connection, name):
                make(connection, name)


def _shape() -> str:
    digest = hashlib.sha256()
    for pattern in SHAPED_BY:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _make(connection: psycopg.Connection, name: str) -> None:
    draft = f"{name}_draft"
    connection.execute(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)")
    connection.execute(f"CREATE DATABASE {draft}")
    run_on(draft, "manage.py", "migrate", "--verbosity=0")
    run_on(draft, "manage.py", "load_operation", "operation/plan/data/seagull.toml")
    connection.execute(f"ALTER DATABASE {draft} RENAME TO {name}")


def run_on(database: str, *command: str, settings_module: str = settings.SETTINGS_MODULE) -> None:
    """Run Python on another database of this server, in a process of its own."""
    urls = {key: named(os.environ[key], database) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | urls | {"DJANGO_SETTINGS_MODULE": settings_module},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def copy(name: str, *, of: str) -> None:
    """A fresh database from another one."""
    with owner() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        where = f"TABLESPACE {memory.tablespace()}" if memory.tablespace() else ""
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {of} {where}")


def drop(name: str) -> None:
    with owner() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Point Django's connection at another database, as the app's role."""
    connection = connections["default"]
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
