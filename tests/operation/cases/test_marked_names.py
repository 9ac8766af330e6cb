"""A name may carry a stricter mark than its record; it is then hidden on every way out from whom it is not for."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from operation.cases import search
from operation.cases.actions import amend_records
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import release_records
from operation.kernel.errors import Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
PLAIN, STRICT, RED = "Somchai Tuayang", "Strictalias", "Redalias"
MARKED = (NameDraft(PLAIN), NameDraft(STRICT, tlp="amber_strict"), NameDraft(RED, tlp="red"))
WHO_SEES = {
    "supervisor_th": {PLAIN, STRICT, RED},
    "officer_th": {PLAIN},
    "coordinator_th": {PLAIN, STRICT},
    "protection_th": {PLAIN, STRICT},
    "officer_kh": {PLAIN},
    "coordinator_kh": {PLAIN, STRICT},
    "director": {PLAIN, STRICT},
}


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    """Logged by Thailand's supervisor, released to Cambodia and LMLECC."""
    with as_(cast.supervisor_th):
        found = log("suspects", cast.supervisor_th, names=MARKED)
    with as_(cast.coordinator_th):
        to = [cast.officer_kh.organisation, cast.director.organisation]
        principal = principal_of(cast.coordinator_th)
        release_records(principal=principal, records=[found], to=to, purpose="joint inquiry")
    return found


@pytest.mark.parametrize("who", WHO_SEES)
def test_every_way_shows_the_same_names(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: Any, who: str
) -> None:
    user, expected = getattr(cast, who), WHO_SEES[who]
    client = client_of(user)
    page = client.get(f"/records/suspects/{suspect.pk}/").content.decode()
    assert {name for name in (PLAIN, STRICT, RED) if name in page} == expected
    told = client.get(f"/api/v1/suspects/{suspect.pk}/").json()
    assert {name["text"] for name in told["names"]} == expected
    listed = client.get("/api/v1/suspects/").json()["results"][0]
    assert {name["text"] for name in listed["names"]} == expected
    with as_(user), connection.cursor() as cursor:
        cursor.execute("SELECT text FROM operation_suspectname")
        assert {text for (text,) in cursor.fetchall()} == expected


@pytest.mark.parametrize("at_most", [10_000, 0], ids=["by key", "one by one"])
@pytest.mark.parametrize("who", WHO_SEES)
def test_a_search_finds_a_record_by_the_names_that_its_reader_sees(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, monkeypatch: pytest.MonkeyPatch, who: str, at_most: int
) -> None:
    monkeypatch.setattr(search, "AT_MOST", at_most)
    client = client_of(getattr(cast, who))
    found = {name for name in (PLAIN, STRICT, RED) if client.get("/api/v1/suspects/", {"q": name}).json()["results"]}
    assert found == WHO_SEES[who]


def test_the_page_is_as_strict_as_the_names_it_shows(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    marks = {"supervisor_th": "red", "coordinator_kh": "amber+strict", "officer_kh": "amber"}
    for who, mark in marks.items():
        page = client_of(getattr(cast, who)).get(f"/records/suspects/{suspect.pk}/").content.decode()
        assert f'data-tlp="{mark}"' in page[: page.index("<main")]


def test_who_amends_names_loses_none_that_he_cannot_see(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        mine = Suspect.objects.get(pk=suspect.pk)
        draft = RecordDraft({}, (NameDraft("Somchai Mai"),))
        amend_records(principal=principal_of(cast.officer_th), records=[mine], drafts=[draft], versions=[1])
    with as_(cast.supervisor_th):
        names = list(suspect.names.all())
    assert [name.text for name in names] == ["Somchai Mai", STRICT, RED]
    assert [name.is_primary for name in names] == [True, False, False]


def test_who_adds_a_red_name_is_named(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        mine = Suspect.objects.get(pk=suspect.pk)
        draft = RecordDraft({}, (NameDraft(PLAIN), NameDraft("Another", tlp="red")))
        amend_records(principal=principal_of(cast.officer_th), records=[mine], drafts=[draft], versions=[1])
        assert {name.text for name in mine.names.all()} == {PLAIN, "Another", RED}


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ((NameDraft(PLAIN, tlp="red"),), "first name carries"),
        ((NameDraft(PLAIN), NameDraft("x", tlp="green")), "TLP:AMBER"),
    ],
)
def test_a_mark_that_may_not_be_is_refused(
    cast: SimpleNamespace, as_: As, names: tuple[NameDraft, ...], why: str
) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match=why):
        log("suspects", cast.officer_th, names=names)


def test_the_api_takes_and_tells_the_mark(cast: SimpleNamespace, client_of: ClientOf) -> None:
    names = [{"text": PLAIN}, {"text": STRICT, "tlp": "amber_strict"}]
    client = client_of(cast.officer_th)
    made = client.post("/api/v1/suspects/", {"names": names}, content_type="application/json")
    assert made.status_code == 201
    assert [name["tlp"] for name in made.json()["names"]] == ["", "amber_strict"]
    wrong = client.post(
        "/api/v1/suspects/", {"names": [names[0], {"text": "x", "tlp": "clear"}]}, content_type="application/json"
    )
    assert wrong.status_code == 400
