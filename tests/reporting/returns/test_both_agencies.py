"""Laos signs with two agencies: its week is complete when both have submitted, and until then that is said."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.test import Client

from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.returns.selectors import WeekState, completeness
from tests.factories.returns import drafted, noon, submitted, verified
from tests.reporting.returns.test_return_pages import text, url

ClientOf = Callable[[User], Client]
DAY, AT = "2024-09-10", 5


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


def of_laos(cast: SimpleNamespace) -> WeekState:
    return completeness(principal_of(cast.director), Operation.objects.get(code="seagull")).countries["LA"][AT]


def test_a_week_counts_how_many_of_its_agencies_have_submitted(cast: SimpleNamespace) -> None:
    assert (of_laos(cast).sent, of_laos(cast).of) == (0, 2)
    drafted(cast.coordinator_la2, DAY)
    submitted(cast.coordinator_la, DAY)
    assert (of_laos(cast).sent, of_laos(cast).of, of_laos(cast).state) == (1, 2, "draft")
    submitted(cast.coordinator_la2, DAY)
    assert (of_laos(cast).sent, of_laos(cast).state) == (2, "submitted")


def test_the_page_of_one_says_what_the_other_owes(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_la, DAY)
    for who in (cast.officer_la, cast.coordinator_la2, cast.desk_supervision):
        page = text(client_of(who).get(url(given)))
        assert "Not submitted by: MND" in page or "Not submitted by: Ministry of National Defence" in page
        assert "marked as incomplete" in page
    other = submitted(cast.coordinator_la2, DAY)
    page = text(client_of(cast.officer_la).get(url(given)))
    assert "its figures are national figures" in page
    assert url(other) in page


def test_the_desk_is_told_before_it_verifies_one_alone(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_la, DAY)
    assert "marked as incomplete" in text(client_of(cast.desk_supervision).get(url(given, "verify")))


def test_lists_and_grid_say_how_many(cast: SimpleNamespace, client_of: ClientOf) -> None:
    verified(cast.coordinator_la, cast.desk_supervision, DAY)
    drafted(cast.coordinator_la2, DAY)
    assert "1 of 2 agencies submitted" in text(client_of(cast.officer_la).get("/returns/"))
    grid = text(client_of(cast.director).get("/returns/"))
    assert "Lao PDR, Week 37, 9 September to 15 September: draft, 1 of 2 agencies submitted" in grid
    submitted(cast.coordinator_la2, DAY)
    assert "all 2 agencies submitted" in text(client_of(cast.officer_la).get("/returns/"))


def test_a_country_with_one_agency_hears_nothing_of_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY)
    assert "National figures" not in text(client_of(cast.officer_th).get(url(given)))
    assert "agencies submitted" not in text(client_of(cast.officer_th).get("/returns/"))
