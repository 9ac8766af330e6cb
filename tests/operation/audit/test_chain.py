"""What a superuser changes behind the trail's back is found and named."""

from contextlib import AbstractContextManager

import pytest

from operation.audit import chain, trail
from operation.audit.models import AuditEntry
from tests import database

ALTER = "UPDATE operation_auditentry SET verb = 'altered' WHERE lane = {lane} AND n = {n}"
DELETE = "DELETE FROM operation_auditentry WHERE lane = {lane} AND n = {n}"
MOVE = """
UPDATE operation_auditentry SET n = -1 WHERE lane = {lane} AND n = {n};
UPDATE operation_auditentry SET n = {n} WHERE lane = {lane} AND n = {n} - 5;
UPDATE operation_auditentry SET n = {n} - 5 WHERE lane = {lane} AND n = -1
"""
INSERT = """
INSERT INTO operation_auditentry SELECT lane, n + 1, at, actor_id, organisation_id, channel, address, 'forged',
    target_type, target_id, reference, details, hash FROM operation_auditentry e WHERE lane = {lane} AND n = (
        SELECT max(n) FROM operation_auditentry WHERE lane = {lane})
"""
CUT = "DELETE FROM operation_auditentry WHERE lane = {lane} AND n >= {n}"


def told(number: int) -> None:
    trail.record_each("counted", [trail.Target("x", None, str(one)) for one in range(number)], {})


def found() -> list[chain.Break]:
    with chain.whole_trail():
        return list(chain.breaks())


@pytest.fixture
def entry(committed: str) -> tuple[str, int, int]:
    """A committed trail of fifty entries in a database of its own, and the middle one of its longest lane."""
    told(50)
    lane, n = AuditEntry.objects.values_list("lane", "n").filter(verb="counted").order_by("n")[25]
    return committed, lane, n


@pytest.mark.parametrize(
    ("change", "behind", "what"),
    [(ALTER, 0, "altered, or the one before it"), (DELETE, 1, "missing before it"), (MOVE, -5, "moved")],
)
def test_a_changed_deleted_or_moved_entry_is_located(
    entry: tuple[str, int, int], change: str, behind: int, what: str
) -> None:
    name, lane, n = entry
    assert found() == []
    with database.owner(name) as connection:
        connection.execute(change.format(lane=lane, n=n))
    first = found()[0]
    assert (first.lane, first.n, first.what) == (lane, n + behind, what)
    assert first.at is not None


def test_an_inserted_entry_is_located(entry: tuple[str, int, int]) -> None:
    name, lane, _n = entry
    last = AuditEntry.objects.filter(lane=lane).latest("n").n
    with database.owner(name) as connection:
        connection.execute(INSERT.format(lane=lane))
    assert {(one.lane, one.n) for one in found()} == {(lane, last + 1)}


def test_a_cut_off_end_is_located(entry: tuple[str, int, int]) -> None:
    name, lane, n = entry
    with database.owner(name) as connection:
        connection.execute(CUT.format(lane=lane, n=n))
    assert [(one.lane, one.n, one.what) for one in found()] == [(lane, n, "cut off from here on")]


def test_a_lane_without_its_head_is_located(entry: tuple[str, int, int]) -> None:
    name, lane, _n = entry
    with database.owner(name) as connection:
        connection.execute(f"DELETE FROM operation_audithead WHERE lane = {lane}")
    assert [(one.lane, one.what) for one in found()] == [(lane, "beyond the head of its lane")]


def test_the_check_reads_all_whoever_runs_it(
    entry: tuple[str, int, int], nothing_held: AbstractContextManager[None]
) -> None:
    """Without it the wall would hide every entry, and an empty trail has no break."""
    with nothing_held:
        assert not AuditEntry.objects.exists()
        with chain.whole_trail():
            assert chain.length() >= 50
