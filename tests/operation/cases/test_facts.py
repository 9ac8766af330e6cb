"""The nameless list: what LMLECC sees of every record."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.actions import take_step
from operation.cases.deletion.actions import delete_records
from operation.cases.drafts import NameDraft
from operation.cases.facts import CaseFact
from operation.cases.registry import type_of
from operation.cases.selectors import read_record
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
FACTS = "/records/facts/"
SECRETS = ("อนันต์", "Sample", "SG24-TH", "แม่สาย", "cash box", "TH-77")


@pytest.fixture
def logged(cast: SimpleNamespace, as_: As) -> list[Any]:
    shared: dict[str, Any] = {"place_name": "แม่สาย", "place_country": "TH", "place_subdivision": "TH-57"}
    with as_(cast.officer_th):
        return [
            log("suspects", cast.officer_th, national_reference="TH-77", **shared),
            log("seized-assets", cast.officer_th, description="cash box", tlp="red", **shared),
        ]


def words(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"{FACTS}?{query}")
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("who", ["director", "desk_information", "desk_supervision"])
def test_the_secretariat_sees_all_without_a_name(
    cast: SimpleNamespace, client_of: ClientOf, logged: list[Any], who: str
) -> None:
    page = words(client_of(getattr(cast, who)))
    assert page.count('<th scope="row"') == 2
    for word in ("Suspect", "Seized asset", "Person of interest", "10 Sep 2024", "TH-57"):
        assert word in page
    for secret in SECRETS:
        assert secret not in page
    assert f"/records/suspects/{logged[0].pk}/" not in page


def test_a_country_sees_its_own_and_opens_them(cast: SimpleNamespace, client_of: ClientOf, logged: list[Any]) -> None:
    assert f"/records/suspects/{logged[0].pk}/" in words(client_of(cast.coordinator_th))
    assert '<th scope="row"' not in words(client_of(cast.coordinator_kh))


def test_it_follows_what_the_country_decides(cast: SimpleNamespace, as_: As, logged: list[Any]) -> None:
    """The agency stays what it was; a record out of use takes its own fact with it, and no other."""
    suspect, asset = logged
    step = next(one for one in type_of(suspect).states.transitions if one.name == "arrest")
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        take_step(principal=principal, records=[suspect], step=step, on=date(2024, 9, 12))
        fact = CaseFact.objects.get(record_id=suspect.pk)
        assert (fact.status, fact.status_on, fact.country_id) == ("arrested", date(2024, 9, 12), "TH")
        delete_records(principal=principal, records=[read_record(principal, type_of(suspect), suspect.pk)], reason="x")
    with as_(cast.supervisor_th):
        assert [fact.record_id for fact in CaseFact.objects.all()] == [asset.pk]


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin", "stranger"])
def test_nobody_else_sees_any(cast: SimpleNamespace, client_of: ClientOf, logged: list[Any], who: str) -> None:
    assert client_of(getattr(cast, who)).get(FACTS).status_code == 403


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("record_type=SUS", 1),
        ("record_type=SUS&record_type=AST", 2),
        ("country=TH", 2),
        ("country=KH", 0),
        ("status=located", 1),
        ("event_on_from=2024-09&event_on_to=2024-09", 2),
        ("event_on_from=2024-10", 0),
        ("verification=verified", 0),
    ],
)
def test_filters(cast: SimpleNamespace, client_of: ClientOf, logged: list[Any], query: str, rows: int) -> None:
    assert words(client_of(cast.director), query).count('<th scope="row"') == rows


def test_chosen_ids(cast: SimpleNamespace, client_of: ClientOf, logged: list[Any]) -> None:
    assert words(client_of(cast.director), f"id={logged[0].pk}").count('<th scope="row"') == 1


@pytest.mark.parametrize("query", ["record_type=XXX", "originator__name=a", "cursor=1", "event_on_to=x"])
def test_what_cannot_be_read_is_refused(cast: SimpleNamespace, client_of: ClientOf, query: str) -> None:
    assert "This list cannot be shown as asked" in words(client_of(cast.director), query, status=400)


def test_pages_follow_each_other(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        log_many("suspects", cast.officer_th, 70, names=(NameDraft("อนันต์"),))
    client = client_of(cast.director)
    first = words(client)
    onward = re.search(r'rel="next" href="\?([^"]+)"', first)
    assert onward is not None
    second = words(client, onward.group(1))
    assert (first.count('<th scope="row"'), second.count('<th scope="row"')) == (50, 20)
    assert "20 on this page" in second


def test_reading_it_is_one_entry(cast: SimpleNamespace, client_of: ClientOf, logged: list[Any]) -> None:
    words(client_of(cast.director), "record_type=SUS")
    entry = AuditEntry.objects.get(verb="listed", target_type="operation.CaseFact")
    assert entry.details == {"filter": {"record_type": ["SUS"]}, "shown": [str(logged[0].pk)]}
