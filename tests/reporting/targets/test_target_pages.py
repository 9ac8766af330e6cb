"""The pages of targets: what every member reads, and the director's form."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.test import Client

from operation.kernel import clock
from operation.people.models import User
from reporting.targets.models import TargetStep
from tests.factories.returns import noon
from tests.factories.targets import target_set
from tests.reporting.dashboards.reading_pages import page, rows, section

ClientOf = Callable[[User], Client]
GIVEN = {"text": "Arrest", "country": "TH", "value": "80", "agreed_on": "2024-08-06", "reason": "kick-off", "known": 0}


@pytest.fixture(autouse=True)
def after_the_execution() -> Iterator[None]:
    with clock.at(noon("2025-01-08")):
        yield


def test_all_targets_with_their_sum_and_difference(cast: SimpleNamespace, client_of: ClientOf) -> None:
    target_set(cast.director, "P02", 200)
    target_set(cast.director, "P02", 80, "TH")
    for reader in (cast.officer_vn, cast.director):
        text = page(client_of(reader), "targets/")
        found = rows(text, "line-2")["P02 Persons arrested number"]
        assert found == ["–", "–", "–", "–", "80", "–", "80", "120", "200"]
        assert "F01 Fugitives located" in section(text, "line-2")


def test_money_is_told_to_the_cent_where_there_is_one(cast: SimpleNamespace, client_of: ClientOf) -> None:
    target_set(cast.director, "A01", 40_000_000)
    target_set(cast.director, "A01", 9_000_000, "TH")
    target_set(cast.director, "A01", "1000000.50", "LA")
    found = rows(page(client_of(cast.director), "targets/"), "line-4")["A01 Assets frozen or seized USD"]
    assert found == ["–", "–", "1,000,000.50", "–", "9,000,000", "–", "10,000,000.50", "29,999,999.50", "40,000,000"]


def test_the_director_sets_one_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    assert client.post("/results/targets/P02/", GIVEN).status_code == 302
    assert rows(page(client, "targets/P02/"), "shares")["TH Thailand"] == ["80"]
    text = page(client_of(cast.officer_vn), "targets/P02/")
    assert "Thailand: 80" in text
    assert "kick-off" in text
    assert str(cast.director) not in text
    assert "Set a target" not in text


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_entered(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    answer = client_of(cast.director).post("/results/targets/P02/", GIVEN | {"reason": "", "value": "-3"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "-3" in text
    assert "required" in text
    assert not TargetStep.objects.exists()


def test_who_opened_an_old_page_is_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    target_set(cast.director, "P02", 200)
    answer = client_of(cast.director).post("/results/targets/P02/", GIVEN)
    assert answer.status_code == 400
    assert "Somebody set a target of this figure" in answer.content.decode()


def test_there_is_no_page_of_what_is_no_figure(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.director).get("/results/targets/Z99/").status_code == 404


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin", "stranger"])
def test_who_reads_no_figures_reads_no_targets(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    for address in ("", "P02/"):
        assert client_of(getattr(cast, who)).get(f"/results/targets/{address}").status_code == 403
