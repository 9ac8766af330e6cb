"""The one door: own and released records, up to TLP, page by page without a gap or a repeat."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from operation.access.scope import Cursor, page
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import recall_records, release_records
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]


def seen_by(user: User) -> list[Any]:
    return list(Suspect.objects.visible_to(principal_of(user)).values_list("reference", flat=True))


def agency(user: User) -> Organisation:
    assert user.organisation is not None
    return user.organisation


@pytest.fixture
def thai(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th)


def release(cast: SimpleNamespace, as_: As, record: Any, *users: User, expires_at: Any = None) -> None:
    with as_(cast.coordinator_th):
        release_records(
            principal=principal_of(cast.coordinator_th),
            records=[record],
            to=[agency(user) for user in users],
            purpose="joint inquiry",
            expires_at=expires_at,
        )


@pytest.mark.parametrize("reader", ["officer_th", "supervisor_th", "coordinator_th", "protection_th"])
def test_the_own_country_reads_its_record(cast: SimpleNamespace, as_: As, thai: Any, reader: str) -> None:
    user = getattr(cast, reader)
    with as_(user):
        assert seen_by(user) == [thai.reference]


@pytest.mark.parametrize(
    "reader", ["coordinator_kh", "director", "desk_information", "dpo", "admin", "observer_unodc", "stranger"]
)
def test_nobody_else_reads_it(cast: SimpleNamespace, as_: As, thai: Any, reader: str) -> None:
    user = getattr(cast, reader)
    with as_(user):
        assert seen_by(user) == []


def test_a_release_opens_and_a_recall_closes(cast: SimpleNamespace, as_: As, thai: Any) -> None:
    release(cast, as_, thai, cast.coordinator_kh)
    with as_(cast.coordinator_kh):
        assert seen_by(cast.coordinator_kh) == [thai.reference]
    with as_(cast.coordinator_vn):
        assert seen_by(cast.coordinator_vn) == []
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[thai], reason="mistaken identity")
    with as_(cast.coordinator_kh):
        assert seen_by(cast.coordinator_kh) == []


def test_a_release_ends_with_its_day(cast: SimpleNamespace, as_: As, thai: Any) -> None:
    release(cast, as_, thai, cast.coordinator_kh, expires_at=timezone.now() - timedelta(seconds=1))
    with as_(cast.coordinator_kh):
        assert seen_by(cast.coordinator_kh) == []


def test_laos_two_agencies_do_not_read_each_other(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_la):
        log("suspects", cast.officer_la)
    with as_(cast.officer_la2):
        assert seen_by(cast.officer_la2) == []


def test_red_is_for_named_persons_in_the_own_country_too(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, tlp="red")
        assert seen_by(cast.officer_th) == [record.reference]
    with as_(cast.coordinator_th):
        assert seen_by(cast.coordinator_th) == []


def test_pages_join_own_and_released_without_gap_or_repeat(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        thai = log_many("suspects", cast.officer_th, 7)
    with as_(cast.officer_kh):
        log_many("suspects", cast.officer_kh, 5)
    with as_(cast.coordinator_th):
        release_records(
            principal=principal_of(cast.coordinator_th),
            records=thai[:4],
            to=[agency(cast.officer_kh)],
            purpose="joint inquiry",
        )
    with as_(cast.coordinator_kh):
        principal = principal_of(cast.coordinator_kh)
        found: list[Any] = []
        cursor = None
        while True:
            part = page(Suspect.objects.all(), principal, after=cursor, size=2)
            found += part.records
            cursor = part.next
            if cursor is None:
                break
            cursor = Cursor.read(str(cursor))
        assert len(found) == len({record.pk for record in found}) == 9
        moments = [(record.created_at, record.pk) for record in found]
        assert moments == sorted(moments, reverse=True)
        assert {record.pk for record in found} == set(
            Suspect.objects.visible_to(principal).values_list("pk", flat=True)
        )


@pytest.mark.parametrize("text", ["", "x", "AAAA", "MjAyNHw=", "é"])
def test_a_cursor_that_is_none_is_refused_with_its_value(text: str) -> None:
    with pytest.raises(ValidationError, match="first page"):
        Cursor.read(text)
