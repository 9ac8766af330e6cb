"""Releases as rows: who holds which, until when, and what is taken back from whom."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from operation.access.grants import grant_view, holders, withdraw_view
from operation.cases.records.suspect import Suspect
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log_many

As = Callable[[User], AbstractContextManager[None]]


@pytest.fixture
def two(cast: SimpleNamespace, as_: As) -> list[Any]:
    with as_(cast.officer_th):
        return list(log_many("suspects", cast.officer_th, 2))


@pytest.fixture
def groups(cast: SimpleNamespace) -> tuple[int, int]:
    """Cambodia's and Viet Nam's."""
    kh, vn = principal_of(cast.coordinator_kh).group_id, principal_of(cast.coordinator_vn).group_id
    assert kh and vn
    return kh, vn


def grant(cast: SimpleNamespace, records: list[Any], *to: int, ends: datetime | None = None) -> None:
    principal = principal_of(cast.coordinator_th)
    given = {"purpose": "joint inquiry", "at": timezone.now(), "expires_at": ends}
    grant_view(records, to, principal=principal, **given)  # type: ignore[arg-type]


def test_nothing_is_given_of_nothing_and_nothing_taken(cast: SimpleNamespace, groups: tuple[int, int]) -> None:
    grant(cast, [], *groups)
    assert holders([]) == []
    assert withdraw_view([], None) == 0


@pytest.mark.parametrize(("seconds", "holds"), [(60, True), (-1, False)])
def test_a_release_holds_until_its_moment(
    cast: SimpleNamespace, as_: As, two: list[Any], groups: tuple[int, int], seconds: int, holds: bool
) -> None:
    with as_(cast.coordinator_th):
        grant(cast, two[:1], groups[0], ends=timezone.now() + timedelta(seconds=seconds))
        assert (holders(two) == [(two[0].pk, groups[0])]) is holds
    with as_(cast.coordinator_kh):
        reader = principal_of(cast.coordinator_kh)
        for door in (Suspect.objects.visible_to, Suspect.objects.released):
            assert door(reader).exists() is holds


def test_holders_are_those_of_these_records(
    cast: SimpleNamespace, as_: As, two: list[Any], groups: tuple[int, int]
) -> None:
    with as_(cast.coordinator_th):
        grant(cast, two, groups[0])
        grant(cast, two[1:], groups[1])
        assert holders(two[:1]) == [(two[0].pk, groups[0])]
        assert set(holders(two)) == {(two[0].pk, groups[0]), *((two[1].pk, group) for group in groups)}


def test_it_is_taken_back_from_those_named_and_of_these_records(
    cast: SimpleNamespace, as_: As, two: list[Any], groups: tuple[int, int]
) -> None:
    with as_(cast.coordinator_th):
        grant(cast, two, *groups)
        assert withdraw_view(two[:1], [groups[0]]) == 1
        assert set(holders(two[:1])) == {(two[0].pk, groups[1])}
        assert withdraw_view(two[:1], None) == 1
        assert holders(two[:1]) == []
        assert len(holders(two[1:])) == 2
        assert withdraw_view(two, []) == 0
        assert len(holders(two)) == 2
