"""The list of a type: what it shows, page by page, filtered by its address, and what it says when it is empty."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases import selections
from operation.cases.drafts import NameDraft
from operation.cases.filters import filters_of
from operation.cases.records.suspect import SUSPECT
from operation.cases.registry import all_types
from operation.cases.selections import Selection
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
LIST = "/records/suspects/"


def references(client: Client, query: str = "", address: str = LIST) -> list[str]:
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 200
    return list(dict.fromkeys(re.findall(r"SG24-[A-Z]{2}-[A-Z]{3}-\w{6}", answer.content.decode())))


def words(client: Client, query: str = "", address: str = LIST, status: int = 200) -> str:
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


def test_an_address_is_read_once_and_not_again(thai: Client) -> None:
    assert 'value="%41nan"' in words(thai, "q=%2541nan")


def test_a_row_has_the_name_in_its_script_and_its_marking(thai: Client, suspect: Any, release: Any) -> None:
    release(suspect, "kh-moi", "lmlecc")
    page = words(thai)
    assert '<span class="name" lang="th" translate="no">อนันต์ ตัวอย่าง</span>' in page
    assert "Sample" in page
    assert 'data-tlp="amber"' in page
    assert ">KH</abbr>" in page
    assert "LMLECC</span>" in page
    assert "Person of interest" in page
    assert "<b>1</b>" in page


def test_a_recipient_sees_only_itself_among_the_recipients(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, release: Any
) -> None:
    release(suspect, "kh-moi", "vn-mps")
    page = words(client_of(cast.coordinator_kh))
    assert ">KH</abbr>" in page
    assert ">VN</abbr>" not in page


def test_pages_follow_each_other_without_a_gap_or_a_repeat(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        logged = {record.reference for record in log_many("suspects", cast.officer_th, 120)}
    seen: list[str] = []
    query, pages = "", 0
    while True:
        page = words(thai, query)
        seen += list(dict.fromkeys(re.findall(r"SG24-TH-SUS-\w{6}", page)))
        pages += 1
        assert ("50+" in page) is (pages == 1)
        onward = re.search(r'rel="next" href="\?([^"]+)"', page)
        if onward is None:
            break
        assert 'rel="first" href="?view=all"' in page or pages == 1
        query = onward.group(1)
    assert pages == 3
    assert len(seen) == len(set(seen)) == 120
    assert set(seen) == logged


def test_the_filters_stay_on_the_next_page(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        log_many("suspects", cast.officer_th, 60, tier="main")
    onward = re.search(r'rel="next" href="\?([^"]+)"', words(thai, "tier=main"))
    assert onward is not None
    assert "tier=main" in onward.group(1)
    assert len(references(thai, onward.group(1).replace("&amp;", "&"))) == 10


@pytest.fixture
def several(cast: SimpleNamespace, as_: As) -> dict[str, str]:
    """References of four suspects that differ."""
    with as_(cast.officer_th):
        records = {
            "main": log("suspects", cast.officer_th, tier="main"),
            "member": log("suspects", cast.officer_th, names=(NameDraft("Trần Văn Mẫu", romanisation="Tran"),)),
            "arrested": log("suspects", cast.officer_th, names=(NameDraft("李示例"),)),
            "later": log("suspects", cast.officer_th, names=(NameDraft("สมหญิง"), NameDraft("阿南", kind="alias"))),
        }
        step(records["arrested"], "arrest", cast.officer_th, date(2024, 9, 30))
        step(records["later"], "arrest", cast.officer_th, date(2024, 10, 31))
    return {name: record.reference for name, record in records.items()}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["later", "arrested", "member", "main"]),
        ("tier=main", ["main"]),
        ("tier=main&tier=member", ["later", "arrested", "member", "main"]),
        ("status=arrested", ["later", "arrested"]),
        ("status=&tier=&country=&arrested_on_from=&q=", ["later", "arrested", "member", "main"]),
        ("status=arrested&status=person_of_interest&tier=main", ["main"]),
        ("country=TH", ["later", "arrested", "member", "main"]),
        ("country=KH", []),
        ("verification=verified", []),
        ("arrested_on_from=2024-10", ["later"]),
        ("arrested_on_to=2024-09", ["arrested"]),
        ("arrested_on_from=2024-09-30&arrested_on_to=2024", ["later", "arrested"]),
        ("q=TRAN VAN", ["member"]),
        ("q=trần văn", ["member"]),
        ("q=mau", ["member"]),
        ("q=示例", ["arrested"]),
        ("q=阿南", ["later"]),
        ("q=nobody", []),
    ],
)
def test_filters(thai: Client, several: dict[str, str], query: str, found: list[str]) -> None:
    assert references(thai, query) == [several[name] for name in found]


def test_a_reference_finds_its_record(thai: Client, several: dict[str, str]) -> None:
    assert references(thai, f"q={several['member'].lower()}") == [several["member"]]


def test_chosen_ids(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        records = log_many("suspects", cast.officer_th, 3)
    query = "&".join(f"id={record.pk}" for record in records[:2])
    assert set(references(thai, query)) == {record.reference for record in records[:2]}
    assert "Chosen records: <b>2</b>" in words(thai, query)


def test_a_figure_opens_exactly_the_records_behind_it(
    cast: SimpleNamespace, as_: As, thai: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_(cast.officer_th):
        records = log_many("suspects", cast.officer_th, 3)
    monkeypatch.setattr(selections, "_resolvers", {})
    chosen = Selection("P02, week 45", [records[1].pk])
    selections.register("figure", lambda _principal, key: chosen if key == "P02" else None)
    assert references(thai, "behind=figure:P02") == [records[1].reference]
    assert "Behind the figure: <b>P02, week 45</b>" in words(thai, "behind=figure:P02")
    assert "«figure:X» is no figure" in words(thai, "behind=figure:X", status=400)


def test_a_figure_never_shows_what_its_reader_may_not_see(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selections, "_resolvers", {})
    selections.register("figure", lambda _principal, _key: Selection("all", [suspect.pk]))
    assert references(client_of(cast.coordinator_kh), "behind=figure:P02") == []


def test_a_filter_in_force_is_a_chip_that_can_be_taken_away(thai: Client, several: dict[str, str]) -> None:
    page = words(thai, "tier=main&status=arrested&status=wanted&arrested_on_from=2024-09")
    assert "Tier: <b>main</b>" in page
    assert "Status: <b>suspect, arrested, suspect, wanted</b>" in page
    assert 'href="?status=arrested&amp;status=wanted&amp;arrested_on_from=2024-09"' in page
    assert "Arrested or surrendered on, from: <b>2024-09</b>" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("status=arested", "«arested» is not a code of this list. It takes: person_of_interest"),
        ("country=XX", "«XX» is not a code of this list. It takes: KH, CN, LA, MM, TH, VN"),
        ("arrested_on_from=soon", "«soon» is not a date"),
        ("arrested_on_from=2567-09", "write 2024-09"),
        ("arrested_on_from=2024-02-31", "There is no day «2024-02-31»"),
        ("id=7", "«7» is not the id of a record"),
        ("cursor=abc", "«abc» is not a page of this list"),
        ("cursor=ZmFsc2V8ZmFsc2U%3D", "is not a page of this list"),
        ("colour=red", "There is no filter «colour»"),
        ("originator__users__password=x", "There is no filter «originator__users__password»"),
        ("names__text__contains=a", "There is no filter"),
        ("q=%00", "Null characters are not allowed"),
        ("q=" + "x" * 161, "at most 160 characters"),
    ],
)
def test_a_filter_that_cannot_be_read_is_told_and_shows_nothing(
    thai: Client, suspect: Any, query: str, says: str
) -> None:
    page = words(thai, query, status=400)
    assert says in page.replace("&#x27;", "'")
    assert suspect.reference not in page
    assert "Show the list without filters" in page


def test_a_naive_moment_in_a_cursor_is_taken_or_refused_never_a_fault(thai: Client) -> None:
    naive = "MDAwMS0wMS0wMVQwMDowMDowMHwwMThmMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA="
    assert thai.get(f"{LIST}?cursor={quote(naive)}").status_code in (200, 400)


def test_a_child_of_another_country_has_no_name_and_is_found_by_none(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, release: Any, thai: Client
) -> None:
    with as_(cast.officer_th):
        child = log("suspects", cast.officer_th, treated_as_child=True, place_name="แม่สาย")
    release(child, "kh-moi")
    khmer = client_of(cast.coordinator_kh)
    page = words(khmer)
    assert child.reference in page
    assert "name withheld" in page
    for secret in ("อนันต์", "Sample", "แม่สาย"):
        assert secret not in page
        assert secret in words(thai)
    assert references(khmer, f"q={quote('อนันต์')}") == []
    assert references(thai, f"q={quote('อนันต์')}") == [child.reference]


def test_the_strip_is_the_strictest_of_the_rows(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, tlp="green", handling_code="H0")
        log("suspects", cast.officer_th, tlp="amber_strict", handling_code="H2")
    page = words(thai)
    strip = page[page.index('class="handling"') : page.index("<main")]
    assert 'data-tlp="amber+strict"' in strip
    assert "<b>H2</b>" in strip
    assert "The strictest of 2 rows shown" in strip
    assert 'class="handling"' not in words(thai, "q=nobody")


@pytest.mark.parametrize(
    ("who", "query", "says"),
    [
        ("coordinator_th", "", "Nothing here yet"),
        ("coordinator_th", "tier=main", "No record fits these filters"),
        ("director", "", "Nothing was released to you"),
    ],
)
def test_an_empty_page_says_why(cast: SimpleNamespace, client_of: ClientOf, who: str, query: str, says: str) -> None:
    page = words(client_of(getattr(cast, who)), query)
    assert says in page
    assert ("Log a suspect" in page) is (who == "coordinator_th")


def test_a_list_is_one_entry_with_its_filter_and_what_it_showed(thai: Client, suspect: Any) -> None:
    words(thai, f"q={quote('อนันต์')}&tier=main&arrested_on_to=2024")
    words(thai, "tier=main")
    hidden, shown = AuditEntry.objects.filter(verb="listed").order_by("at")
    assert hidden.details == {"filter": {"q": "…", "tier": ["main"], "arrested_on_to": "2024"}, "shown": []}
    assert shown.details == {"filter": {"tier": ["main"]}, "shown": [str(suspect.pk)]}
    assert "อนันต์" not in str(hidden.details)


def test_an_unknown_type_does_not_exist(thai: Client) -> None:
    assert thai.get("/records/nothing/").status_code == 404
    assert thai.get("/records/nothing/new/").status_code == 404


def test_the_overview_leads_to_every_list_and_form(cast: SimpleNamespace, client_of: ClientOf, thai: Client) -> None:
    page = words(thai, address="/records/")
    for slug in (one.slug for one in all_types()):
        assert f'href="/records/{slug}/"' in page
        assert f'href="/records/{slug}/new/"' in page
    focal = words(client_of(cast.protection_th), address="/records/")
    assert 'href="/records/rescued-laborers/new/"' in focal
    assert 'href="/records/suspects/new/"' not in focal
    assert "/new/" not in words(client_of(cast.director), address="/records/")


def test_the_page_is_small(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        log_many("suspects", cast.officer_th, 50)
    assert len(thai.get(LIST).content) < 150_000


def ticked(client: Client, query: str) -> set[str]:
    """The choices that the filter form shows as chosen."""
    boxes = re.findall(r"<input[^>]*checkbox[^>]*>", words(client, query))
    return {re.findall(r'value="(\w+)"', box)[0] for box in boxes if " checked" in box and 'name="columns"' not in box}


def test_fields_that_are_drawn_once_are_those_of_each_address(thai: Client, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "drawn"}}
    cache.clear()
    asked = {"": set(), "status=arrested": {"arrested"}, "status=arrested&country=TH": {"arrested", "TH"}}
    for query in (*asked, *asked):
        assert ticked(thai, query) == asked[query]
    thai.cookies["django_language"] = "th"
    assert "สถานะ" in words(thai, "status=arrested")


def test_what_is_drawn_once_knows_nothing_of_the_text_of_a_search(cast: SimpleNamespace) -> None:
    asked = QueryDict("q=secret&status=arrested&cursor=x")
    drawing = filters_of(SUSPECT)(asked, principal_of(cast.coordinator_th)).drawing
    assert "status=arrested" in drawing
    assert "secret" not in drawing
