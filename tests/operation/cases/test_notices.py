"""What recipients are told on the desk: released until somebody opened it, recalled and regraded until noted."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.cases.marking import Marking
from operation.cases.notices import note_changes
from operation.cases.pages.desk_sharing import changed_for_you, released_to_you
from operation.cases.sharing import recall_records, regrade_records, release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import NAMES, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]


@pytest.fixture
def two(cast: SimpleNamespace, as_: As) -> list[Any]:
    """Two suspects of Thailand, released to Cambodia together."""
    with as_(cast.officer_th):
        found = log_many("suspects", cast.officer_th, 2)
    release(cast, as_, found)
    return found


def release(cast: SimpleNamespace, as_: As, records: list[Any], purpose: str = "joint inquiry") -> None:
    with as_(cast.coordinator_th):
        principal, to = principal_of(cast.coordinator_th), [cast.officer_kh.organisation]
        release_records(principal=principal, records=records, to=to, purpose=purpose)


def recall(cast: SimpleNamespace, as_: As, records: list[Any]) -> None:
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=records, reason="a secret reason")


def waiting(as_: As, user: User) -> list[str]:
    with as_(user):
        principal = principal_of(user)
        return [str(one.what) for one in (*released_to_you(principal), *changed_for_you(principal))]


def test_a_release_waits_for_its_recipients_alone(cast: SimpleNamespace, as_: As, two: list[Any]) -> None:
    assert waiting(as_, cast.officer_kh) == waiting(as_, cast.coordinator_kh) == ["Suspects: 2 records"]
    others = ("officer_th", "coordinator_th", "officer_vn", "director", "dpo", "admin", "observer_unodc", "stranger")
    assert [waiting(as_, getattr(cast, who)) for who in others] == [[]] * len(others)


def test_the_desk_says_purpose_and_no_name(cast: SimpleNamespace, client_of: ClientOf, two: list[Any]) -> None:
    page = client_of(cast.officer_kh).get("/desk/").content.decode()
    assert "joint inquiry" in page
    assert NAMES["TH"] not in page


def test_one_reader_is_enough_for_the_organisation(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, two: list[Any]
) -> None:
    client_of(cast.officer_kh).get(f"/records/suspects/{two[0].pk}/")
    assert waiting(as_, cast.coordinator_kh) == ["Suspect: 1 record"]
    client_of(cast.coordinator_kh).get(f"/api/v1/suspects/{two[1].pk}/")
    assert waiting(as_, cast.officer_kh) == []


def test_many_releases_stand_there_as_the_newest_and_once_for_each_type(
    cast: SimpleNamespace, as_: As, two: list[Any]
) -> None:
    with as_(cast.officer_th):
        more = log_many("suspects", cast.officer_th, 7)
    for number, record in enumerate(more):
        release(cast, as_, [record], f"inquiry {number}")
    assert waiting(as_, cast.officer_kh) == ["Suspect: 1 record"] * 5 + ["Suspects: 4 records"]


def test_the_originators_own_reading_says_nothing(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, two: list[Any]
) -> None:
    client_of(cast.officer_th).get(f"/records/suspects/{two[0].pk}/")
    assert waiting(as_, cast.officer_kh) == ["Suspects: 2 records"]


def test_what_one_may_not_open_is_not_on_the_desk(cast: SimpleNamespace, as_: As, two: list[Any]) -> None:
    with as_(cast.coordinator_th):
        regrade_records(
            principal=principal_of(cast.coordinator_th),
            records=two,
            versions=[1, 1],
            marking=Marking("amber_strict", "H1"),
            reason="source at risk",
        )
    release(cast, as_, two, "second inquiry")
    assert waiting(as_, cast.officer_kh) == []
    assert waiting(as_, cast.coordinator_kh) == ["Suspects: 2 records"]


def test_a_recall_takes_the_release_off_the_desk_and_is_told(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, two: list[Any]
) -> None:
    recall(cast, as_, two)
    assert waiting(as_, cast.officer_kh) == ["2 records were recalled or regraded"]
    client = client_of(cast.officer_kh)
    page = client.get("/records/notices/").content.decode()
    assert two[0].reference in page
    assert "Recalled" in page
    assert NAMES["TH"] not in page
    assert "a secret reason" not in page
    assert client.post("/records/notices/", follow=True).status_code == 200
    assert waiting(as_, cast.coordinator_kh) == []
    assert "Noted" not in client.get("/records/notices/").content.decode()


def test_what_another_country_is_told_takes_nothing_away(cast: SimpleNamespace, as_: As, two: list[Any]) -> None:
    with as_(cast.coordinator_th):
        principal, to = principal_of(cast.coordinator_th), [cast.officer_vn.organisation]
        release_records(principal=principal, records=two, to=to, purpose="another inquiry")
    assert waiting(as_, cast.officer_kh) == waiting(as_, cast.officer_vn) == ["Suspects: 2 records"]


def test_noting_what_was_recalled_leaves_what_was_released(cast: SimpleNamespace, as_: As, two: list[Any]) -> None:
    recall(cast, as_, two[:1])
    with as_(cast.officer_kh):
        assert note_changes(principal_of(cast.officer_kh)) == 1
    assert waiting(as_, cast.officer_kh) == ["Suspect: 1 record"]


def test_a_recall_from_whom_it_was_not_released_to_tells_nobody(cast: SimpleNamespace, as_: As, two: list[Any]) -> None:
    with as_(cast.coordinator_th):
        vietnam = [cast.officer_vn.organisation]
        recall_records(principal=principal_of(cast.coordinator_th), records=two, from_=vietnam, reason="x")
    assert waiting(as_, cast.officer_vn) == []
    assert waiting(as_, cast.officer_kh) == ["Suspects: 2 records"]


def test_notices_of_others_are_not_there(cast: SimpleNamespace, as_: As, client_of: ClientOf, two: list[Any]) -> None:
    recall(cast, as_, two)
    for reader in (cast.officer_vn, cast.director, cast.coordinator_th):
        client = client_of(reader)
        assert two[0].reference not in client.get("/records/notices/").content.decode()
        client.post("/records/notices/")
    assert waiting(as_, cast.officer_kh) == ["2 records were recalled or regraded"]
    for refused in (cast.observer_unodc, cast.dpo, cast.admin, cast.stranger):
        assert client_of(refused).get("/records/notices/").status_code == 403


def test_the_originator_sees_who_has_read_it(cast: SimpleNamespace, client_of: ClientOf, two: list[Any]) -> None:
    address = f"/records/suspects/{two[0].pk}/"
    assert "read once" not in client_of(cast.coordinator_th).get(address).content.decode()
    client_of(cast.officer_kh).get(address)
    assert "MOI Cambodia: read once" in client_of(cast.coordinator_th).get(address).content.decode()
    client_of(cast.coordinator_kh).get(address)
    own = client_of(cast.officer_th).get(address).content.decode()
    assert "read 2 times" in own
    assert "read once" not in (theirs := client_of(cast.officer_kh).get(address).content.decode())
    assert "read 3 times" not in theirs
