"""Records chosen in a list: by their boxes or by the filters, what is left out and why, exactly what was shown."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases import bulk
from operation.cases.bulk import BulkAction
from operation.cases.records.suspect import SUSPECT
from operation.people.models import User
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
LIST, PAGE = "/records/suspects/", "/records/suspects/share/"
GIVEN = {"to": ["kh-moi"], "purpose": "joint inquiry"}
BOX = re.compile(r'<input class="box"\s+type="checkbox"\s+name="id"\s+value="([^"]+)"')


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


@pytest.fixture
def three(cast: SimpleNamespace, as_: As) -> list[Any]:
    with as_(cast.officer_th):
        return [log("suspects", cast.officer_th, tier=tier) for tier in ("main", "main", "member")]


@pytest.fixture
def foreign(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> Any:
    """A suspect of Viet Nam that Thailand reads."""
    with as_(cast.officer_vn):
        record = log("suspects", cast.officer_vn)
    given = {"to": ["th-rtp"], "purpose": "joint inquiry"}
    client_of(cast.coordinator_vn).post(f"/records/suspects/{record.pk}/share/", given)
    return record


def keys(records: list[Any]) -> list[str]:
    return [str(record.pk) for record in records]


def carried(page: str) -> list[str]:
    return re.findall(r'type="hidden" name="id" value="([^"]+)"', page)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_every_row_has_its_box_when_anything_can_be_done(thai: Client, three: list[Any]) -> None:
    assert sorted(BOX.findall(words(thai.get(LIST)))) == sorted(keys(three))


def test_without_an_action_there_is_no_box(
    cast: SimpleNamespace, client_of: ClientOf, three: list[Any], release: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(three[0], "lmlecc")
    monkeypatch.setattr(bulk, "_actions", [])
    assert not BOX.search(words(client_of(cast.director).get(LIST)))


def test_a_feature_adds_its_action_in_one_line(
    cast: SimpleNamespace, client_of: ClientOf, thai: Client, three: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_actions", [])
    bulk.register(BulkAction("Fold", "record-share-many", lambda who, kind: who.country == "TH" and kind is SUSPECT))
    assert f'formaction="{PAGE}"> Fold' in words(thai.get(LIST))
    assert "Fold" not in words(client_of(cast.coordinator_vn).get(LIST))
    assert "Fold" not in words(thai.get("/records/syndicates/"))


def test_all_that_the_filters_find(cast: SimpleNamespace, thai: Client, three: list[Any]) -> None:
    page = words(thai.get(PAGE, {"all": "yes", "among": "tier=main", "id": keys(three[2:])}))
    assert "Release 2 records" in page
    assert sorted(carried(page)) == sorted(keys(three[:2]))
    told = AuditEntry.objects.filter(verb="listed", actor_id=cast.coordinator_th.pk).latest("at", "n").details
    assert (told["filter"], sorted(told["shown"])) == ({"tier": ["main"]}, sorted(keys(three[:2])))


def test_what_is_posted_is_what_was_shown(thai: Client, three: list[Any]) -> None:
    """The filters found two; a third that fits them by now is not among what is released."""
    page = words(thai.get(PAGE, {"all": "yes", "among": "tier=main"}))
    done = thai.post(PAGE, {"id": carried(page)[:1], "all": "yes", "among": "tier=main", **GIVEN}, follow=True)
    assert "1 record released to" in words(done)
    assert done.request["QUERY_STRING"] == "tier=main", "the way back is the list as it was filtered"


def test_more_than_can_be_done_at_once_is_refused(
    thai: Client, three: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_MOST", 2)
    assert "More than 2 records fit" in words(thai.get(PAGE, {"all": "yes"}, follow=True))


@pytest.mark.parametrize("among", ["tier=strange", "nothing=1", "next=//elsewhere"])
def test_filters_that_cannot_be_read_find_nothing(thai: Client, three: list[Any], among: str) -> None:
    answer = thai.get(PAGE, {"all": "yes", "among": among})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{LIST}?{among}".replace("//elsewhere", quote("//elsewhere", safe=""))


def test_others_records_are_left_out_and_it_says_why(thai: Client, three: list[Any], foreign: Any) -> None:
    page = words(thai.get(PAGE, {"id": keys([*three[:2], foreign])}))
    assert "Release 2 records" in page
    assert "Left out: Only the originator may do this." in page
    assert foreign.reference in page
    assert sorted(carried(page)) == sorted(keys(three[:2]))


def test_where_none_is_left_the_list_says_why(thai: Client, foreign: Any) -> None:
    page = words(thai.get(PAGE, {"id": keys([foreign])}, follow=True))
    assert "None of the chosen records is open to this. Only the originator may do this." in page


def test_a_page_costs_the_same_however_many_are_chosen(
    cast: SimpleNamespace, as_: As, thai: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with as_(cast.officer_th):
        records = log_many("suspects", cast.officer_th, 60)
    with django_assert_max_num_queries(40) as few:
        thai.get(PAGE, {"id": keys(records[:2])})
    with django_assert_num_queries(len(few)):
        thai.get(PAGE, {"id": keys(records)})


def test_all_means_what_its_reader_sees(cast: SimpleNamespace, as_: As, thai: Client, three: list[Any]) -> None:
    with as_(cast.officer_vn):
        log("suspects", cast.officer_vn)
    assert sorted(carried(words(thai.get(PAGE, {"all": "yes"})))) == sorted(keys(three))
