"""Files over the API: announced, sent part by part, resumed, downloaded, removed."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.people.models import User
from tests.factories import files
from tests.operation.cases.attachments.conftest import Attach, check
from tests.operation.cases.conftest import Release

ClientOf = Callable[[User], Client]
PART = "application/offset+octet-stream"


class Api:
    """The addresses of one record's files, asked by one person."""

    def __init__(self, client: Client, record: Any) -> None:
        self.client, self.files = client, f"/api/v1/suspects/{record.pk}/attachments/"

    def announce(self, **given: Any) -> Any:
        body = {"name": "photo.png", "size": len(files.PNG)} | given
        return self.client.post(self.files, json.dumps(body), content_type="application/json")

    def send(self, key: str, offset: Any, content: bytes, kind: str = PART) -> Any:
        headers = {"Upload-Offset": str(offset)}
        return self.client.generic("PATCH", f"{self.files}{key}/", content, content_type=kind, headers=headers)

    def get(self, *more: str) -> Any:
        return self.client.get(self.files + "".join(f"{one}/" for one in more))


@pytest.fixture
def api(cast: SimpleNamespace, suspect: Any, client_of: ClientOf) -> Api:
    return Api(client_of(cast.officer_th), suspect)


def test_a_file_is_announced_and_sent_part_by_part(api: Api) -> None:
    announced = api.announce(kind="photograph", title="front")
    assert announced.status_code == 201
    told = announced.json()
    assert (told["state"], told["received"], told["uploaded_by"]) == ("receiving", 0, told["uploaded_by"])
    assert (announced.headers["Upload-Offset"], announced.headers["Upload-Length"]) == ("0", str(len(files.PNG)))
    first = api.send(told["id"], 0, files.PNG[:20])
    assert (first.status_code, first.headers["Upload-Offset"]) == (200, "20")
    held = api.client.head(f"{api.files}{told['id']}/")
    assert (held.status_code, held.headers["Upload-Offset"], held.content) == (200, "20", b"")
    last = api.send(told["id"], 20, files.PNG[20:]).json()
    assert (last["state"], last["content_type"], len(last["sha256"])) == ("quarantined", "png", 64)


def test_the_same_again_answers_the_unfinished_upload(api: Api) -> None:
    first = api.announce().json()
    api.send(first["id"], 0, files.PNG[:20])
    again = api.announce().json()
    assert (again["id"], again["received"]) == (first["id"], 20)


def test_another_offset_answers_409(api: Api) -> None:
    key = api.announce().json()["id"]
    answer = api.send(key, 5, b"x")
    assert (answer.status_code, answer.json()) == (409, {"detail": "0 bytes have arrived. Go on from there."})


@pytest.mark.parametrize("offset", ["", "-1", "1.5", "٣", "x"])
def test_an_offset_that_is_none_is_refused_with_the_way_out(api: Api, offset: str) -> None:
    answer = api.send(api.announce().json()["id"], offset.encode("utf-8").decode("latin-1"), b"x")
    assert answer.status_code == 400
    assert "Upload-Offset" in answer.json()["file"][0]


def test_a_part_that_is_no_part_is_refused(api: Api) -> None:
    key = api.announce().json()["id"]
    assert api.send(key, 0, b'{"a": 1}', "application/json").status_code == 400
    assert api.send(key, 0, b"x", "text/plain").status_code == 415


def test_a_part_is_at_most_one_mebibyte(api: Api) -> None:
    key = api.announce(name="a.txt", size=3_000_000).json()["id"]
    answer = api.send(key, 0, b"x" * (1024 * 1024 + 1))
    assert answer.status_code == 400
    assert "at most 1048576" in answer.json()["file"][0]
    assert api.send(key, 0, b"x" * 1024 * 1024).headers["Upload-Offset"] == "1048576"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "../"}, "name"),
        ({"size": 0}, "file"),
        ({"size": -5}, "file"),
        ({"size": 10**15}, "file"),
        ({"size": 10**30}, "file"),
        ({"sha256": "x"}, "sha256"),
        ({"kind": "selfie"}, "kind"),
        ({"tlp": "green"}, "tlp"),
        ({"handling_code": "H3"}, "handling_code"),
        ({"state": "clean"}, "state"),
    ],
)
def test_what_cannot_be_announced_is_refused_by_field(api: Api, given: dict[str, Any], field: str) -> None:
    answer = api.announce(**given)
    assert answer.status_code == 400
    assert set(answer.json()) == {field}


def test_what_is_not_taken_ends_as_refused_with_the_reason(api: Api) -> None:
    key = api.announce(size=len(files.SVG)).json()["id"]
    told = api.send(key, 0, files.SVG).json()
    assert (told["state"], "not taken" in told["reason"]) == ("refused", True)
    assert api.get(key, "content").status_code == 403


def test_a_checked_file_is_listed_and_downloaded_by_its_readers(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf, release: Release, api: Api
) -> None:
    made = attach(suspect)
    release(suspect, "kh-moi")
    theirs = Api(client_of(cast.coordinator_kh), suspect)
    (told,) = theirs.get().json()
    assert (told["id"], told["uploaded_by"]) == (str(made.pk), str(suspect.originator))
    assert api.get().json()[0]["uploaded_by"] == str(cast.officer_th)
    assert b"".join(theirs.get(str(made.pk), "content")) == files.PNG
    assert Api(client_of(cast.coordinator_vn), suspect).get().status_code == 404


def test_from_quarantine_nothing_is_downloaded(suspect: Any, attach: Attach, api: Api) -> None:
    made = attach(suspect, checked=False)
    assert api.get(str(made.pk), "content").status_code == 403


def test_an_empty_list_and_a_type_that_is_none(api: Api, suspect: Any) -> None:
    assert api.get().json() == []
    assert api.client.get(f"/api/v1/nothing/{suspect.pk}/attachments/").status_code == 404


def test_a_file_is_removed_with_a_reason(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf, release: Release, api: Api
) -> None:
    made = attach(suspect)
    release(suspect, "kh-moi")
    where, body = f"{api.files}{made.pk}/remove/", json.dumps({"words": "wrong person"})
    theirs = client_of(cast.coordinator_kh).post(where, body, content_type="application/json")
    assert theirs.status_code == 403
    assert api.client.post(where, "{}", content_type="application/json").status_code == 400
    assert api.client.post(where, body, content_type="application/json").status_code == 204
    assert api.get(str(made.pk)).status_code == 404


def test_a_browser_needs_the_token_of_its_form(cast: SimpleNamespace, suspect: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer_th, backend="operation.people.backends.AccountBackend")
    assert Api(client, suspect).announce().status_code == 403


def test_what_arrived_over_the_api_is_checked_like_any_other(
    cast: SimpleNamespace, api: Api, attach: Attach, suspect: Any
) -> None:
    made = attach(suspect, checked=False)
    assert api.get(str(made.pk)).json()["state"] == "quarantined"
    check(made, cast.officer_th)
    assert api.get(str(made.pk)).json()["state"] == "clean"
