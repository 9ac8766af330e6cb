"""Several records released in one step, from the list and over the API: all of them, or none."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.records.suspect import Suspect
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.access.canaries import steady
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
NOWHERE = "018f0000-0000-7000-8000-000000000000"
LIST, API = "/records/suspects/share/", "/api/v1/suspects/release/"
VERBS = {"page": "share", "api": "release"}
GIVEN = {"to": ["kh-moi", "lmlecc"], "purpose": "joint inquiry"}


@pytest.fixture
def three(cast: SimpleNamespace, as_: As) -> list[Any]:
    with as_(cast.officer_th):
        return log_many("suspects", cast.officer_th, 3)


def keys(records: list[Any]) -> list[str]:
    return [str(record.pk) for record in records]


def read_by(as_: As, user: User) -> set[UUID]:
    with as_(user):
        return set(Suspect.objects.visible_to(principal_of(user)).values_list("pk", flat=True))


def test_the_list_offers_it_to_who_may_release(cast: SimpleNamespace, client_of: ClientOf, three: list[Any]) -> None:
    offer = f'formaction="{LIST}"'
    assert offer in client_of(cast.coordinator_th).get("/records/suspects/").content.decode()
    for reader in (cast.officer_th, cast.supervisor_th, cast.director):
        assert offer not in client_of(reader).get("/records/suspects/").content.decode()


def test_a_page_asks_once_for_all_of_them(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    client = client_of(cast.coordinator_th)
    asked = client.get(LIST, {"id": keys(three[:2])}).content.decode()
    assert "Release 2 records" in asked
    assert three[0].reference in asked
    assert three[2].reference not in asked
    refused = client.post(LIST, {"id": keys(three[:2]), "to": ["kh-moi"]})
    assert refused.status_code == 400
    assert not read_by(as_, cast.officer_kh)
    done = client.post(LIST, {"id": keys(three[:2]), **GIVEN}, follow=True).content.decode()
    assert "2 records released to" in done
    assert read_by(as_, cast.officer_kh) == read_by(as_, cast.director) == {three[0].pk, three[1].pk}


def test_without_a_choice_the_list_says_how(cast: SimpleNamespace, client_of: ClientOf) -> None:
    page = client_of(cast.coordinator_th).get(LIST, follow=True).content.decode()
    assert "tick their boxes" in page


def test_the_api_releases_all_of_them(cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]) -> None:
    given = {"ids": keys(three), **GIVEN, "until": None}
    answer = client_of(cast.coordinator_th).post(API, given, content_type="application/json")
    assert answer.status_code == 200
    assert [one["released_to"] for one in answer.json()["results"]] == [["KH", "LMLECC"]] * 3
    assert read_by(as_, cast.officer_kh) == {record.pk for record in three}


@pytest.mark.parametrize("strange", ["hidden", "missing", "not a key", "released", "red"])
def test_a_mixed_batch_releases_nothing(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any], strange: str
) -> None:
    key, status = strange_key(cast, as_, client_of, strange)
    client = client_of(cast.coordinator_th)
    given = {"ids": [*keys(three), key], **GIVEN}
    assert client.post(API, given, content_type="application/json").status_code == status
    assert client.post(LIST, {"id": given["ids"], **GIVEN}).status_code == status
    assert not read_by(as_, cast.officer_kh) & {record.pk for record in three}


def strange_key(cast: SimpleNamespace, as_: As, client_of: ClientOf, strange: str) -> tuple[str, int]:
    """A key that may not be released by Thailand's coordinator, and the answer to it."""
    if strange == "red":
        with as_(cast.coordinator_th):
            return str(log("suspects", cast.coordinator_th, tlp="red").pk), 400
    if strange in ("missing", "not a key"):
        return (NOWHERE if strange == "missing" else "x"), 404
    with as_(cast.officer_vn):
        foreign = str(log("suspects", cast.officer_vn).pk)
    if strange == "hidden":
        return foreign, 404
    given = {"to": ["th-rtp"], "purpose": "joint inquiry", "ids": [foreign]}
    assert client_of(cast.coordinator_vn).post(API, given, content_type="application/json").status_code == 200
    return foreign, 403


def asked(client: Client, channel: str, ids: list[str]) -> Any:
    """The answer to a release of these, on the page or over the API."""
    if channel == "api":
        return client.post(API, {"ids": ids, **GIVEN}, content_type="application/json")
    return client.post(LIST, {"id": ids, **GIVEN})


@pytest.mark.parametrize("channel", ["page", "api"])
def test_a_hidden_key_answers_as_one_that_does_not_exist(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any], channel: str
) -> None:
    with as_(cast.officer_vn):
        hidden = str(log("suspects", cast.officer_vn).pk)
    client = client_of(cast.coordinator_th)
    answers = [asked(client, channel, [*keys(three), key]) for key in (hidden, NOWHERE)]
    assert answers[0].status_code == answers[1].status_code == 404
    assert steady(answers[0].content.decode()) == steady(answers[1].content.decode())


@pytest.mark.parametrize("channel", ["page", "api"])
@pytest.mark.parametrize("strange", ["hidden", "released"])
def test_a_mixed_batch_is_in_the_trail_and_its_answer_does_not_tell_which(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any], strange: str, channel: str
) -> None:
    own, (foreign, status) = three[0], strange_key(cast, as_, client_of, strange)
    answer = asked(client_of(cast.coordinator_th), channel, [str(own.pk), foreign])
    with as_(cast.officer_vn):
        other = Suspect.objects.get(pk=foreign)
    told = answer.content.decode()
    assert answer.status_code == status
    assert not [one for one in (own.pk, own.reference, other.pk, other.reference) if str(one) in told]
    entry = AuditEntry.objects.get(verb="denied")
    assert (entry.actor_id, entry.channel) == (cast.coordinator_th.pk, channel)
    attempted = "choose" if strange == "hidden" else f"{VERBS[channel]} {other.reference}"
    assert entry.details["attempted"] == attempted
    assert not AuditEntry.objects.filter(verb="released", actor_id=cast.coordinator_th.pk).exists()


@pytest.mark.parametrize("who", ["officer_th", "supervisor_th", "director", "observer_unodc"])
def test_nobody_else_releases_many(cast: SimpleNamespace, client_of: ClientOf, three: list[Any], who: str) -> None:
    client = client_of(getattr(cast, who))
    assert client.post(LIST, {"id": keys(three), **GIVEN}).status_code == 403
    answer = client.post(API, {"ids": keys(three), **GIVEN}, content_type="application/json")
    assert answer.status_code in (403, 404)


def test_an_undeclared_field_changes_nothing(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    given = {"ids": keys(three), **GIVEN, "granted_by": str(cast.director.pk)}
    answer = client_of(cast.coordinator_th).post(API, given, content_type="application/json")
    assert (answer.status_code, list(answer.json())) == (400, ["granted_by"])
    assert not read_by(as_, cast.officer_kh)
