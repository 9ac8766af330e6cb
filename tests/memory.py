"""Databases of a run lie in memory where this machine has room: a copy is 1,500 files, and a disk takes its time."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from operation.config import local_services

PLACE = Path("/dev/shm")
ENOUGH_BYTES = 2 * 2**30
NAME = "SUITE_TABLESPACE"


def tablespace() -> str:
    """The tablespace of this run's databases; empty when they lie with the server's own."""
    return os.environ.get(NAME, "")


@contextmanager
def of_this_run() -> Iterator[None]:
    """A tablespace in memory for this process and all that it starts; what killed runs left goes."""
    if tablespace() or not _ours() or not _room():
        yield
        return
    with psycopg.connect(host=_host(), user="postgres", dbname="postgres", autocommit=True) as server:
        for name, place in server.execute("SELECT spcname, pg_tablespace_location(oid) FROM pg_tablespace").fetchall():
            if (run := re.fullmatch(r"memory_(\d+)", name)) and not Path("/proc", run[1]).exists():
                _remove(server, name, Path(place))
        name = os.environ[NAME] = f"memory_{os.getpid()}"
        place = _folder(server, name)
        location = sql.SQL("CREATE TABLESPACE {} OWNER seagull_owner LOCATION {}")
        server.execute(location.format(sql.Identifier(name), sql.Literal(str(place))))
        try:
            yield
        finally:
            del os.environ[NAME]
            _remove(server, name, place)


def _host() -> str:
    return str(settings.DATABASES["default"]["HOST"])


def _ours() -> bool:
    """Whether the server is the private one: of another we are no superuser."""
    return _host() == os.fspath(local_services.socket_folder(local_services.home(Path(settings.BASE_DIR), "test")))


def _room() -> bool:
    with suppress(OSError):
        return shutil.disk_usage(PLACE).free >= ENOUGH_BYTES
    return False


def _folder(server: psycopg.Connection, name: str) -> Path:
    """A folder that belongs to the account of the server."""
    row = server.execute("SHOW data_directory").fetchone()
    assert row
    account = Path(row[0]).stat()
    place = PLACE / f"seagull_{name}"
    place.mkdir(mode=0o700)
    if account.st_uid != os.geteuid():
        os.chown(place, account.st_uid, account.st_gid)
    return place


def _remove(server: psycopg.Connection, name: str, place: Path) -> None:
    lying = "SELECT datname FROM pg_database d JOIN pg_tablespace t ON t.oid = dattablespace WHERE spcname = %s"
    for (database,) in server.execute(lying, [name]).fetchall():
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))
    server.execute(sql.SQL("DROP TABLESPACE {}").format(sql.Identifier(name)))
    shutil.rmtree(place, ignore_errors=True)
