"""The functions behind the search: keys of what one's organisation logged or was given, by index, in every script."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from operation.cases import search
from operation.cases.drafts import NameDraft
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.sharing import recall_records, release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]


def keys(text: str, *, words: str = "operation_suspectname", at_most: int = 100) -> set[UUID] | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {words}_holding(%s, %s)", [text, at_most])
        found = cursor.fetchone()[0]
        return None if found is None else set(found)


def found(user: User, text: str) -> set[UUID]:
    principal = principal_of(user)
    visible = Suspect.objects.visible_to(principal)
    return set(visible.filter(search.holding(SUSPECT, principal, text)).values_list("pk", flat=True))


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th, names=(NameDraft("王伟", romanisation="Wang Wei 50%_a\\b"),))


@pytest.mark.parametrize("text", ["王伟", "wang", "wei 50%", "%_a\\b", "王伟 wang"])
def test_a_name_is_found_by_any_part_of_it(cast: SimpleNamespace, as_: As, suspect: Any, text: str) -> None:
    with as_(cast.officer_th):
        assert keys(text) == {suspect.pk}
        assert found(cast.officer_th, text) == {suspect.pk}


@pytest.mark.parametrize("text", ["wa%g", "w_ng", "王_", "5_%", "\\w"])
def test_no_letter_is_a_pattern(cast: SimpleNamespace, as_: As, suspect: Any, text: str) -> None:
    with as_(cast.officer_th):
        assert keys(text) == set()
        assert found(cast.officer_th, text) == set()


def test_a_reference_is_found_by_any_part_of_it_in_small_letters_too(
    cast: SimpleNamespace, as_: As, suspect: Any
) -> None:
    with as_(cast.officer_th):
        for text in (suspect.reference, suspect.reference[-6:], suspect.reference.lower(), suspect.reference[-2:]):
            assert suspect.pk in found(cast.officer_th, text)
        assert keys(suspect.reference, words="operation_suspect") == {suspect.pk}


@pytest.mark.parametrize("text", ["wang", "王伟"])
def test_keys_are_those_of_own_and_released_records(cast: SimpleNamespace, as_: As, suspect: Any, text: str) -> None:
    with as_(cast.coordinator_kh):
        assert keys(text) == set()
    with as_(cast.coordinator_th):
        to = [cast.coordinator_kh.organisation]
        release_records(principal=principal_of(cast.coordinator_th), records=[suspect], to=to, purpose="Locate")
    with as_(cast.coordinator_kh):
        assert keys(text) == {suspect.pk}
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[suspect], from_=None, reason="Over")
    with as_(cast.coordinator_kh):
        assert keys(text) == set()


def test_without_a_context_there_are_no_keys(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    assert keys("wang") == set()
    with as_(cast.observer_unodc):
        assert keys("wang") == set()
        assert keys(suspect.reference, words="operation_suspect") == set()


def test_one_letter_has_no_keys(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        assert keys("王") == set()
        assert keys("") == set()


def test_more_than_asked_for_is_said_and_found_one_by_one(
    cast: SimpleNamespace, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "AT_MOST", 3)
    with as_(cast.officer_th):
        few = {one.pk for one in log_many("suspects", cast.officer_th, 3)}
        assert keys("ตัวอย่าง", at_most=3) == few
        many = few | {log("suspects", cast.officer_th).pk}
        assert keys("ตัวอย่าง", at_most=3) is None
        assert found(cast.officer_th, "ตัวอย่าง") == many
        assert found(cast.officer_th, "SG24-TH") == many


def test_both_arms_of_a_list_ask_once(
    cast: SimpleNamespace, as_: As, client_of: Any, suspect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    look_up = search._keys
    monkeypatch.setattr(
        search,
        "_keys",
        lambda ways: asked.append([way.function for way in ways]) or look_up(ways),  # type: ignore[func-returns-value]
    )
    page = client_of(cast.officer_th).get("/records/suspects/", {"q": "wang"})
    assert suspect.reference in page.content.decode()
    table = "operation_suspect"
    functions = [f"{table}_holding", f"{table}name_holding", f"{table}identifier_starting", f"{table}_telling"]
    assert asked == [functions], "once, for both arms of the list"
