"""Several returns take a step together: chosen, looked at once more, all of them or none."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.kernel import clock
from operation.people.models import User
from reporting.returns.models import NationalReturn, ReturnStep
from tests.factories.returns import drafted, noon, submitted, verified
from tests.reporting.returns.test_return_pages import text

ClientOf = Callable[[User], Client]
DAY = "2024-09-10"
VERIFY, LOCK = "/returns/several/verify/", "/returns/several/lock/"
NOBODY = "0191f3a0-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


def ready(cast: SimpleNamespace, *who: str) -> list[NationalReturn]:
    return [submitted(getattr(cast, f"coordinator_{name}"), DAY, {"P02": 28}) for name in who]


def asked(address: str, returns: list[NationalReturn]) -> str:
    return address + "?" + "&".join(f"id={given.pk}" for given in returns)


def chosen(returns: list[NationalReturn]) -> dict[str, Any]:
    return {"chosen": [f"{given.pk}:{given.version}" for given in returns]}


def states() -> set[str]:
    return set(NationalReturn.objects.values_list("state", flat=True))


def test_the_list_offers_a_box_and_the_page_counts_and_warns(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found, desk = ready(cast, "kh", "th"), client_of(cast.desk_supervision)
    listed = text(desk.get("/returns/"))
    assert listed.count('name="id"') == 2
    page = text(desk.get(asked(VERIFY, found)))
    assert "Verify 2 returns" in page
    assert page.count("28 without records and without a note.") == 2
    assert "All of them or none." in page
    done = text(desk.post(VERIFY, chosen(found), follow=True))
    assert "2 returns: Verified." in done
    assert states() == {"verified"}


def test_the_director_locks_several(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = [verified(getattr(cast, f"coordinator_{who}"), cast.desk_supervision, DAY) for who in ("kh", "th")]
    director = client_of(cast.director)
    assert "Verified, to lock" in text(director.get("/returns/"))
    director.post(LOCK, chosen(found))
    assert states() == {"locked"}


def test_one_that_changed_meanwhile_stops_all(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found, desk = ready(cast, "kh", "th"), client_of(cast.desk_supervision)
    older = {"chosen": [f"{found[0].pk}:{found[0].version - 1}", f"{found[1].pk}:{found[1].version}"]}
    refused = desk.post(VERIFY, older)
    assert refused.status_code == 400
    assert "Somebody changed this return" in text(refused)
    assert states() == {"submitted"}


def test_one_in_another_state_is_named_and_stops_all(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found, desk = [*ready(cast, "kh"), drafted(cast.coordinator_th, DAY)], client_of(cast.desk_supervision)
    page = text(desk.get(asked(VERIFY, found)))
    assert "not possible from here" in page
    assert "btn--main" not in page.partition("<form class=")[2].partition("</form>")[0]
    assert desk.post(VERIFY, chosen(found)).status_code == 400
    assert states() == {"submitted", "draft"}


def test_two_at_once_verify_each_return_once(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found, desk = ready(cast, "kh", "th"), client_of(cast.desk_supervision)
    desk.post(VERIFY, chosen(found))
    assert desk.post(VERIFY, chosen(found)).status_code == 400
    assert ReturnStep.objects.filter(name="verify").count() == 2


@pytest.mark.parametrize("body", [{}, {"chosen": ["x"]}, {"chosen": ["x:1"]}, {"chosen": [f"{NOBODY}:x"]}])
def test_nothing_chosen_is_said(body: dict[str, Any], cast: SimpleNamespace, client_of: ClientOf) -> None:
    refused = client_of(cast.desk_supervision).post(VERIFY, body)
    assert refused.status_code == 400
    assert "Choose at least one return in the list." in text(refused)


@pytest.mark.parametrize("query", ["id=x", f"id={NOBODY}"])
def test_what_is_not_there_is_not_found(query: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.desk_supervision).get(f"{VERIFY}?{query}").status_code == 404


@pytest.mark.parametrize("who", ["director", "coordinator_th", "desk_information", "observer_unodc"])
def test_who_does_not_verify_is_told_who_does(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = ready(cast, "th")
    for answer in (
        client_of(getattr(cast, who)).get(asked(VERIFY, found)),
        client_of(getattr(cast, who)).post(VERIFY, chosen(found)),
    ):
        assert answer.status_code == 403
    assert states() == {"submitted"}


@pytest.mark.parametrize("step", ["query", "reopen", "submit", "burn"])
def test_steps_with_words_are_taken_one_by_one(step: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.desk_supervision).get(f"/returns/several/{step}/").status_code == 404


def test_the_page_costs_the_same_however_many(cast: SimpleNamespace, client_of: ClientOf) -> None:
    desk, costs = client_of(cast.desk_supervision), []
    for who in (["th"], ["kh", "cn", "la", "mm", "vn"]):
        found = ready(cast, *who)
        with CaptureQueriesContext(connection) as queries:
            desk.get(asked(VERIFY, found))
        costs.append(len(queries))
    assert costs[0] == costs[1]
