"""The one search box: every type and script, never beyond what its reader may see."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases import search
from operation.cases.drafts import NameDraft
from operation.people.models import User
from tests.factories.records import NAMES, log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]


def words(client: Client, text: str, status: int = 200) -> str:
    answer = client.get("/search/", {"q": text})
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture(params=[10_000, 0], ids=["by key", "one by one"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As few records hold a text as today, and as if too many held it to answer their keys."""
    monkeypatch.setattr(search, "AT_MOST", request.param)


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


@pytest.mark.parametrize("country", list(NAMES))
def test_a_name_is_found_in_its_own_script(cast: SimpleNamespace, as_: As, client_of: ClientOf, country: str) -> None:
    officer = getattr(cast, f"officer_{country.lower()}")
    with as_(officer):
        suspect, group = log("suspects", officer), log("syndicates", officer)
    page = words(client_of(officer), NAMES[country])
    assert suspect.reference in page
    assert group.reference in page
    assert suspect.reference in words(client_of(officer), NAMES[country].split()[-1])


@pytest.mark.usefixtures("either_way")
def test_a_romanisation_and_a_reference_find_it_too(thai: Client, suspect: Any) -> None:
    for text in ("sample", "SAMP", suspect.reference, suspect.reference[-6:].lower()):
        assert suspect.reference in words(thai, text), text


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("who", ["coordinator_kh", "director", "officer_la2"])
def test_what_was_not_released_is_not_found(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, release: Any, who: str
) -> None:
    client = client_of(getattr(cast, who))
    for text in ("อนันต์", suspect.reference):
        page = words(client, text)
        assert "Nothing found" in page
        assert suspect.pk.hex not in page.replace("-", "")
    release(suspect, {"coordinator_kh": "kh-moi", "director": "lmlecc", "officer_la2": "la-mnd"}[who])
    assert suspect.reference in words(client, "อนันต์")


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin", "stranger"])
def test_who_reads_no_records_searches_none_and_sees_no_box(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, who: str
) -> None:
    page = words(client_of(getattr(cast, who)), "อนันต์", status=403)
    assert 'action="/search/"' not in page


def test_every_page_has_the_box(thai: Client) -> None:
    assert 'action="/search/"' in thai.get("/records/").content.decode()


@pytest.mark.usefixtures("either_way")
def test_a_child_of_another_country_is_not_found_by_name(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, release: Any, thai: Client
) -> None:
    with as_(cast.officer_th):
        child = log("suspects", cast.officer_th, treated_as_child=True)
    release(child, "kh-moi")
    assert "Nothing found" in words(client_of(cast.coordinator_kh), "อนันต์")
    page = words(client_of(cast.coordinator_kh), child.reference)
    assert "name withheld" in page
    assert "อนันต์" not in page
    assert child.reference in words(thai, "อนันต์")


def test_more_than_ten_of_a_type_are_one_click_away(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        log_many("suspects", cast.officer_th, 11, names=(NameDraft("Trần Văn Mẫu"),))
    page = words(thai, "tran")
    assert page.count('<th scope="row"') == 10
    onward = re.search(r'href="(/records/suspects/\?q=tran)"', page)
    assert onward is not None
    assert thai.get(onward.group(1)).content.decode().count('<th scope="row"') == 11


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        ("", 200, "Names in every script"),
        ("x", 400, "«x» is too short"),
        ("a\0b", 400, "A name holds letters"),
        ("x" * 200, 200, "Nothing found"),
        ("%_%", 200, "Nothing found"),
        ("' OR 1=1 --", 200, "Nothing found"),
        ("<script>alert(1)</script>", 200, "&lt;script&gt;"),
    ],
)
def test_whatever_is_asked_is_answered(thai: Client, suspect: Any, text: str, status: int, says: str) -> None:
    page = words(thai, text, status)
    assert says in page
    assert suspect.reference not in page
    assert "<script>alert" not in page


def test_a_search_is_one_entry_without_what_was_asked(thai: Client, suspect: Any) -> None:
    words(thai, "อนันต์")
    entry = AuditEntry.objects.get(verb="searched")
    assert entry.details == {"shown": [str(suspect.pk)]}


def test_the_strip_is_the_strictest_of_what_was_found(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, tlp="green")
        log("syndicates", cast.officer_th, tlp="amber_strict")
    page = words(thai, "sample")
    assert 'data-tlp="amber+strict"' in page[: page.index("<main")]
