"""The history field by field, and the page that takes the last change back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.people.models import User
from tests.factories.records import step
from tests.operation.cases.undoing.test_undo import amend

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
Release = Callable[..., None]


@pytest.fixture
def changed(cast: SimpleNamespace, as_: As, suspect: Any) -> Any:
    with as_(cast.officer_th):
        return amend(cast.officer_th, suspect, place_name="pier", tier="member")


def address(record: Any, page: str) -> str:
    return f"/records/suspects/{record.pk}/{page}/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_each_change_shows_its_fields_before_and_after(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, changed: Any
) -> None:
    with as_(cast.officer_th):
        step(changed, "arrest", cast.officer_th, date(2024, 10, 1))
    client = client_of(cast.officer_th)
    assert address(changed, "history") in text(client.get(f"/records/suspects/{changed.pk}/"))
    page = text(client.get(address(changed, "history")))
    for words in ("แม่สาย", "pier", "Arrested or surrendered on", "1 October 2024", "Logged", str(cast.officer_th)):
        assert words in page
    assert page.count("Take it back") == 1


def test_a_change_is_taken_back_on_its_page(cast: SimpleNamespace, client_of: ClientOf, changed: Any) -> None:
    client = client_of(cast.officer_th)
    page = text(client.get(address(changed, "undo")))
    assert "แม่สาย" in page
    assert "pier" in page
    assert client.post(address(changed, "undo"), {"version": 2, "reason": ""}).status_code == 400
    answer = client.post(address(changed, "undo"), {"version": 2, "reason": "a slip"}, follow=True)
    assert "The record is as it was before its last change." in text(answer)
    history = text(client.get(address(changed, "history")))
    assert "Taken back. Changed:" in history
    assert "a slip" in history


def test_two_at_once_take_back_one_change(cast: SimpleNamespace, client_of: ClientOf, changed: Any) -> None:
    first, second = client_of(cast.officer_th), client_of(cast.supervisor_th)
    given = {"version": 2, "reason": "a slip"}
    assert first.post(address(changed, "undo"), given).status_code == 302
    answer = second.post(address(changed, "undo"), given)
    assert answer.status_code == 400
    assert "Somebody changed this record" in text(answer)


def test_why_it_cannot_be_taken_back_is_said(
    cast: SimpleNamespace, client_of: ClientOf, changed: Any, release: Release
) -> None:
    release(changed, "kh-moi")
    page = text(client_of(cast.officer_th).get(address(changed, "history")))
    assert "It was released since" in page
    assert "Take it back" not in page


def test_a_recipient_sees_no_history(
    cast: SimpleNamespace, client_of: ClientOf, changed: Any, release: Release
) -> None:
    release(changed, "kh-moi")
    client = client_of(cast.coordinator_kh)
    assert client.get(address(changed, "history")).status_code == 403
    assert client.get(address(changed, "undo")).status_code == 403
