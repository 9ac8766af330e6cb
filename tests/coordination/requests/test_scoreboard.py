"""How countries answer, in numbers: all of them for LMLECC, its own for an agency."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.test import Client

from coordination.requests.scoreboard import Score, scoreboard
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.requests import at, drafted, sent, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
MONDAY = at("2024-09-02 10:00")


@pytest.fixture
def answered(cast: SimpleNamespace) -> None:
    """Thailand: one in time after 4 hours, one late after 12, one refused in time after 6, one waiting, one overdue."""
    by, to = cast.coordinator_kh, cast.coordinator_th
    given = [sent(by, to, MONDAY, urgency="urgent_direct") for _each in range(4)]
    sent(by, to, MONDAY)
    drafted(by, to)
    for hour, request, name in (("14", given[0], "answer"), ("22", given[1], "answer"), ("16", given[2], "refuse")):
        with clock.at(at(f"2024-09-02 {hour}:00")):
            step(request, "acknowledge", to)
            step(request, name, to, ground="source")
    step(given[2], "close", by)


def scores(user: User, as_: As) -> dict[str, Score]:
    operation = Operation.objects.get(code="seagull")
    with as_(user), clock.at(at("2024-09-03 10:00")):
        return {one.agency.code: one for one in scoreboard(principal_of(user), operation)}


def test_the_numbers(cast: SimpleNamespace, as_: As, answered: None) -> None:
    found = scores(cast.director, as_)
    assert len(found) == 7
    thai = found["th-rtp"]
    assert (thai.asked, thai.waiting, thai.overdue) == (5, 2, 1)
    assert (thai.answered, thai.in_time, thai.percent, thai.refused) == (3, 2, 50, 1)
    assert thai.hours == 6.0
    assert thai.grounds_in_words == [("would endanger a source", 1)]
    assert (found["kh-moi"].asked, found["kh-moi"].percent, found["kh-moi"].hours) == (0, None, None)


def test_an_agency_sees_its_own_row(cast: SimpleNamespace, as_: As, answered: None) -> None:
    assert scores(cast.officer_th, as_).keys() == {"th-rtp"}
    assert scores(cast.officer_th, as_)["th-rtp"].asked == 5
    assert scores(cast.coordinator_kh, as_)["kh-moi"].asked == 0
    assert scores(cast.officer_la2, as_).keys() == {"la-mnd"}


def test_its_page(cast: SimpleNamespace, client_of: ClientOf, answered: None) -> None:
    text = client_of(cast.director).get("/exchange/requests/scoreboard/").content.decode()
    assert "(40 %)" in text
    assert "would endanger a source: 1" in text
    own = client_of(cast.coordinator_vn).get("/exchange/requests/scoreboard/").content.decode()
    assert "(40 %)" not in own
