"""Many writers at once: none waits for another, no link breaks, also when there are fewer lanes than writers."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from operation.access.context import acting_as
from operation.audit import chain, trail
from operation.audit.models import AuditEntry, AuditHead
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log, log_many

WRITERS = 50
ENOUGH = 30.0


def at_once(work: Callable[[int], float], writers: int = WRITERS) -> list[float]:
    """The same work by so many at once, each on a connection of its own."""

    def one(number: int) -> float:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(one, range(writers)))


def found() -> list[chain.Break]:
    with chain.whole_trail():
        return list(chain.breaks())


def test_fifty_hold_an_entry_each_and_none_waits(committed: str) -> None:
    """All stand together between writing and committing: one that waited for another would never come there."""
    everybody = Barrier(WRITERS, timeout=ENOUGH)

    def write(number: int) -> float:
        with transaction.atomic():
            trail.record("first", trail.Target("x", None, str(number)))
            everybody.wait()
            began = time.monotonic()
            trail.record("second", trail.Target("x", None, str(number)))
            took = time.monotonic() - began
            everybody.wait()
        return took

    took = at_once(write)
    print(f"{WRITERS} open transactions: a second entry took {statistics.median(took) * 1000:.1f} ms (median)")
    assert AuditEntry.objects.filter(verb__in=("first", "second")).count() == 2 * WRITERS
    lanes = AuditEntry.objects.filter(verb="second").values_list("lane", flat=True)
    assert len(set(lanes)) == WRITERS
    assert found() == []


def test_more_writers_than_lanes_wait_and_break_nothing(committed: str) -> None:
    with database.owner(committed) as owner:
        owner.execute("DELETE FROM operation_audithead WHERE n = 0 AND lane > 4")
    assert AuditHead.objects.count() < WRITERS // 4
    began = AuditEntry.objects.count()

    def write(number: int) -> float:
        for _turn in range(5):
            with transaction.atomic():
                trail.record("first", trail.Target("x", None, str(number)))
                trail.record("second", trail.Target("x", None, str(number)))
        return 0.0

    at_once(write)
    assert AuditEntry.objects.count() == began + WRITERS * 10
    assert found() == []


def test_a_transaction_stays_in_its_lane(committed: str) -> None:
    with transaction.atomic():
        for number in range(20):
            trail.record("counted", trail.Target("x", None, str(number)))
            with transaction.atomic():
                trail.record("counted inside", trail.Target("x", None, str(number)))
    assert len(set(AuditEntry.objects.filter(verb__startswith="counted").values_list("lane", flat=True))) == 1


def test_a_savepoint_that_is_undone_gives_its_lane_back(committed: str) -> None:
    with transaction.atomic():
        with pytest.raises(ValueError, match="undone"), transaction.atomic():
            trail.record("undone")
            raise ValueError("undone")
        trail.record("kept")
    assert not AuditEntry.objects.filter(verb="undone").exists()
    assert AuditEntry.objects.filter(verb="kept").exists()
    assert found() == []


@pytest.mark.long
def test_the_cost_of_a_write(committed: str) -> None:
    """Milliseconds of one entry, and of logging records with and without the triggers; printed, not judged."""
    cast: SimpleNamespace = make_cast(Operation.objects.get(code="seagull"))
    entry = per_turn(lambda: trail.record("counted"), 2_000)
    hundred = per_turn(lambda: trail.record_each("counted", [trail.NOTHING] * 100, {}), 100) / 100
    one, many = cost_of_records(cast.officer_th)
    with database.owner(committed) as owner:
        for table in ("suspect", "suspectname", "casefact"):
            owner.execute(f"ALTER TABLE operation_{table} DISABLE TRIGGER USER")
            owner.execute(f"ALTER TABLE operation_{table} ENABLE TRIGGER USER")
            for event in ("insert", "update", "delete"):
                owner.execute(f"ALTER TABLE operation_{table} DISABLE TRIGGER audit_{event}")
    bare_one, bare_many = cost_of_records(cast.officer_th)
    print(f"one entry {entry:.2f} ms, in a set of 100 {hundred:.3f} ms each")
    print(f"logging one suspect {one:.1f} ms, without captured changes {bare_one:.1f} ms")
    print(f"logging 500 suspects {many:.2f} ms each, without captured changes {bare_many:.2f} ms")
    assert found() == []


def cost_of_records(user: User) -> tuple[float, float]:
    """Milliseconds of logging one suspect, and of each of five hundred logged together."""

    def single() -> None:
        with acting_as(principal_of(user), channel="test"):
            log("suspects", user)

    def many() -> None:
        with acting_as(principal_of(user), channel="test"):
            log_many("suspects", user, 500)

    return per_turn(single, 50), per_turn(many, 3) / 500


def per_turn(work: Callable[[], object], turns: int) -> float:
    """Milliseconds of one turn, each in a transaction of its own."""
    work()
    began = time.perf_counter()
    for _turn in range(turns):
        work()
    return (time.perf_counter() - began) * 1000 / turns
