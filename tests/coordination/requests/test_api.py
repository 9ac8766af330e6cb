"""Requests over the API: the same reads, actions and refusals as on the pages."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from django.test import Client

from operation.people.actions import make_token
from operation.people.models import Area, User
from operation.people.selectors import principal_of
from tests.factories.records import log
from tests.factories.requests import TEXTS, drafted, sent, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
LIST = "/api/v1/requests/"
WRITTEN = {"recipient": "kh-moi", "kind": "locate", "subject": "A man", "asked": "Where is he?", "language": "en"}


def post(client: Client, address: str, body: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def test_written_sent_and_read(cast: SimpleNamespace, client_of: ClientOf) -> None:
    asking, asked = client_of(cast.coordinator_th), client_of(cast.coordinator_kh)
    made = post(asking, LIST, WRITTEN)
    assert made.status_code == 201
    told = made.json()
    assert (told["state"], told["sender"], told["recipient"], told["version"]) == ("draft", "th-rtp", "kh-moi", 1)
    one = f"{LIST}{told['id']}/"
    assert asked.get(one).status_code == 404
    assert post(asking, f"{one}step/", {"step": "send", "version": 1}).json()["state"] == "sent"
    read = asked.get(one).json()
    assert [part["text"] for part in read["parts"]] == ["A man", "Where is he?"]
    assert read["parts"][0]["agency"] == "th-rtp"
    assert read["due_at"]
    assert [row["id"] for row in asked.get(f"{LIST}?direction=in").json()["results"]] == [told["id"]]


def test_refusals_name_the_field(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    for wrong in ({"recipient": "th-rtp"}, {"recipient": "lmlecc"}, {"kind": "removal"}, {"references": ["nothing"]}):
        answer = post(client, LIST, WRITTEN | wrong)
        assert answer.status_code == 400
        assert answer.json().keys() == wrong.keys()
    assert client.get(f"{LIST}?kind=removal").status_code == 400
    assert client.get(f"{LIST}?nonsense=1").status_code == 400


def test_steps_are_refused_as_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    one, asked = f"{LIST}{given.pk}/step/", client_of(cast.coordinator_kh)
    assert post(client_of(cast.coordinator_th), one, {"step": "acknowledge", "version": 2}).status_code == 403
    assert post(client_of(cast.coordinator_vn), one, {"step": "acknowledge", "version": 2}).status_code == 404
    assert post(asked, one, {"step": "acknowledge", "version": 1}).status_code == 409
    assert post(asked, one, {"step": "answer", "version": 2, "words": "x"}).status_code == 400
    refused = post(asked, one, {"step": "refuse", "version": 2})
    assert (refused.status_code, list(refused.json())) == (400, ["ground"])
    done = post(asked, one, {"step": "refuse", "version": 2, "ground": "source", "words": "no", "language": "km"})
    assert (done.json()["state"], done.json()["ground"]) == ("refused", "source")
    assert done.json()["parts"][-1] | {"written_at": ""} == {
        "kind": "refusal", "text": "no", "language": "km", "agency": "kh-moi", "written_at": "",
    }  # fmt: skip


def test_records_are_told_where_they_may_be_seen(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    given = drafted(cast.officer_th, cast.coordinator_kh, references=[record.reference])
    step(given, "send", cast.coordinator_th)
    own = client_of(cast.officer_th).get(f"{LIST}{given.pk}/").json()["subjects"]
    assert own == [{"type": "suspects", "reference": record.reference, "id": str(record.pk)}]
    other = client_of(cast.coordinator_kh).get(f"{LIST}{given.pk}/").json()["subjects"]
    assert other == [{"type": "suspects", "reference": None, "id": None}]


def test_texts_stay_between_the_two(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = sent(
        cast.coordinator_th, cast.coordinator_kh, through_lmlecc=False, handling_code="H3", handling_text="never aloud"
    )
    told = client_of(cast.director).get(f"{LIST}{given.pk}/").json()
    assert told["reference"] == given.reference
    assert (told["parts"], told["handling_text"]) == ([], "")
    assert TEXTS["asked"] in str(client_of(cast.coordinator_kh).get(f"{LIST}{given.pk}/").json())


def test_a_token_reaches_it_as_the_exchange(cast: SimpleNamespace) -> None:
    for areas, status in (([Area.EXCHANGE], 200), ([Area.RECORDS, Area.RETURNS], 403)):
        secret = make_token(principal=principal_of(cast.coordinator_th), days=1, areas=areas)
        assert Client(headers={"Authorization": f"Token {secret}"}).get(LIST).status_code == status
