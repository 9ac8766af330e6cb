"""The one box finds by identifier, narrative and sound too, says why, and tells nobody what he may not see."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.cases import search
from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.people.models import User
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
PHONE = IdentifierDraft("phone", "081 234 5678")
CARD = IdentifierDraft("national_id", "၁၂/မဂတ(နိုင်)၁၂၃၄၅၆", country="MM")
WALLET = IdentifierDraft("wallet", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
SITE = IdentifierDraft("domain", "https://www.bait.example/login")


def found(client: Client, text: str) -> str:
    answer = client.get("/search/", {"q": text})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def why(page: str, record: Any) -> str:
    """What stands under «Found by» in the row of a record; "" where it is not found."""
    row = next((row for row in page.split("<tr>") if record.reference in row), "")
    reasons = re.search(r'data-l="Found by">\s*([^<]*?)\s*</td>', row)
    return reasons.group(1) if reasons else ""


@pytest.fixture(params=[10_000, 0], ids=["by key", "one by one"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "AT_MOST", request.param)


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


@pytest.fixture
def known(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log(
            "suspects",
            cast.officer_th,
            names=(NameDraft("สมชาย ใจดี"),),
            identifiers=(PHONE, CARD, WALLET, SITE),
            narrative="Met the Recruiter at 白鹭大厦 in May",
        )


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0812345678", "Telephone"),
        ("081-234 56", "Telephone"),
        ("+66 81 234", "Telephone"),
        ("0066812345678", "Telephone"),
        ("๐๘๑๒๓๔", "Telephone"),
        ("812345678", "Telephone"),
        ("12/magata(n)1234", "National identity number"),
        ("၁၂/မဂတ(နိုင်)၁၂၃၄၅၆", "National identity number"),
        ("0x5AAEB6053f", "Crypto wallet"),
        ("bait.example", "Domain or web address"),
        ("http://bait.example/login?id=2", "Domain or web address"),
        ("recruiter", "Narrative"),
        ("白鹭", "Narrative"),
        ("ใจดี", "Name"),
    ],
)
def test_each_way_leads_to_it_and_says_so(thai: Client, known: Any, text: str, reason: str) -> None:
    assert why(found(thai, text), known) == reason


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("สมชาย ใจดี", "Somchay Jaidee"),
        ("ประเสริฐ", "Prasoet"),
        ("ພູມສະຫວັນ", "Phoumsavanh"),
        ("សុខា", "Sokkha"),
        ("ဦးကျော်စွာ", "Kyaw Swar"),
        ("ထွန်း", "Tun"),
        ("王伟", "Wang Wei"),
        ("Bounmy Keovilay", "Bunmi Kaewvilai"),
        ("Htun Kyaw", "ထွန်း ကျော်"),
        ("Vichai", "วิชัย"),
    ],
)
def test_a_name_is_found_by_its_sound(cast: SimpleNamespace, as_: As, thai: Client, kept: str, typed: str) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, names=(NameDraft(kept),))
        log("suspects", cast.officer_th, names=(NameDraft("อรพิน"),))
    page = found(thai, typed)
    assert why(page, record) == "Sounds alike"
    assert page.count('<th scope="row"') == 1


def test_what_holds_the_text_stands_before_what_sounds_like_it(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        exact = log("suspects", cast.officer_th, names=(NameDraft("Somchai"),))
        alike = log_many("suspects", cast.officer_th, 12, names=(NameDraft("Somchay"),))
    page = found(thai, "somchai")
    assert page.index(exact.reference) < min(
        page.index(record.reference) for record in alike if record.reference in page
    )
    assert page.count('<th scope="row"') == 10
    assert "See all of them" not in page, "the list finds what holds the text"


def test_old_burmese_encodings_and_honorifics_are_understood(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, names=(NameDraft("ဦးေက်ာ္စြာ"),))
    for text in ("ဦးကျော်စွာ", "ကျော်စွာ", "ဦးေက်ာ္စြာ"):
        assert why(found(thai, text), record) == "Name", text
    page = thai.get(f"/records/suspects/{record.pk}/").content.decode()
    assert "typed in Zawgyi:" in page
    assert "ဦးေက်ာ္စြာ" in page


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("text", ["0812345678", "recruiter", "白鹭", "Somchay Jaidee", "bait.example"])
def test_what_was_not_released_is_not_found_in_any_way(
    client_of: ClientOf, cast: SimpleNamespace, known: Any, release: Any, text: str
) -> None:
    khmer = client_of(cast.coordinator_kh)
    assert "Nothing found" in found(khmer, text)
    release(known, "kh-moi")
    assert why(found(khmer, text), known)


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("text", ["0812345678", "recruiter", "Somchay Jaidee"])
def test_a_child_is_not_found_in_any_way_abroad(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, release: Any, thai: Client, text: str
) -> None:
    with as_(cast.officer_th):
        child = log(
            "suspects",
            cast.officer_th,
            names=(NameDraft("สมชาย ใจดี"),),
            identifiers=(PHONE,),
            narrative="recruiter",
            treated_as_child=True,
        )
    release(child, "kh-moi")
    assert "Nothing found" in found(client_of(cast.coordinator_kh), text)
    assert why(found(thai, text), child)


@pytest.mark.usefixtures("either_way")
def test_an_identifier_with_a_mark_of_its_own_is_found_by_who_may_see_it(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.supervisor_th):
        record = log("suspects", cast.supervisor_th, identifiers=(IdentifierDraft("phone", "081 999 0000", tlp="red"),))
    assert why(found(client_of(cast.supervisor_th), "0819990000"), record) == "Telephone"
    assert "Nothing found" in found(client_of(cast.coordinator_th), "0819990000")


def test_a_list_is_searched_by_the_same_ways(thai: Client, known: Any) -> None:
    for text in ("081 234", "recruiter", "12/MaGaTa(N)123456"):
        assert known.reference in thai.get("/records/suspects/", {"q": text}).content.decode()
        assert thai.get("/api/v1/suspects/", {"q": text}).json()["results"][0]["reference"] == known.reference


def test_a_search_costs_the_same_however_much_it_finds(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    costs = []
    for count in (1, 9):
        with as_(cast.officer_th):
            log_many("suspects", cast.officer_th, count, names=(NameDraft("สมชาย"),), identifiers=(PHONE,))
        found(thai, "สมชาย")
        with CaptureQueriesContext(connection) as captured:
            found(thai, "สมชาย")
        costs.append(len(captured))
    assert costs[0] >= costs[1], "a full page leaves no room for what sounds alike"
