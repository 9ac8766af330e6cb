"""What the checks doubt is shown at its line, to who submits and to who verifies, and it stops nobody."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.test import Client

from operation.kernel import clock
from operation.people.models import User
from reporting.returns.models import NationalReturn
from tests.factories.returns import drafted, noon, submitted, verified
from tests.reporting.returns.test_return_pages import HTMX, entered, text, url

ClientOf = Callable[[User], Client]
DAY = "2024-09-10"
UNEXPLAINED = "28 without records and without a note."


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


def unseen(given: NationalReturn) -> dict[str, object]:
    return entered(given, P02=28) | {"seen": "", "step": "submit"}


def test_a_doubt_is_asked_about_once_and_then_goes_with_the_return(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(cast.coordinator_th)
    first = client.post(url(given), unseen(given))
    page = text(first)
    assert first.status_code == 200
    assert "Saved, not submitted yet" in page
    assert UNEXPLAINED in page
    assert "unexplained:P02" in page
    given.refresh_from_db()
    assert given.state == "draft"
    again = client.post(url(given), unseen(given) | {"seen": " ".join(seen_on(page))})
    given.refresh_from_db()
    assert (again.status_code, given.state) == (302, "submitted")


def seen_on(page: str) -> list[str]:
    return page.partition('name="seen" value="')[2].partition('"')[0].split()


def test_another_doubt_is_asked_about_again(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(cast.coordinator_th)
    client.post(url(given), unseen(given) | {"seen": "unexplained:V01"})
    given.refresh_from_db()
    assert given.state == "draft"


def test_what_is_typed_is_judged_while_it_is_typed(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(cast.officer_th)
    kept = text(client.post(url(given), entered(given, P02=28), headers=HTMX))
    assert 'id="doubts-P02" hx-swap-oob="true"' in kept
    assert UNEXPLAINED in kept
    assert "to look at" in kept
    assert 'id="id_seen" hx-swap-oob="true"' in kept
    assert "unexplained:P02" in seen_on(kept)
    given.refresh_from_db()
    mended = entered(given, P02=28) | {"note_P02": "two raids in Bangkok"}
    assert UNEXPLAINED not in text(client.post(url(given), mended, headers=HTMX))


def test_an_officer_is_told_who_submits_and_not_asked_about_doubts(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY)
    assert client_of(cast.officer_th).post(url(given), unseen(given)).status_code == 403


def test_what_is_missing_is_said_before_what_is_doubted(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY)
    refused = client_of(cast.coordinator_th).post(url(given), unseen(given) | {"reported_G01": ""})
    assert refused.status_code == 400


def test_the_verifier_sees_the_doubts_at_the_line_and_before_the_step(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    given, desk = submitted(cast.coordinator_th, DAY, {"P02": 28}), client_of(cast.desk_supervision)
    assert UNEXPLAINED in text(desk.get(url(given)))
    asked = text(desk.get(url(given, "verify")))
    assert "To look at before" in asked
    assert UNEXPLAINED in asked
    assert desk.post(url(given, "verify"), {"version": given.version}).status_code == 302


def test_a_jump_is_seen_against_the_weeks_before(cast: SimpleNamespace, client_of: ClientOf) -> None:
    for day in ("2024-08-21", "2024-08-28", "2024-09-04"):
        verified(cast.coordinator_th, cast.desk_supervision, day, {"P02": 10})
    given = submitted(cast.coordinator_th, DAY, {"P02": 31})
    page = text(client_of(cast.desk_supervision).get(url(given)))
    assert "31 is more than 3 times the largest of the last 3 weeks (10)" in page
    assert "+21" in page


def test_doubts_of_one_country_are_nobody_elses(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY, {"P02": 28})
    assert client_of(cast.coordinator_kh).get(url(given)).status_code == 404


def test_the_api_warns_and_submits_all_the_same(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY, {"P02": 28}), client_of(cast.coordinator_th)
    address = f"/api/v1/returns/{given.pk}/"
    told = {line["indicator"]: line["warnings"] for line in client.get(address).json()["lines"]}
    assert UNEXPLAINED in " ".join(told["P02"])
    done = client.post(f"{address}submit/", {"version": given.version}, content_type="application/json")
    assert (done.status_code, done.json()["state"]) == (200, "submitted")
