"""Two countries save the same number at the same moment: in whatever order they commit, it is one match."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import connection

from coordination.deconfliction.models import Match
from operation.access.context import acting_as
from operation.cases.drafts import IdentifierDraft
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.matches import matches_of
from tests.factories.people import make_cast
from tests.factories.records import log

ROUNDS = 8


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    """The cast in a database where everything is committed for real."""
    return make_cast(Operation.objects.get(code="seagull"))


def at_once(people: SimpleNamespace, who: tuple[str, ...], text: str) -> None:
    """Each saves, waits until all others have saved, and only then commits."""
    saved = Barrier(len(who))

    def save(user: User) -> None:
        try:
            with acting_as(principal_of(user), channel="test"):
                log("suspects", user, identifiers=(IdentifierDraft("phone", text),))
                saved.wait(timeout=60)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(who)) as pool:
        list(pool.map(save, [getattr(people, name) for name in who]))


def test_two_who_save_at_once_end_in_one_match(people: SimpleNamespace) -> None:
    for number in range(ROUNDS):
        at_once(people, ("officer_kh", "officer_vn"), f"+84 91234567{number}")
    for who in (people.coordinator_kh, people.coordinator_vn):
        assert len(matches_of(who)) == ROUNDS


def test_of_three_each_pair_is_one_match(people: SimpleNamespace) -> None:
    at_once(people, ("officer_kh", "officer_vn", "officer_th"), "+84 912345678")
    assert [
        len(matches_of(user)) for user in (people.coordinator_kh, people.coordinator_vn, people.coordinator_th)
    ] == [
        2,
        2,
        2,
    ]
    with acting_as(principal_of(people.director), channel="test"):
        assert Match.objects.count() == 3
