"""Returns over the API: the same reads, actions and refusals as on the pages."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from operation.kernel import clock
from operation.people.models import User
from reporting.indicators.rules import INDICATORS
from reporting.returns.models import NationalReturn, ReturnLine
from tests.factories.records import log_many
from tests.factories.returns import drafted, noon, submitted, verified

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY = "2024-09-10"
LIST = "/api/v1/returns/"


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


def send(client: Client, method: str, url: str, body: Any) -> Any:
    call = getattr(client, method)
    return call(url, json.dumps(body), content_type="application/json")


def lines(**numbers: Any) -> list[dict[str, Any]]:
    return [
        {"indicator": each.code, "no_data": True}
        if numbers.get(each.code, 0) is None
        else {"indicator": each.code, "reported": str(numbers.get(each.code, 0))}
        for each in INDICATORS
    ]


def line(told: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in told["lines"] if one["indicator"] == code)


def test_the_list_holds_what_the_reader_may_see(cast: SimpleNamespace, client_of: ClientOf) -> None:
    thai, lao, other = (submitted(getattr(cast, f"coordinator_{who}"), DAY) for who in ("th", "la", "la2"))
    seen = {
        who: {one["id"] for one in client_of(getattr(cast, who)).get(LIST).json()["results"]}
        for who in ("officer_th", "officer_la", "director", "officer_kh")
    }
    assert seen["officer_th"] == {str(thai.pk)}
    assert seen["officer_la"] == {str(lao.pk), str(other.pk)}
    assert seen["director"] == {str(thai.pk), str(lao.pk), str(other.pk)}
    assert seen["officer_kh"] == set()


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin"])
def test_who_reads_no_returns_gets_the_reason(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = submitted(cast.coordinator_th, DAY), client_of(getattr(cast, who))
    refused = client.get(LIST)
    assert refused.status_code == 403
    assert refused.json()["detail"]
    assert client.get(f"{LIST}{given.pk}/").status_code == 404


def test_nobody_is_asked_to_sign_in(cast: SimpleNamespace) -> None:
    assert Client().get(LIST).status_code in (401, 403)


@pytest.mark.parametrize(
    ("query", "found"),
    [("week=2024-W37", 2), ("week=2024-W38", 0), ("state=submitted", 1), ("country=th", 1), ("country=KH", 1)],
)
def test_filters_narrow_the_list(query: str, found: int, cast: SimpleNamespace, client_of: ClientOf) -> None:
    submitted(cast.coordinator_th, DAY)
    drafted(cast.coordinator_kh, DAY)
    assert len(client_of(cast.director).get(f"{LIST}?{query}").json()["results"]) == found


def test_ids_narrow_the_list_to_what_is_visible(cast: SimpleNamespace, client_of: ClientOf) -> None:
    own, foreign = submitted(cast.coordinator_th, DAY), submitted(cast.coordinator_kh, DAY)
    answer = client_of(cast.officer_th).get(f"{LIST}?id={own.pk}&id={foreign.pk}&id={uuid4()}").json()
    assert [one["id"] for one in answer["results"]] == [str(own.pk)]


@pytest.mark.parametrize("query", ["id=x", "week=45", "week=2024-W99", "state=burnt"])
def test_a_filter_that_cannot_be_is_refused_with_its_value(
    query: str, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    refused = client_of(cast.director).get(f"{LIST}?{query}")
    assert refused.status_code == 400
    name, value = query.split("=")
    assert value in str(refused.json()[name])


def test_one_return_tells_its_figures(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 14)
    given = verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 3, "G01": None})
    told = client_of(cast.officer_kh).get(f"{LIST}{given.pk}/").json()
    assert (told["country"], told["agency"], told["week"]) == ("KH", "kh-moi", "2024-W37")
    assert (told["first"], told["last"], told["state"]) == ("2024-09-09", "2024-09-15", "verified")
    released = line(told, "V01")
    assert [released[part] for part in ("recorded", "reported", "total")] == ["14.00", "3.00", "17.00"]
    assert line(told, "G01") == {
        "indicator": "G01", "recorded": "0.00", "reported": None, "total": None, "no_data": True, "note": "",
        "joint": None, "action_day": None, "warnings": [],
    }  # fmt: skip


def test_an_agency_begins_fills_in_and_submits(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    begun = send(client, "post", LIST, {"week": "2024-W37"})
    assert begun.status_code == 200
    url, version = f"{LIST}{begun.json()['id']}/", begun.json()["version"]
    saved = send(client, "patch", url, {"version": version, "lines": lines(P02=28, V01=None)})
    assert saved.status_code == 200
    assert line(saved.json(), "P02")["total"] == "28.00"
    done = send(client, "post", f"{url}submit/", {"version": saved.json()["version"]})
    assert (done.status_code, done.json()["state"]) == (200, "submitted")


def test_submitting_names_what_is_missing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    begun = send(client, "post", LIST, {"week": "2024-W37"}).json()
    refused = send(client, "post", f"{LIST}{begun['id']}/submit/", {"version": begun["version"]})
    assert refused.status_code == 400
    assert set(refused.json()) == {each.code for each in INDICATORS}


@pytest.mark.parametrize(
    "entry",
    [
        {"indicator": "Z99", "reported": "1"},
        {"indicator": "P02", "reported": "-1"},
        {"indicator": "P02", "reported": "NaN"},
        {"indicator": "P02", "reported": "1.5"},
        {"indicator": "P02", "reported": "1", "no_data": True},
        {"indicator": "P02", "note": "x" * 301},
        {},
    ],
)
def test_a_line_that_cannot_be_is_refused(entry: dict[str, Any], cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY, {"P02": 3})
    body = {"version": given.version, "lines": [entry]}
    assert send(client_of(cast.officer_th), "patch", f"{LIST}{given.pk}/", body).status_code == 400
    assert ReturnLine.objects.get(indicator="P02").reported == 3


def test_the_same_line_twice_is_refused(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY)
    body = {"version": given.version, "lines": [{"indicator": "P02", "reported": "1"}] * 2}
    assert send(client_of(cast.officer_th), "patch", f"{LIST}{given.pk}/", body).status_code == 400


def test_what_is_not_to_be_written_is_not_written(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY)
    body = {
        "version": given.version, "lines": lines(), "state": "verified", "agency": "kh-moi", "submitted_reported": "9",
    }  # fmt: skip
    assert send(client_of(cast.officer_th), "patch", f"{LIST}{given.pk}/", body).status_code == 200
    given.refresh_from_db()
    assert (given.state, given.agency) == ("draft", cast.officer_th.organisation)
    assert not ReturnLine.objects.exclude(submitted_reported=None).exists()


def test_an_older_version_is_a_conflict(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY, {"P02": 3}), client_of(cast.coordinator_th)
    older = {"version": given.version - 1}
    assert send(client, "patch", f"{LIST}{given.pk}/", older | {"lines": lines()}).status_code == 409
    assert send(client, "post", f"{LIST}{given.pk}/submit/", older).status_code == 409
    assert ReturnLine.objects.get(indicator="P02").reported == 3


@pytest.mark.parametrize("who", ["officer_kh", "observer_unodc", "dpo"])
def test_another_countrys_return_is_not_there(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(getattr(cast, who))
    for key in (given.pk, uuid4()):
        body = {"version": given.version, "lines": lines()}
        answers = [
            client.get(f"{LIST}{key}/"),
            send(client, "patch", f"{LIST}{key}/", body),
            send(client, "post", f"{LIST}{key}/submit/", {"version": 1}),
        ]
        assert {(one.status_code, one.content) for one in answers} == {(404, b'{"detail":"Not found."}')}


@pytest.mark.parametrize("who", ["officer_th", "desk_supervision", "director"])
def test_who_may_not_submit_is_told_why(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY)
    body = {"version": given.version}
    refused = send(client_of(getattr(cast, who)), "post", f"{LIST}{given.pk}/submit/", body)
    assert refused.status_code == 403
    assert "A supervisor or the operation coordinator" in refused.json()["detail"]


@pytest.mark.parametrize("method", ["put", "delete"])
def test_returns_are_neither_replaced_nor_deleted(method: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY)
    assert send(client_of(cast.officer_th), method, f"{LIST}{given.pk}/", {}).status_code == 405
    assert NationalReturn.objects.count() == 1


def test_a_list_costs_the_same_however_long(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, costs = client_of(cast.director), []
    for who in (["th"], ["kh", "cn", "la", "la2", "mm", "vn"]):
        for name in who:
            submitted(getattr(cast, f"coordinator_{name}"), DAY)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_schema_tells_of_returns_without_a_warning(db: None) -> None:
    GENERATOR_STATS.reset()
    schema = SchemaGenerator().get_schema(public=True)
    assert {"/api/v1/returns/", "/api/v1/returns/{id}/", "/api/v1/returns/{id}/submit/"} <= set(schema["paths"])
    assert not [text for text in GENERATOR_STATS._warn_cache if "eturn" in text]
