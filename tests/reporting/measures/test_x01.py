"""X01: requests answered in time, as the clock stood, at any cut-off."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from coordination.requests.models import Request
from coordination.requests.scoreboard import scoreboard
from operation.kernel import clock
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.requests import MONDAY, at, drafted, sent, step
from tests.reporting.measures.reading import read, told

COLUMNS = ("asked", "due", "in_time", "share", "refused")
DUE = "2024-09-11"
"""Seven working days after MONDAY: the deadline of a normal request, at 17:00 in Cambodia."""

Story = Callable[[SimpleNamespace, Request], Any]


def taken(name: str, moment: str, by: str = "coordinator_kh", **given: Any) -> Story:
    def take(cast: SimpleNamespace, request: Request) -> None:
        with clock.at(at(moment, "KH")):
            step(request, name, getattr(cast, by), **given)

    return take


ACKNOWLEDGED = taken("acknowledge", "2024-09-02 11:00")
ASKED_BACK = taken("ask", "2024-09-03 10:00")
CLARIFIED = taken("clarify", "2024-09-17 10:00", "coordinator_th")
BEGUN = taken("begin", "2024-09-04 10:00")
PARTLY = taken("partly", "2024-09-05 10:00")
IN_TIME, LATE = taken("answer", "2024-09-10 10:00"), taken("answer", "2024-09-13 10:00")
DELAYED = taken("delay", "2024-09-09 10:00", expected_on=None)

CASES: dict[str, tuple[tuple[Story, ...], str, tuple[float | None, ...]]] = {
    "waiting": ((), "2024-09-10", (1, 0, 0, None, 0)),
    "waiting, on the day of its deadline": ((), DUE, (1, 1, 0, 0, 0)),
    "overdue": ((ACKNOWLEDGED,), "2024-09-20", (1, 1, 0, 0, 0)),
    "answered in time": ((ACKNOWLEDGED, IN_TIME), "2024-09-20", (1, 1, 1, 100, 0)),
    "not yet answered on that day": ((ACKNOWLEDGED, IN_TIME), "2024-09-09", (1, 0, 0, None, 0)),
    "answered late": ((ACKNOWLEDGED, LATE), "2024-09-20", (1, 1, 0, 0, 0)),
    "overdue on that day, answered since": ((ACKNOWLEDGED, LATE), "2024-09-12", (1, 1, 0, 0, 0)),
    "refused in time": ((taken("refuse", "2024-09-05 10:00", ground="sovereignty"),), "2024-09-20", (1, 1, 1, 100, 1)),
    "redirected": ((taken("redirect", "2024-09-05 10:00"),), "2024-09-20", (1, 1, 1, 100, 0)),
    "in part alone": ((ACKNOWLEDGED, BEGUN, PARTLY), "2024-09-10", (1, 0, 0, None, 0)),
    "in part alone, and overdue": ((ACKNOWLEDGED, BEGUN, PARTLY), "2024-09-20", (1, 1, 0, 0, 0)),
    "withdrawn": ((taken("withdraw", "2024-09-13 10:00", "coordinator_th"),), "2024-09-20", (1, 0, 0, None, 0)),
    "overdue on that day, withdrawn since": (
        (taken("withdraw", "2024-09-13 10:00", "coordinator_th"),),
        "2024-09-12",
        (1, 1, 0, 0, 0),
    ),
    "the clock stands still": ((ACKNOWLEDGED, ASKED_BACK), "2024-09-20", (1, 0, 0, None, 0)),
    "the clock stood still, and runs": ((ACKNOWLEDGED, ASKED_BACK, CLARIFIED), "2024-09-20", (1, 0, 0, None, 0)),
    "it stood still on that day": ((ACKNOWLEDGED, ASKED_BACK, CLARIFIED), "2024-09-16", (1, 0, 0, None, 0)),
    "it ran out after all": ((ACKNOWLEDGED, ASKED_BACK, CLARIFIED), "2024-10-10", (1, 1, 0, 0, 0)),
    "not sent on that day": ((), "2024-09-01", (None, None, None, None, None)),
}


@pytest.mark.parametrize("name", CASES)
def test_one_request(cast: SimpleNamespace, name: str) -> None:
    story, day, expected = CASES[name]
    request = sent(cast.coordinator_th, cast.coordinator_kh, at(f"{MONDAY} 10:00"))
    for act in story:
        act(cast, request)
    found = read(cast.director, "X01", day)
    assert told(found.of("KH"), *COLUMNS) == expected
    assert told(found.total, *COLUMNS) == expected
    assert told(found.of("TH"), *COLUMNS) == (None,) * 5


def test_an_announced_delay_moves_the_deadline_and_not_the_past(cast: SimpleNamespace) -> None:
    """Two days before the deadline a late answer is announced for the 25th: nothing is late until then."""
    request = sent(cast.coordinator_th, cast.coordinator_kh, at(f"{MONDAY} 10:00"))
    ACKNOWLEDGED(cast, request)
    with clock.at(at("2024-09-09 10:00", "KH")):
        step(request, "delay", cast.coordinator_kh, expected_on=at("2024-09-25 10:00", "KH").date())
    assert told(read(cast.director, "X01", "2024-09-20").total, "due") == 0
    with clock.at(at("2024-09-26 10:00", "KH")):
        step(request, "answer", cast.coordinator_kh)
    assert told(read(cast.director, "X01", "2024-09-30").total, *COLUMNS) == (1, 1, 1, 100, 0)


def test_a_total_is_of_the_requests_and_not_the_mean_of_shares(cast: SimpleNamespace, seagull: Operation) -> None:
    with clock.at(at(f"{MONDAY} 10:00")):
        kh = [sent(cast.coordinator_th, cast.coordinator_kh) for _each in range(3)]
        vn = sent(cast.coordinator_th, cast.coordinator_vn)
    with clock.at(at("2024-09-03 10:00")):
        for request in kh:
            step(request, "refuse", cast.coordinator_kh, ground="sovereignty")
    with clock.at(at("2024-09-30 10:00")):
        step(vn, "acknowledge", cast.coordinator_vn)
        found = read(cast.director, "X01")
        board = {one.agency.country_id: one.percent for one in scoreboard(principal_of(cast.director), seagull)}
    assert [told(found.of(code), "share") for code in ("KH", "VN", "MM")] == [100, 0, None]
    assert told(found.total, *COLUMNS) == (4, 4, 3, 75, 3)
    assert (board["KH"], board["VN"], board["MM"]) == (100, 0, None), "the scoreboard says the same"


def test_a_member_reads_what_it_was_asked_and_no_total(cast: SimpleNamespace) -> None:
    with clock.at(at(f"{MONDAY} 10:00")):
        request = sent(cast.coordinator_th, cast.coordinator_kh)
        sent(cast.coordinator_vn, cast.coordinator_kh)
        drafted(cast.coordinator_th, cast.coordinator_kh)
    asked, asking = read(cast.officer_kh, "X01"), read(cast.officer_th, "X01")
    assert told(asked.of("KH"), "asked") == 2
    assert (asked.total, asked.of("TH")) == (None, None)
    assert told(asking.of("TH"), "asked") is None
    assert asking.of("KH") is None
    assert not asking.items, "what Thailand asked is no figure of Thailand"
    assert request.reference in {item.what for item in asked.items}
