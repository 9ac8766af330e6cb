"""The page of a country: its own in full, of another one what is verified, against its own targets."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.kernel import clock
from operation.people.models import User
from reporting.indicators.rules import INDICATORS
from tests.factories import joint as joints
from tests.factories.records import log_many
from tests.factories.returns import noon, submitted, verified
from tests.factories.targets import target_set
from tests.reporting.dashboards.reading_pages import page, rows, section

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY, NEXT = "2024-09-10", "2024-09-17"
ARRESTED = "P02 Persons arrested"


@pytest.fixture(autouse=True)
def after_the_execution() -> Iterator[None]:
    with clock.at(noon("2025-01-08")):
        yield


def test_a_member_opens_its_own_country_and_lmlecc_the_first(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert "<h1> Thailand </h1>" in page(client_of(cast.officer_th), "country/")
    assert "<h1> Cambodia </h1>" in page(client_of(cast.director), "country/")
    assert "<h1> Viet Nam </h1>" in page(client_of(cast.officer_th), "country/?country=VN")


def test_its_own_in_full_and_of_another_what_is_verified(cast: SimpleNamespace, client_of: ClientOf) -> None:
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 40})
    submitted(cast.coordinator_th, NEXT, {"P02": 7})
    own = rows(page(client_of(cast.officer_th), "country/"), "line-2")[ARRESTED]
    assert (own[0], own[2]) == ("47", "7")
    told = rows(page(client_of(cast.officer_vn), "country/?country=TH"), "line-2")[ARRESTED]
    assert (told[0], told[2]) == ("40", "")
    assert rows(page(client_of(cast.director), "country/?country=TH"), "line-2")[ARRESTED][0] == "47"


def test_every_figure_stands_under_its_line(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = page(client_of(cast.officer_th), "country/")
    for indicator in INDICATORS:
        assert f">{indicator.code}</span> {indicator.label}" in section(text, f"line-{indicator.line}")
    assert 'id="line-4-title"' not in page(client_of(cast.officer_th), "country/?line=2")


def test_small_figures_of_victims_are_withheld(cast: SimpleNamespace, client_of: ClientOf) -> None:
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"V01": 4})
    verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"V01": 60})
    others = page(client_of(cast.coordinator_kh), "country/?country=TH&indicator=V01")
    assert rows(others, "line-3")["V01 Persons released from sites"][0] == "withheld"
    assert "withheld" in rows(others, "trend")["Week 37, 9 September to 15 September"]
    own = page(client_of(cast.coordinator_th), "country/?country=TH&indicator=V01")
    assert rows(own, "line-3")["V01 Persons released from sites"][0] == "4"


def test_its_target_stands_beside_the_figure(cast: SimpleNamespace, client_of: ClientOf) -> None:
    target_set(cast.director, "P02", 200)
    target_set(cast.director, "P02", 80, "TH")
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 20})
    own = rows(page(client_of(cast.officer_th), "country/"), "line-2")[ARRESTED]
    assert own[3:5] == ["80", "25 %"]
    assert rows(page(client_of(cast.officer_vn), "country/"), "line-2")[ARRESTED][0] == "no data"


def test_a_contribution_is_shown_and_not_added(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        log_many("suspects", cast.officer_th, 2, place_country="KH", arrested_on=clock.today().replace(2024, 9, 10))
    text = page(client_of(cast.director), "country/?country=TH")
    assert rows(text, "line-2")[ARRESTED][0] == "no data"
    assert rows(text, "line-2")[ARRESTED][-1] == "+2"


def test_a_closed_action_day_is_told_on_no_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    """Not to who plans it either: others read the same pages."""
    with clock.at(noon("2024-11-05")):
        action = joints.planned(joints.opened(cast), cast.coordinator_kh)
        verified(cast.coordinator_kh, cast.desk_supervision, "2024-11-05", {"P02": 70})
        for reader in (cast.coordinator_kh, cast.director, cast.officer_th):
            for address in ("", "country/?country=KH", "line/?line=2", "supervision/?country=KH", "border/"):
                text = page(client_of(reader), address)
                for secret in ("Raid at dawn", str(action.pk), "action day"):
                    assert secret not in text


def test_it_costs_the_same_however_much_there_is(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    client, costs = client_of(cast.coordinator_th), []
    for count, day in ((1, DAY), (30, NEXT)):
        verified(cast.coordinator_th, cast.desk_supervision, day, {"P02": 7})
        with as_(cast.officer_th):
            log_many("suspects", cast.officer_th, count)
        with CaptureQueriesContext(connection) as queries:
            page(client, "country/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_what_is_no_country_is_refused(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.director).get("/results/country/?country=FR")
    assert answer.status_code == 400
    assert "FR" in answer.content.decode()
