"""The API takes back as the pages do: delete, give back, undo."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.people.models import User

ClientOf = Callable[[User], Client]
API = "/api/v1/suspects/"


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(f"{API}{address}", body, content_type="application/json")


@pytest.fixture
def client(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


def test_a_record_is_deleted_and_given_back(client: Client, suspect: Any) -> None:
    assert post(client, f"{suspect.pk}/delete/").json() == {"reason": ["This field is required."]}
    answer = post(client, f"{suspect.pk}/delete/", reason="logged twice")
    assert (answer.status_code, answer.json()["reference"]) == (200, suspect.reference)
    assert client.get(f"{API}{suspect.pk}/").status_code == 404
    back = post(client, "restore/", ids=[str(suspect.pk)])
    assert [one["reference"] for one in back.json()["results"]] == [suspect.reference]
    assert client.get(f"{API}{suspect.pk}/").json()["version"] == 3
    assert post(client, "restore/", ids=[str(suspect.pk)]).status_code == 404


def test_the_last_change_is_taken_back(client: Client, suspect: Any) -> None:
    client.patch(f"{API}{suspect.pk}/", {"version": 1, "place_name": "pier"}, content_type="application/json")
    assert post(client, f"{suspect.pk}/undo/", version=1, reason="a slip").status_code == 409
    assert post(client, f"{suspect.pk}/undo/", version=2, reason="a slip", step="x").status_code == 400
    answer = post(client, f"{suspect.pk}/undo/", version=2, reason="a slip")
    assert (answer.json()["version"], answer.json()["place_name"]) == (3, "แม่สาย")


def test_what_was_never_changed_says_so(client: Client, suspect: Any) -> None:
    answer = post(client, f"{suspect.pk}/undo/", version=1, reason="a slip")
    assert answer.status_code == 400
    assert "as it was logged" in str(answer.json())
