"""`make run` with real processes, really killed: it heals, it ends in time, it leaves nothing, it keeps the data."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import psycopg
import pytest

from operation.config import local_services
from operation.config.bootstrap import Bootstrap
from tests.operation.config.checkout import LOCKS, PARTS, Checkout, checkout, output_until, until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]
STARTERS = ("make run", "operation.config.bootstrap", "operation.config.launch")
PARTS_OF_A_RUN = ("gunicorn", "queues=default", "queues=reports", "beat --", "redis-server", "/postgres -D")


@pytest.fixture(scope="module")
def home() -> Iterator[Checkout]:
    """A checkout whose .venv is this suite's own, said to be complete; the tests of this file share its data."""
    with checkout([*PARTS, *LOCKS]) as made:
        start = Bootstrap(made.folder, ["local"], os.getpid())
        start.python.parent.mkdir(parents=True)
        start.python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        start.python.chmod(0o755)
        known = {"python": f"{sys.version} {start.venv}", **{name: start.digest(name) for name in start.locks}}
        start.stamp.write_text(json.dumps(known))
        yield made


@pytest.fixture(autouse=True)
def nothing_left(home: Checkout) -> Iterator[None]:
    yield
    home.kill_all()


def make_run(home: Checkout) -> subprocess.Popen[str]:
    return home.start("make", "run", f"PYTHON={sys.executable}")


def running(home: Checkout) -> subprocess.Popen[str]:
    """A run whose every part has been started."""
    run = make_run(home)
    output_until(run, "Starting")
    until(lambda: all_there(home), 40, lambda: str(home.processes()))
    return run


def all_there(home: Checkout) -> bool:
    return all(home.pids(part) for part in PARTS_OF_A_RUN)


def owner(home: Checkout) -> psycopg.Connection:
    sockets = local_services.socket_folder(home.folder / "var" / "services")
    return psycopg.connect(host=str(sockets), user="seagull_owner", dbname="seagull", autocommit=True)


@pytest.mark.long
def test_it_says_where_it_is_and_heals_from_every_death(home: Checkout) -> None:
    run = make_run(home)
    said = output_until(run, "Ctrl-C")
    assert f"http://localhost:{home.port}/" in said
    assert str(home.folder / "var" / "services") in said
    assert home.healthy()
    for together in (PARTS_OF_A_RUN[:4], PARTS_OF_A_RUN[4:], ("local_supervisor",)):
        victims = {part: min(home.pids(part)) for part in together}
        for victim in victims.values():
            os.kill(victim, signal.SIGKILL)
        wait_until_replaced(home, victims)
    until(lambda: all_there(home) and home.healthy(), 40, lambda: str(home.processes()))


def wait_until_replaced(home: Checkout, victims: dict[str, int]) -> None:
    """Until each part has another process than the one that was killed."""

    def replaced() -> bool:
        return all(set(home.pids(part)) - {victim} for part, victim in victims.items())

    until(replaced, 30, lambda: str(home.processes()))


def test_a_second_run_of_the_same_checkout_is_refused(home: Checkout) -> None:
    run = make_run(home)
    output_until(run, "Preparing the database")
    second = home.launch(PORT=str(home.port + 1))
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "already runs" in said
    assert run.poll() is None


def test_a_taken_port_is_said_at_once(home: Checkout) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = int(other.getsockname()[1])
        run = home.launch(PORT=str(taken))
        said, _ = run.communicate(timeout=10)
    assert run.returncode == 1
    assert f"127.0.0.1:{taken}: Address already in use. Choose another port: make run PORT={taken + 1}" in said


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("Preparing", signal.SIGINT),
        pytest.param("Loading", signal.SIGTERM, marks=pytest.mark.long),
        pytest.param("Starting", signal.SIGINT, marks=pytest.mark.long),
    ],
)
def test_make_is_ended_at_any_moment(home: Checkout, moment: str, number: signal.Signals) -> None:
    """A signal to make alone: not to the group, as a terminal would do it."""
    run = make_run(home)
    output_until(run, moment)
    time.sleep(0.5)
    begin = time.monotonic()
    run.send_signal(number)
    run.wait(6)
    home.gone(1)
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    "victims", [STARTERS[:1], pytest.param(STARTERS, marks=pytest.mark.long)], ids=["make", "each"]
)
def test_nothing_is_orphaned_when_it_is_killed_outright_and_the_data_stays(
    home: Checkout, victims: Sequence[str]
) -> None:
    for killed, victim in enumerate(victims):
        running(home)
        with owner(home) as connection:
            if not killed:
                connection.execute("DROP TABLE IF EXISTS kept")
            connection.execute("CREATE TABLE IF NOT EXISTS kept (victim text)")
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (killed,)
            connection.execute("INSERT INTO kept VALUES (%s)", [victim])
        os.kill(min(home.pids(victim)), signal.SIGKILL)
        home.gone(30)  # seconds: on a busy machine a database takes its time to close


@pytest.mark.long
def test_everything_killed_at_once_starts_again(home: Checkout) -> None:
    running(home)
    home.kill_all()
    output_until(make_run(home), "Starting")
