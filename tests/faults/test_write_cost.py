"""What a write costs: one entry, and records with and without the captured changes. Printed, not judged.

`make test-long ARGS="tests/faults/test_write_cost.py -s"`. Milliseconds of the clock, and of the processor that the
database's own process took: the second does not grow when the machine is busy with other things.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from operation.access.context import acting_as
from operation.audit import chain, trail
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log, log_many

TICKS = os.sysconf("SC_CLK_TCK")
ROUNDS = 3
TABLES = ("suspect", "suspectname", "casefact")

pytestmark = pytest.mark.long


def test_one_entry(committed: str) -> None:
    single = measured(lambda: trail.record("counted"), 3_000)
    many = measured(lambda: trail.record_each("counted", [trail.NOTHING] * 100, {}), 200)
    print(f"one entry {told(single)}; in a set of 100 {told(many, 100)} each")
    with chain.whole_trail():
        assert list(chain.breaks()) == []


@pytest.mark.timeout(900)
def test_records_with_and_without_captured_changes(committed: str) -> None:
    user = make_cast(Operation.objects.get(code="seagull")).officer_th
    costs: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    sets: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for _round in range(ROUNDS):
        for captured in (True, False):
            switch(committed, on=captured)
            costs[captured].append(measured(lambda: one(user), 100))
            sets[captured].append(measured(lambda: five_hundred(user), 2))
    for captured, words in ((True, "with"), (False, "without")):
        print(f"one suspect {words} captured changes {told(min(costs[captured]))}")
        print(f"500 suspects {words} captured changes {told(min(sets[captured]), 500)} each")


def one(user: User) -> None:
    with acting_as(principal_of(user), channel="test"):
        log("suspects", user)


def five_hundred(user: User) -> None:
    with acting_as(principal_of(user), channel="test"):
        log_many("suspects", user, 500)


def switch(name: str, *, on: bool) -> None:
    with database.owner(name) as owner:
        for table in TABLES:
            for event in ("insert", "update", "delete"):
                state = "ENABLE" if on else "DISABLE"
                owner.execute(f"ALTER TABLE operation_{table} {state} TRIGGER audit_{event}")


def measured(work: Callable[[], object], turns: int) -> tuple[float, float]:
    """Milliseconds of one turn, each in a transaction of its own: of the clock, and of the database's processor."""
    work()
    began, used = time.perf_counter(), processor_seconds()
    for _turn in range(turns):
        work()
    return (time.perf_counter() - began) * 1000 / turns, (processor_seconds() - used) * 1000 / turns


def processor_seconds() -> float:
    """What the process behind this connection has used so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = cursor.fetchone()[0]
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def told(cost: tuple[float, float], among: int = 1) -> str:
    clock, processor = cost
    return f"{clock / among:.2f} ms ({processor / among:.2f} ms of the processor)"
