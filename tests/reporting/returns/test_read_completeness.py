"""How complete the returns are, by country and week, and which figures were corrected."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.returns import actions
from reporting.returns.models import NationalReturn
from reporting.returns.selectors import Completeness, WeekState, completeness, corrections
from tests.factories.returns import drafted, entries_of, noon, submitted, verified

As = Callable[[User], AbstractContextManager[None]]
DAY, AT = "2024-09-10", 5
"""A day in the sixth week of the execution; its return is due on 18 September, 18:00."""


@pytest.fixture(autouse=True)
def during_the_operation() -> object:
    with clock.at(noon("2024-09-20")):
        yield


def read(user: User, day: str = "") -> Completeness:
    operation = Operation.objects.get(code="seagull")
    return completeness(principal_of(user), operation, date.fromisoformat(day) if day else None)


def state(user: User, country: str, day: str = "") -> str:
    return read(user, day).countries[country][AT].state


def test_what_is_due_and_not_begun_is_missing(cast: SimpleNamespace) -> None:
    row = [one.state for one in read(cast.director).countries["TH"]]
    assert row[: AT + 1] == ["missing"] * 6
    assert set(row[AT + 1 :]) == {""}
    assert (read(cast.director).verified("TH"), read(cast.director).due("TH")) == (0, 6)


def test_before_its_deadline_nothing_is_missing(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-18")):
        assert state(cast.director, "TH") == ""
        assert read(cast.director).due("TH") == 5
        drafted(cast.officer_th, DAY)
        assert state(cast.director, "TH") == "draft"
        assert read(cast.director).due("TH") == 5


def test_each_state_shows(cast: SimpleNamespace, as_: As) -> None:
    drafted(cast.officer_kh, DAY)
    submitted(cast.coordinator_cn, DAY)
    verified(cast.coordinator_vn, cast.desk_supervision, DAY)
    asked = submitted(cast.coordinator_mm, DAY)
    desk = principal_of(cast.desk_supervision)
    with as_(cast.desk_supervision):
        actions.query_returns(principal=desk, returns=[asked], versions=[asked.version], question="?")
    states = {country: state(cast.director, country) for country in ("KH", "CN", "LA", "MM", "TH", "VN")}
    assert states == {
        "KH": "draft", "CN": "submitted", "LA": "missing", "MM": "queried", "TH": "missing", "VN": "verified",
    }  # fmt: skip


def test_as_known_is_the_state_of_that_day(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-16")):
        drafted(cast.officer_th, DAY)
    with clock.at(noon("2024-09-17")):
        given = submitted(cast.coordinator_th, DAY)
    assert given.state == "submitted"
    days = ["2024-09-15", "2024-09-16", "2024-09-17", "2024-09-18"]
    assert [state(cast.director, "TH", day) for day in days] == ["", "draft", "submitted", "submitted"]
    assert state(cast.director, "KH", "2024-09-18") == "missing"


def test_a_return_that_came_after_its_deadline_is_late(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-18")):
        submitted(cast.coordinator_th, DAY)
    submitted(cast.coordinator_kh, DAY)
    rows = read(cast.director).countries
    assert (rows["TH"][AT].late, rows["KH"][AT].late) == (False, True)


def test_laos_is_as_far_as_the_last_of_its_agencies(cast: SimpleNamespace) -> None:
    verified(cast.coordinator_la, cast.desk_supervision, DAY)
    assert state(cast.director, "LA") == "missing"
    drafted(cast.coordinator_la2, DAY)
    assert state(cast.director, "LA") == "draft"
    submitted(cast.coordinator_la2, DAY)
    assert state(cast.director, "LA") == "submitted"


def test_a_member_sees_of_others_only_what_is_verified(cast: SimpleNamespace) -> None:
    submitted(cast.coordinator_kh, DAY, {"P02": 1})
    verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"P02": 1})
    drafted(cast.officer_th, DAY)
    seen = read(cast.officer_th).countries
    assert seen["KH"][AT] == WeekState("")
    assert seen["VN"][AT] == WeekState("verified")
    assert seen["TH"][AT].state == "draft"
    assert {one.state for row in (seen["CN"], seen["MM"], seen["LA"]) for one in row} == {""}


def test_links_lead_only_to_returns_that_the_reader_may_open(cast: SimpleNamespace) -> None:
    verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"P02": 1})
    assert read(cast.officer_th).countries["VN"][AT].return_id is None
    assert read(cast.director).countries["VN"][AT].return_id == NationalReturn.objects.get().pk


def correct(cast: SimpleNamespace, as_: As, given: NationalReturn, number: int) -> None:
    """The desk asks, the agency submits another number."""
    desk, coordinator = principal_of(cast.desk_supervision), principal_of(cast.coordinator_th)
    with as_(cast.desk_supervision):
        [given] = actions.query_returns(
            principal=desk, returns=[given], versions=[given.version], question="Your note says 38."
        )
    with as_(cast.coordinator_th):
        given = actions.save_draft(
            principal=coordinator, national_return=given, entries=entries_of({"P02": number}), version=given.version
        )
        actions.submit_returns(principal=coordinator, returns=[given], versions=[given.version])


def test_a_correction_keeps_both_values_and_the_reason(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    given = submitted(cast.coordinator_th, DAY, {"P02": 28})
    assert corrections(principal_of(cast.director), seagull) == []
    correct(cast, as_, given, 38)
    [found] = corrections(principal_of(cast.director), seagull)
    assert (found.country, found.indicator, found.before, found.after) == ("TH", "P02", Decimal(28), Decimal(38))
    assert (found.week, found.reason) == (date(2024, 9, 9), "Your note says 38.")
    assert read(cast.director).countries["TH"][AT].corrected


def test_the_same_number_again_is_no_correction(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    correct(cast, as_, submitted(cast.coordinator_th, DAY, {"P02": 28}), 28)
    assert corrections(principal_of(cast.director), seagull) == []
    assert not read(cast.director).countries["TH"][AT].corrected


def test_corrections_are_the_countrys_and_the_secretariats(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    correct(cast, as_, submitted(cast.coordinator_th, DAY, {"P02": 28}), 38)
    assert len(corrections(principal_of(cast.officer_th), seagull)) == 1
    for who in (cast.coordinator_kh, cast.observer_unodc, cast.dpo):
        assert corrections(principal_of(who), seagull) == []
    assert corrections(principal_of(cast.director), seagull, date(2024, 9, 19)) == []


def test_completeness_costs_the_same_however_many_returns(cast: SimpleNamespace, seagull: Operation) -> None:
    costs = []
    for days in (["2024-08-08"], ["2024-08-14", "2024-08-21", "2024-08-28", "2024-09-04"]):
        for day in days:
            submitted(cast.coordinator_th, day)
            submitted(cast.coordinator_kh, day)
        with CaptureQueriesContext(connection) as queries:
            completeness(principal_of(cast.director), seagull)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 5
