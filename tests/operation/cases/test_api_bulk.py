"""Many records in one request: all or none, refusals by the place of the record."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.access.context import acting_as
from operation.cases.records.suspect import Suspect
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
BULK = "/api/v1/suspects/bulk/"
STEPS = "/api/v1/suspects/steps/identify/"
GOOD: dict[str, Any] = {"names": [{"text": "ตัวอย่าง"}], "event_date": {"text": "2024-09-10"}}


def post(client: Client, address: str, body: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def kept(user: User) -> int:
    with acting_as(principal_of(user), channel="test"):
        return int(Suspect.objects.count())


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


def test_all_are_logged_in_their_order(thai: Client) -> None:
    tiers = ["main", "associate", "member"]
    made = post(thai, BULK, {"records": [GOOD | {"tier": tier} for tier in tiers]})
    assert made.status_code == 201
    assert [one["tier"] for one in made.json()["results"]] == tiers
    assert len({one["reference"] for one in made.json()["results"]}) == 3


def test_each_takes_the_step_that_it_names(thai: Client) -> None:
    made = post(thai, BULK, {"records": [GOOD, GOOD | {"step": "arrest"}, GOOD | {"step": "identify"}]})
    assert made.status_code == 201
    told = made.json()["results"]
    assert [one["status"] for one in told] == ["person_of_interest", "arrested", "identified"]
    assert told[1]["arrested_on"] == "2024-09-10"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"tier": "emperor"}, "tier"),
        ({"names": []}, "names"),
        ({"colour": "red"}, "colour"),
        ({"version": 1}, "version"),
        ({"event_date": {"text": "2567-01-01"}}, "event_date"),
        ({"event_date": {"text": "2999-01-01"}}, "event_date"),
        ({"handling_code": "H3"}, "handling_text"),
        ({"place_subdivision": "57"}, "place_subdivision"),
    ],
)
def test_what_is_wrong_is_told_by_place_and_field_and_nothing_is_kept(
    cast: SimpleNamespace, thai: Client, wrong: dict[str, Any], field: str
) -> None:
    refused = post(thai, BULK, {"records": [GOOD, GOOD | wrong, GOOD]})
    assert refused.status_code == 400
    assert list(refused.json()["records"]) == ["1"]
    assert field in refused.json()["records"]["1"]
    assert kept(cast.coordinator_th) == 0


def test_several_are_told_at_once(cast: SimpleNamespace, thai: Client) -> None:
    bad = GOOD | {"handling_code": "H3"}
    assert set(post(thai, BULK, {"records": [bad, GOOD, bad]}).json()["records"]) == {"0", "2"}


def test_what_only_all_together_do_wrong_is_refused(cast: SimpleNamespace, thai: Client) -> None:
    refused = post(thai, BULK, {"records": [GOOD | {"national_reference": "7/2567"}] * 2})
    assert refused.status_code == 400
    assert "7/2567" in refused.content.decode()
    assert kept(cast.coordinator_th) == 0


def test_a_step_that_one_cannot_take_undoes_all(cast: SimpleNamespace, thai: Client) -> None:
    refused = post(thai, BULK, {"records": [GOOD, {**GOOD, "step": "seek"}]})
    assert refused.status_code == 400
    assert kept(cast.coordinator_th) == 0


@pytest.mark.parametrize(
    "body", [{}, {"records": []}, {"records": "all"}, {"records": [1]}, [GOOD], {"rows": []}, None]
)
def test_what_is_no_list_of_records_is_refused(thai: Client, body: Any) -> None:
    assert post(thai, BULK, body).status_code == 400


def test_a_thousand_at_most(cast: SimpleNamespace, thai: Client) -> None:
    refused = post(thai, BULK, {"records": [GOOD] * 1_001})
    assert refused.status_code == 400
    assert kept(cast.coordinator_th) == 0


def test_who_may_not_log_one_logs_none(cast: SimpleNamespace, client_of: ClientOf) -> None:
    for who in (cast.protection_th, cast.director, cast.observer_unodc, cast.stranger):
        assert post(client_of(who), BULK, {"records": [GOOD]}).status_code == 403


def test_a_step_with_many(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        keys = [str(record.pk) for record in log_many("suspects", cast.officer_th, 3)]
    done = post(thai, STEPS, {"ids": keys, "on": "2024-09-12"})
    assert done.status_code == 200
    assert [(one["id"], one["status"]) for one in done.json()["results"]] == [(key, "identified") for key in keys]


def test_a_step_that_one_of_them_cannot_take_is_taken_by_none(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        keys = [str(record.pk) for record in log_many("suspects", cast.officer_th, 2)]
    assert post(thai, STEPS, {"ids": keys[:1], "on": "2024-09-12"}).status_code == 200
    assert post(thai, STEPS, {"ids": keys, "on": "2024-09-13"}).status_code == 400
    with as_(cast.officer_th):
        assert Suspect.objects.filter(status="identified").count() == 1


def test_a_foreign_one_among_them_is_as_one_that_does_not_exist(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        own = log("suspects", cast.officer_th)
    with as_(cast.officer_kh):
        foreign = log("suspects", cast.officer_kh)
    for other in (str(foreign.pk), "018f0000-0000-7000-8000-000000000000"):
        refused = post(thai, STEPS, {"ids": [str(own.pk), other], "on": "2024-09-12"})
        assert (refused.status_code, refused.json()) == (404, {"detail": "Not found."})
    with as_(cast.officer_th):
        assert Suspect.objects.get().status == "person_of_interest"
