"""Tags: an agency's own labels on its own records; found again by them, seen by nobody else, gone with the record."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.record_tags import RecordTag
from operation.cases.retention.actions import purge_records
from operation.cases.tags.actions import tag_records, untag_records
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
LIST, PAGE = "/records/suspects/", "/records/suspects/tag/"


@pytest.fixture
def three(cast: SimpleNamespace, as_: As) -> list[Any]:
    with as_(cast.officer_th):
        return log_many("suspects", cast.officer_th, 3)


def keys(records: list[Any]) -> list[str]:
    return [str(record.pk) for record in records]


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def references(page: str) -> set[str]:
    return set(re.findall(r"SG24-TH-SUS-\w{6}", page))


def tag(user: User, records: list[Any], label: str = "raid 12") -> None:
    tag_records(principal=principal_of(user), records=records, label=label)


def test_several_are_tagged_and_found_again(cast: SimpleNamespace, client_of: ClientOf, three: list[Any]) -> None:
    client = client_of(cast.officer_th)
    assert "Tag 2 records" in words(client.get(PAGE, {"id": keys(three[:2])}))
    done = words(client.post(PAGE, {"id": keys(three[:2]), "label": "  raid   12 ", "do": "add"}, follow=True))
    assert "«raid 12»: 2 records." in done
    assert 'href="?tag=raid%2012"' in done
    found = words(client.get(f"{LIST}?tag=raid 12"))
    assert references(found) == {three[0].reference, three[1].reference}
    assert "Tag: <b>raid 12</b>" in found


def test_a_tag_is_taken_off(cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]) -> None:
    with as_(cast.officer_th):
        tag(cast.officer_th, three)
    client = client_of(cast.officer_th)
    assert '<option value="raid 12">' in words(client.get(PAGE, {"id": keys(three[:1])}))
    client.post(PAGE, {"id": keys(three[:1]), "label": "raid 12", "do": "remove"})
    assert references(words(client.get(f"{LIST}?tag=raid 12"))) == {three[1].reference, three[2].reference}


def test_nobody_else_sees_them(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any], release: Any
) -> None:
    with as_(cast.officer_th):
        tag(cast.officer_th, three)
    release(three[0], "kh-moi", "lmlecc")
    for reader in (cast.coordinator_kh, cast.director):
        client = client_of(reader)
        assert "raid 12" not in words(client.get(LIST))
        assert "raid 12" not in words(client.get(f"{LIST}{three[0].pk}/"))
        assert not references(words(client.get(f"{LIST}?tag=raid 12")))
        assert client.get("/api/v1/suspects/?tag=raid 12").json()["results"] == []
    with as_(cast.coordinator_kh), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM operation_recordtag")
        assert cursor.fetchone() == (0,)


def test_only_own_records_are_tagged(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any], release: Any
) -> None:
    release(three[0], "kh-moi")
    with as_(cast.officer_kh), pytest.raises(NotAllowed):
        tag(cast.officer_kh, three[:1])
    assert client_of(cast.officer_kh).post(PAGE, {"id": keys(three[:1]), "label": "x", "do": "add"}).status_code == 403
    assert client_of(cast.officer_kh).post(PAGE, {"id": keys(three[1:]), "label": "x", "do": "add"}).status_code == 404


def test_tagging_is_in_the_trail_without_its_words(cast: SimpleNamespace, as_: As, three: list[Any]) -> None:
    with as_(cast.officer_th):
        tag(cast.officer_th, three[:2], "somebody's name")
        untag_records(principal=principal_of(cast.officer_th), records=three[:1], label="somebody's name")
    told = list(AuditEntry.objects.filter(verb__in=("tagged", "untagged")).order_by("n").values_list("verb", flat=True))
    assert sorted(told) == ["tagged", "tagged", "untagged"]
    assert "somebody" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_the_trail_of_a_list_keeps_no_tag(cast: SimpleNamespace, client_of: ClientOf, three: list[Any]) -> None:
    client_of(cast.officer_th).get(f"{LIST}?tag=raid 12")
    entry = AuditEntry.objects.filter(verb="listed", actor_id=cast.officer_th.pk).latest("at", "n")
    assert entry.details["filter"] == {"tag": "…"}


@pytest.mark.parametrize("label", ["", "   ", "x" * 31])
def test_a_tag_is_short_and_not_empty(cast: SimpleNamespace, as_: As, three: list[Any], label: str) -> None:
    with as_(cast.officer_th), pytest.raises(ValidationError, match="at most 30"):
        tag(cast.officer_th, three, label)


def test_tagging_changes_no_record(cast: SimpleNamespace, as_: As, three: list[Any]) -> None:
    with as_(cast.officer_th):
        tag(cast.officer_th, three)
        tag(cast.officer_th, three)
        assert RecordTag.objects.count() == 3
        assert {type(one).objects.get(pk=one.pk).version for one in three} == {three[0].version}


def test_tags_go_with_their_record(cast: SimpleNamespace, as_: As, three: list[Any]) -> None:
    with as_(cast.coordinator_th):
        tag(cast.coordinator_th, three)
        purge_records(principal=principal_of(cast.coordinator_th), records=three[:1], rule="test", words="due")
        assert RecordTag.objects.filter(record_id=three[0].pk).count() == 0
        assert RecordTag.objects.count() == 2


def test_the_page_of_a_record_has_its_tags(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    with as_(cast.officer_th):
        tag(cast.officer_th, three[:1])
    page = words(client_of(cast.officer_th).get(f"{LIST}{three[0].pk}/"))
    assert "raid 12" in page
    assert f"{PAGE}?id={three[0].pk}" in page
