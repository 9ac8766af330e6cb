"""The page that deletes a record, and the one that shows what was deleted and gives it back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.people.models import User
from tests.factories.records import log
from tests.operation.cases.deletion.test_delete import delete

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DELETED = "/records/suspects/deleted/"


@pytest.fixture
def deleted(cast: SimpleNamespace, as_: As, suspect: Any) -> Any:
    with as_(cast.officer_th):
        delete(cast.officer_th, suspect)
    return suspect


def test_a_record_is_deleted_on_its_page(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client, address = client_of(cast.officer_th), f"/records/suspects/{suspect.pk}/delete/"
    assert address in client.get(f"/records/suspects/{suspect.pk}/").content.decode()
    assert "Say why" not in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 400
    answer = client.post(address, {"reason": "logged twice"}, follow=True)
    assert f"Deleted: {suspect.reference}" in answer.content.decode()
    assert client.get(f"/records/suspects/{suspect.pk}/").status_code == 404


def test_it_is_found_among_the_deleted_and_given_back(cast: SimpleNamespace, client_of: ClientOf, deleted: Any) -> None:
    client = client_of(cast.supervisor_th)
    assert DELETED in client.get("/records/suspects/").content.decode()
    page = client.get(DELETED).content.decode()
    for words in (deleted.reference, "อนันต์ ตัวอย่าง", "logged twice", str(cast.officer_th)):
        assert words in page
    assert AuditEntry.objects.get(verb="listed deleted records").details["shown"] == [str(deleted.pk)]
    answer = client.post(DELETED, {"id": str(deleted.pk)}, follow=True).content.decode()
    assert "1 record is in use again." in answer
    assert deleted.reference in answer
    assert deleted.reference not in client.get(DELETED).content.decode()


def test_whoever_may_not_restore_is_told_so(cast: SimpleNamespace, client_of: ClientOf, deleted: Any) -> None:
    client = client_of(cast.officer_th)
    assert client.get(DELETED).status_code == 403
    assert DELETED not in client.get("/records/suspects/").content.decode()


def test_another_country_finds_nothing(cast: SimpleNamespace, client_of: ClientOf, deleted: Any) -> None:
    client = client_of(cast.coordinator_kh)
    assert deleted.reference not in client.get(DELETED).content.decode()
    assert client.post(DELETED, {"id": str(deleted.pk)}).status_code == 404
    assert client.post(DELETED, {"id": "not a key"}).status_code == 404


def test_nothing_chosen_is_said(cast: SimpleNamespace, client_of: ClientOf, deleted: Any) -> None:
    answer = client_of(cast.supervisor_th).post(DELETED)
    assert answer.status_code == 400
    assert "Choose the records first" in answer.content.decode()


def test_the_history_tells_it_once_with_its_reason(cast: SimpleNamespace, client_of: ClientOf, deleted: Any) -> None:
    client = client_of(cast.supervisor_th)
    client.post(DELETED, {"id": str(deleted.pk)})
    page = client.get(f"/records/suspects/{deleted.pk}/").content.decode()
    assert page.count("logged twice") == 1
    assert "Given back" in page


def test_several_are_deleted_from_the_list_and_what_is_not_open_says_why(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: Any
) -> None:
    with as_(cast.supervisor_th):
        others = log("suspects", cast.supervisor_th)
    client, address = client_of(cast.officer_th), "/records/suspects/delete/"
    assert address in client.get("/records/suspects/").content.decode()
    page = client.get(address, {"id": [suspect.pk, others.pk]}).content.decode()
    assert "Delete 1 record" in page
    assert "Supervisors and coordinators delete what others logged" in page
    answer = client.post(address, {"id": str(suspect.pk), "reason": "logged twice"}, follow=True).content.decode()
    assert "1 record deleted." in answer
    assert suspect.reference not in answer
    assert others.reference in answer
