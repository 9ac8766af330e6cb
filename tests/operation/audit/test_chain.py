"""What a superuser changes behind the trail's back is found and named."""

import pytest

from operation.audit import chain, trail
from tests import database

ALTER = "UPDATE operation_auditentry SET verb = 'altered' WHERE lane = {lane} AND n = {n}"
DELETE = "DELETE FROM operation_auditentry WHERE lane = {lane} AND n = {n}"


@pytest.fixture
def entry(committed: str) -> tuple[str, int, int]:
    """A committed trail of fifty entries in a database of its own, and the middle one of its first lane."""
    trail.record_each("counted", [trail.Target("x", None, str(number)) for number in range(50)], {})
    from operation.audit.models import AuditEntry

    lane, n = AuditEntry.objects.values_list("lane", "n").order_by("lane", "n")[25]
    return committed, lane, n


@pytest.mark.parametrize(("change", "what"), [(ALTER, "altered"), (DELETE, "missing")])
def test_a_changed_or_deleted_entry_is_located(entry: tuple[str, int, int], change: str, what: str) -> None:
    name, lane, n = entry
    assert list(chain.breaks()) == []
    with database.owner(name) as connection:
        connection.execute(change.format(lane=lane, n=n))
    first = next(chain.breaks())
    assert (first.lane, first.what) == (lane, what)
    assert first.n == (n if what == "altered" else n + 1)


def test_a_cut_off_end_is_located(entry: tuple[str, int, int]) -> None:
    name, lane, n = entry
    with database.owner(name) as connection:
        connection.execute(f"DELETE FROM operation_auditentry WHERE lane = {lane} AND n >= {n}")
    assert [(found.lane, found.n, found.what) for found in chain.breaks()] == [(lane, n, "cut off")]
