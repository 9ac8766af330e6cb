"""Many writers at once: none waits for another, no link breaks, also when there are fewer lanes than writers."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from operation.audit import chain, trail
from operation.audit.models import AuditEntry, AuditHead
from tests import database

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
