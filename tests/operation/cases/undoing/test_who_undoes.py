"""Who takes a change back: each kind of change is for whom it was for."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.records.suspect import SUSPECT
from operation.cases.undoing import policies
from operation.cases.undoing.changes import LastChange
from operation.cases.undoing.policies import may_undo
from operation.kernel.transitions import Transition
from operation.people.selectors import principal_of
from tests.factories.records import log

LOCKED, FREE = "record.regrade", "record.transition"
STEPS = (
    Transition("lock", "Lock", ("identified",), "located", LOCKED),
    Transition("wander", "Wander", ("wanted",), "arrested", FREE),
    Transition("lead", "Lead", ("wanted",), "located", LOCKED),
    Transition("drag", "Drag", ("released",), "detained", LOCKED),
)


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """One of a type whose officers may amend, and may not take every step."""
    kind = replace(SUSPECT, states=replace(SUSPECT.states, transitions=STEPS))
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    monkeypatch.setattr(policies, "type_of", lambda _record: kind)
    return record


def change(before: str, after: str, *columns: str) -> LastChange:
    return LastChange(SimpleNamespace(status=before), SimpleNamespace(status=after), columns or ("status",))


@pytest.mark.parametrize(
    ("last", "officer", "supervisor"),
    [
        (None, True, True),
        (change("identified", "identified", "place_name"), True, True),
        (change("identified", "identified", "tlp"), False, True),
        (change("identified", "located"), False, True),
        (change("located", "identified"), False, True),
        (change("wanted", "arrested"), True, True),
        (change("arrested", "identified"), True, True),
        (change("detained", "identified"), True, True),
    ],
    ids=[
        "nothing",
        "amended",
        "regraded",
        "a step",
        "a step taken back",
        "another step",
        "no step",
        "no step from there",
    ],
)
def test_each_change_is_taken_back_by_whom_it_is_for(
    cast: SimpleNamespace, suspect: Any, last: LastChange | None, officer: bool, supervisor: bool
) -> None:
    assert bool(may_undo(principal_of(cast.officer_th), suspect, last)) is officer
    assert bool(may_undo(principal_of(cast.supervisor_th), suspect, last)) is supervisor
    assert not may_undo(principal_of(cast.supervisor_la2), suspect, last)
