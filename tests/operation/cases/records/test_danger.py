"""Danger to life skips every queue: such an appeal stands first on the desk until it is over."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.pages.desk_appeals import lives_in_danger
from operation.cases.sharing import release_records
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, step

As = Callable[[User], AbstractContextManager[None]]


@pytest.fixture
def appeal(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        log("rescue-appeals", cast.officer_th)
        return log("rescue-appeals", cast.officer_th, danger_to_life=True)


def references(cast: SimpleNamespace, as_: As, who: str) -> list[str]:
    user = getattr(cast, who)
    with as_(user):
        return [str(waiting.what) for waiting in lives_in_danger(principal_of(user))]


def test_it_stands_before_everything_that_waits(cast: SimpleNamespace, as_: As, appeal: Any) -> None:
    with as_(cast.supervisor_th):
        first = desk_of(principal_of(cast.supervisor_th)).groups[0]
    assert str(first["title"]) == "At once"
    assert [str(item["title"]) for item in first["items"]] == [f"Danger to life: {appeal.reference}"]
    assert (first["items"][0]["when"], first["items"][0]["tone"]) == ("at once", "late")


def test_who_reads_it_is_told_and_nobody_else(cast: SimpleNamespace, as_: As, appeal: Any) -> None:
    told = [f"Danger to life: {appeal.reference}"]
    for who, expected in (("protection_th", told), ("coordinator_kh", []), ("director", []), ("stranger", [])):
        assert references(cast, as_, who) == expected, who
    with as_(cast.coordinator_th):
        to = [cast.officer_kh.organisation]
        release_records(principal=principal_of(cast.coordinator_th), records=[appeal], to=to, purpose="rescue")
    assert references(cast, as_, "coordinator_kh") == told


def test_it_goes_with_the_rescue(cast: SimpleNamespace, as_: As, appeal: Any) -> None:
    with as_(cast.officer_th):
        located = step(appeal, "locate", cast.officer_th, date(2024, 9, 20))
    assert references(cast, as_, "officer_th")
    with as_(cast.officer_th):
        step(located, "rescue", cast.officer_th, date(2024, 9, 21))
    assert references(cast, as_, "officer_th") == []
