"""Messages over the API: the same as the pages."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from operation.cases.base import CaseRecord
from tests.coordination.conftest import As, ClientOf
from tests.factories.messages import say

API = "/api/v1/messages/"


def about(record: CaseRecord, **given: Any) -> dict[str, Any]:
    return {"type": "suspects", "thing": str(record.pk), "text": "seen", "language": "en"} | given


def post(client: Client, given: dict[str, Any]) -> Any:
    return client.post(API, given, content_type="application/json")


def test_a_message_is_written_listed_read_and_marked(
    cast: SimpleNamespace, client_of: ClientOf, suspect: CaseRecord
) -> None:
    own, kh = client_of(cast.coordinator_th), client_of(cast.coordinator_kh)
    code = cast.coordinator_kh.organisation.code
    written = post(own, about(suspect, to=code))
    assert written.status_code == 201
    listed = kh.get(API, {"type": "suspects", "thing": str(suspect.pk)}).json()
    assert [(one["organisations"], one["count"], one["unread"]) for one in listed] == [
        ([cast.coordinator_th.organisation.code, code], 1, 1)
    ]
    thread = listed[0]["id"]
    (message,) = kh.get(f"{API}{thread}/").json()
    assert (message["text"], message["number"], message["writer"]) == ("seen", 1, "coordinator.th")
    assert kh.post(f"{API}{thread}/seen/").status_code == 204
    assert kh.get(API, {"type": "suspects", "thing": str(suspect.pk)}).json()[0]["unread"] == 0
    answer = post(kh, about(suspect, to=cast.coordinator_th.organisation.code, reply_to=message["id"]))
    assert (answer.status_code, answer.json()["reply_to"]) == (201, message["id"])


def test_without_a_recipient_it_stays_inside(cast: SimpleNamespace, client_of: ClientOf, suspect: CaseRecord) -> None:
    written = post(client_of(cast.officer_th), about(suspect)).json()
    assert client_of(cast.coordinator_kh).get(f"{API}{written['thread']}/").status_code == 404
    assert client_of(cast.supervisor_th).get(f"{API}{written['thread']}/").status_code == 200


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"language": "xx"}, "language"),
        ({"to": "nobody"}, "to"),
        ({"to": "all"}, "to"),
        ({"mentions": [str(uuid4())]}, "mentions"),
        ({"attachment": str(uuid4())}, "attachment"),
        ({"reply_to": str(uuid4())}, "reply_to"),
        ({"translation": "x"}, "translation_language"),
        ({"number": 7}, "number"),
    ],
)
def test_what_is_wrong_is_named(
    cast: SimpleNamespace, client_of: ClientOf, suspect: CaseRecord, given: dict[str, Any], field: str
) -> None:
    refused = post(client_of(cast.coordinator_th), about(suspect, **given))
    assert (refused.status_code, list(refused.json())) == (400, [field])


def test_an_officer_sends_nothing_out(cast: SimpleNamespace, client_of: ClientOf, suspect: CaseRecord) -> None:
    refused = post(client_of(cast.officer_th), about(suspect, to=cast.coordinator_kh.organisation.code))
    assert refused.status_code == 403


def test_what_is_not_there_for_one_answers_404(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    with as_(cast.coordinator_th):
        message = say(suspect, cast.coordinator_th)
    other = client_of(cast.coordinator_mm)
    assert post(other, about(suspect)).status_code == 404
    assert other.get(API, {"type": "suspects", "thing": str(suspect.pk)}).status_code == 404
    assert other.get(API, {"type": "no-such", "thing": str(suspect.pk)}).status_code == 404
    assert other.get(API, {"type": "suspects", "thing": "x"}).status_code == 400
    for address in (f"{API}{message.thread_id}/", f"{API}{uuid4()}/"):
        assert other.get(address).status_code == other.post(f"{address}seen/").status_code == 404
