"""Matches over the API: the same answers and the same steps as the pages."""

from types import SimpleNamespace
from typing import Any

import pytest

from coordination.deconfliction.models import Match
from tests.factories.matches import WALLET, holds, match_between, sides_of

API = "/api/v1/matches/"


@pytest.fixture
def match(cast: SimpleNamespace) -> Match:
    return match_between(cast.coordinator_vn, cast.coordinator_kh)


def send(client: Any, address: str, **body: Any) -> Any:
    return client.post(address, body, content_type="application/json")


def step(client: Any, match: Match, name: str, **body: Any) -> Any:
    return send(client, f"{API}{match.pk}/steps/", name=name, **body)


def test_the_list_tells_facts(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    [found] = client_of(cast.coordinator_kh).get(API).json()["results"]
    assert (found["reference"], found["kinds"], found["state"]) == (match.reference, ["wallet"], "found")
    assert set(found["between"]) == {cast.coordinator_kh.organisation.code, cast.coordinator_vn.organisation.code}
    assert client_of(cast.coordinator_th).get(API).json()["results"] == []


def test_filters_are_those_of_the_page(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    client = client_of(cast.coordinator_kh)
    assert client.get(API, {"state": "confirmed"}).json()["results"] == []
    assert client.get(API, {"state": "war"}).status_code == 400
    assert client.get(API, {"colour": "red"}).status_code == 400


def test_one_match_tells_the_own_side_and_what_was_told(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    kh, vn = client_of(cast.coordinator_kh), client_of(cast.coordinator_vn)
    assert step(vn, match, "tell", reason="both hold it").status_code == 200
    found = kh.get(f"{API}{match.pk}/").json()
    [own] = sides_of(cast.coordinator_kh)
    assert found["own"]["record_id"] == str(own.record_id)
    assert {told["field"]: told["value"] for told in found["told"]}["type"] == "SUS"
    assert {told["by"] for told in found["told"]} == {cast.coordinator_vn.organisation.code}


def test_steps_to_an_outcome(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    kh, vn = client_of(cast.coordinator_kh), client_of(cast.coordinator_vn)
    assert step(vn, match, "propose", outcome="joint").status_code == 400
    proposed = step(vn, match, "propose", outcome="joint", version=1).json()
    assert proposed["match"]["proposed"] == "joint"
    assert step(vn, match, "agree", version=2).status_code == 400
    assert step(kh, match, "agree", version=1).status_code == 409
    assert step(kh, match, "agree", version=2).json()["match"]["state"] == "confirmed"


@pytest.mark.parametrize(
    "body", [{"name": "war"}, {"name": "tell"}, {"name": "tell", "colour": "red"}, {"name": "fields", "reason": "x"}]
)
def test_what_is_no_step_is_refused(cast: SimpleNamespace, client_of: Any, match: Match, body: dict[str, str]) -> None:
    assert send(client_of(cast.coordinator_vn), f"{API}{match.pk}/steps/", **body).status_code == 400


def test_who_may_not_is_told_so(cast: SimpleNamespace, client_of: Any, match: Match) -> None:
    assert step(client_of(cast.supervisor_vn), match, "tell", reason="x").status_code == 403
    assert step(client_of(cast.coordinator_th), match, "tell", reason="x").status_code == 404
    assert client_of(cast.officer_vn).get(API).status_code == 403
    assert client_of(cast.officer_vn).get(f"{API}{match.pk}/").status_code == 404


def test_asking_for_a_number(cast: SimpleNamespace, client_of: Any) -> None:
    holds(cast.officer_vn)
    client = client_of(cast.coordinator_kh)
    answer = send(client, f"{API}ask/", kind="wallet", text=WALLET.text, reason="seen")
    assert answer.json() == {"held_by": [cast.officer_vn.organisation.code]}
    assert send(client, f"{API}ask/", kind="case", text="2024/00001", reason="seen").status_code == 400
    assert send(client_of(cast.supervisor_kh), f"{API}ask/", kind="wallet", text="x" * 9, reason="s").status_code == 403
