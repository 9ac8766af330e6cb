"""The page of supervision: LMLECC sees who is late and why, a country that of its own."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.kernel import clock
from operation.people.models import User
from tests.factories.returns import drafted, noon, submitted, verified
from tests.factories.supervision import action_of, told
from tests.reporting.dashboards.reading_pages import page, rows, section

ClientOf = Callable[[User], Client]
DAY, NEXT, THIRD = "2024-08-08", "2024-08-13", "2024-08-20"


@pytest.fixture(autouse=True)
def three_weeks_in() -> Iterator[None]:
    """After the deadlines of the first two returns, 14 and 21 August."""
    with clock.at(noon("2024-08-23")):
        yield


def sent(cast: SimpleNamespace) -> None:
    """Thailand: the first return in time and verified, the second late; Viet Nam: one begun."""
    with clock.at(noon("2024-08-13")):
        verified(cast.coordinator_th, cast.desk_supervision, DAY)
    submitted(cast.coordinator_th, NEXT)
    drafted(cast.officer_vn, DAY)


def test_how_punctual_each_country_is(cast: SimpleNamespace, client_of: ClientOf) -> None:
    sent(cast)
    found = rows(page(client_of(cast.director), "supervision/"), "punctual")
    assert found["TH Thailand"] == ["2", "1 (50 %)", "1", "0", "0", "1", "0"]
    assert found["VN Viet Nam"] == ["2", "0 (0 %)", "0", "1", "1", "0", "0"]
    assert found["MM Myanmar"] == ["2", "0 (0 %)", "0", "0", "2", "0", "0"]


def test_the_director_reads_who_is_late_with_what_and_why(cast: SimpleNamespace, client_of: ClientOf) -> None:
    action = action_of(cast, date(2024, 8, 20), title="Equip the crossings")
    told(cast.coordinator_th, action, date(2024, 8, 21), words="The roads are flooded.")
    text = page(client_of(cast.director), "supervision/")
    why = rows(text, "why")
    assert why["Actions of the plan Equip the crossings"] == [
        "Thailand",
        "20 August 2024",
        "3 days late",
        "The roads are flooded.",
    ]
    other = next(cells for head, cells in why.items() if "Return of week 32" in head)
    assert other[-1] == "no reason was given"
    assert rows(text, "who")["Thailand"][-1].startswith("3 late of 3")


def test_a_country_reads_its_own_alone(cast: SimpleNamespace, client_of: ClientOf) -> None:
    action_of(cast, date(2024, 8, 20), title="Equip the crossings")
    sent(cast)
    thailand = page(client_of(cast.officer_th), "supervision/")
    assert list(rows(thailand, "punctual"))[1:] == ["TH Thailand"]
    assert "Equip the crossings" in section(thailand, "why")
    viet_nam = page(client_of(cast.officer_vn), "supervision/")
    assert list(rows(viet_nam, "punctual"))[1:] == ["VN Viet Nam"]
    assert "Equip the crossings" not in viet_nam
    assert "Thailand" not in section(viet_nam, "who")
    assert "Nothing that you may see" in page(client_of(cast.officer_vn), "supervision/?country=TH")


def test_lmlecc_chooses_a_country(cast: SimpleNamespace, client_of: ClientOf) -> None:
    sent(cast)
    text = page(client_of(cast.director), "supervision/?country=VN")
    assert list(rows(text, "punctual"))[1:] == ["VN Viet Nam"]
    assert "Thailand" not in section(text, "who") + section(text, "why")


def test_as_known_before_it_was_sent(cast: SimpleNamespace, client_of: ClientOf) -> None:
    sent(cast)
    found = rows(page(client_of(cast.director), "supervision/?as_known=2024-08-14"), "punctual")
    assert found["TH Thailand"][:2] == ["1", "1 (100 %)"]


def test_it_costs_the_same_however_much_is_late(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, costs = client_of(cast.director), []
    for count in (1, 12):
        for number in range(count):
            action_of(cast, date(2024, 8, 20), title=f"Action {count} {number}")
        with CaptureQueriesContext(connection) as queries:
            page(client, "supervision/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
