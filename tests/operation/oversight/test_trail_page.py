"""The whole trail for the data-protection officer: filtered, page by page, as a sheet; and told itself."""

import csv
from base64 import b64encode
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit import trail
from operation.audit.models import AuditEntry
from operation.cases.sharing import release_records
from operation.oversight import selectors
from operation.oversight.pages import PAGE_SIZE
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

pytestmark = pytest.mark.usefixtures("contexts")

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, narrative="a canary in the text")
        release_records(
            principal=principal_of(cast.coordinator_th),
            records=[record],
            to=[cast.officer_kh.organisation],
            purpose="joint inquiry",
        )
    return record


@pytest.fixture
def dpo(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> Client:
    return client_of(cast.dpo)


def did(client: Client, **asked: str) -> list[str]:
    answer = client.get("/trail/", asked)
    assert answer.status_code == 200
    return [str(row["did"]) for row in answer.context["rows"]]


def sheet(client: Client, **asked: str) -> list[dict[str, str]]:
    answer: Any = client.get("/trail/export/", asked)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("who", ["officer_th", "coordinator_kh", "director", "desk_supervision", "admin", "stranger"])
@pytest.mark.parametrize("address", ["/trail/", "/trail/export/"])
def test_it_is_for_the_dpo_alone(cast: SimpleNamespace, client_of: ClientOf, who: str, address: str) -> None:
    answer = client_of(getattr(cast, who)).get(address)
    assert answer.status_code == 403
    assert not answer.streaming


def test_it_stands_in_the_dpos_menu(cast: SimpleNamespace, client_of: ClientOf, dpo: Client) -> None:
    assert 'href="/trail/"' in dpo.get("/desk/").content.decode()
    assert 'href="/trail/"' not in client_of(cast.director).get("/desk/").content.decode()


def test_everything_is_there_without_content_or_names(dpo: Client, suspect: Any) -> None:
    page = dpo.get("/trail/").content.decode()
    assert suspect.reference in page
    assert "purpose: joint inquiry" in page
    assert "canary" not in page
    assert "อนันต์" not in page


def test_each_filter_narrows(cast: SimpleNamespace, dpo: Client, suspect: Any) -> None:
    assert did(dpo, verb="released") == ["released"]
    assert set(did(dpo, reference=suspect.reference)) >= {"logged", "released"}
    assert did(dpo, reference=str(suspect.pk), verb="opened") == ["logged"]
    assert did(dpo, person="coordinator.th", verb="opened") == ["logged"]
    assert did(dpo, person="officer.th", verb="opened") == []
    assert did(dpo, organisation="kh-moi", verb="opened") == []
    assert did(dpo, channel="api") == []
    assert did(dpo, verb="opened", until="2024-12-31") == []
    assert did(dpo, verb="opened", since="2024-12-31") == ["logged"]


@pytest.mark.parametrize(
    "asked",
    [
        {"verb": "x"},
        {"since": "yesterday"},
        {"actor": "x"},
        {"cursor": "x"},
        {"cursor": b64encode(b"0001-01-01T00:00:00+14:00|1|1").decode()},
        {"person": "nobody"},
        {"channel": "x"},
    ],
)
def test_what_cannot_be_read_is_refused_and_shows_nothing(dpo: Client, asked: dict[str, str]) -> None:
    before = AuditEntry.objects.filter(verb="read trail").count()
    answer = dpo.get("/trail/", asked)
    assert answer.status_code == 400
    assert answer.context["rows"] == []
    assert AuditEntry.objects.filter(verb="read trail").count() == before
    assert asked.get("cursor") or dpo.get("/trail/export/", asked).status_code == 400


def test_reading_it_is_told_with_the_filter(cast: SimpleNamespace, dpo: Client) -> None:
    dpo.get("/trail/", {"verb": "released"})
    entry = AuditEntry.objects.get(verb="read trail")
    assert entry.actor_id == cast.dpo.pk
    assert entry.details == {"filter": {"verb": "released"}, "entries": 1}


def test_pages_follow_each_other_without_a_gap(dpo: Client) -> None:
    trail.record_each("counted", [trail.Target("x", None, str(one)) for one in range(PAGE_SIZE * 2)], {})
    seen: list[str] = []
    address = "/trail/?organisation="
    first = dpo.get(address)
    older = first.context["older_url"]
    second = dpo.get(f"/trail/{older}")
    for page in (first, second):
        seen += [row["reference"] for row in page.context["rows"] if row["did"] == "counted"]
    assert seen == [str(one) for one in reversed(range(PAGE_SIZE * 2))][: len(seen)]
    assert len(seen) > PAGE_SIZE


def test_a_page_costs_the_same_however_many_acted(
    cast: SimpleNamespace, dpo: Client, django_assert_max_num_queries: Any
) -> None:
    dpo.get("/trail/")
    with django_assert_max_num_queries(20):
        dpo.get("/trail/")


def test_the_sheet_holds_what_is_on_screen(dpo: Client, suspect: Any) -> None:
    (row,) = sheet(dpo, verb="released")
    assert row["reference"] == suspect.reference
    assert (row["user"], row["organisation"], row["verb"]) == ("coordinator.th", "th-rtp", "released")
    assert len(row["hash"]) == 64
    assert AuditEntry.objects.get(verb="exported").details == {
        "filter": {"verb": "released"},
        "format": "csv",
        "whole": True,
    }


def test_a_formula_in_the_sheet_is_dead(dpo: Client) -> None:
    trail.record("=1+1", trail.Target("x", None, "@SUM(A1)"))
    row = sheet(dpo)[0]
    assert (row["verb"], row["reference"]) == ("exported", "")
    told = {row["verb"]: row["reference"] for row in sheet(dpo)}
    assert told["'=1+1"] == "'@SUM(A1)"


def part(client: Client, address: str) -> tuple[str, list[str], str]:
    """The name of a sheet, the references in it, and where it says that the next part is."""
    answer: Any = client.get(address)
    assert answer.status_code == 200
    rows = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    _words, _at, onward = rows[-1][0].partition("Not all: older entries follow at http://testserver")
    return answer["Content-Disposition"], [row[10] for row in rows[1:] if len(row) > 1], onward


def test_a_long_sheet_comes_in_parts_that_say_so(dpo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each entry is in one of them, although all are of one day."""
    monkeypatch.setattr(selectors, "LONGEST_SHEET", 10)
    trail.record_each("counted", [trail.Target("x", None, str(one)) for one in range(25)], {})
    names, sizes, seen, onward = [], [], [], "/trail/export/?verb=&channel=&reference="
    while onward:
        name, references, onward = part(dpo, onward)
        names.append(name)
        sizes.append(len(references))
        seen += [reference for reference in references if reference.isdigit()]
        assert ("trail-back-to-2" in name) == bool(onward)
    assert seen == [str(one) for one in reversed(range(25))]
    assert max(sizes) <= 11  # the entry of the export itself came after the end was set
    assert names[-1] == 'attachment; filename="trail.csv"'
    told = AuditEntry.objects.filter(verb="exported").values_list("details__whole", flat=True)
    assert set(told) == {False}


def test_a_part_keeps_the_filter(dpo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "LONGEST_SHEET", 2)
    trail.record_each("released", [trail.Target("x", None, str(one)) for one in range(3)], {})
    _name, first, onward = part(dpo, "/trail/export/?verb=released")
    assert "verb=released" in onward
    _name, second, end = part(dpo, onward)
    assert (first, len(second), end) == (["2", "1"], 2, "")


def test_a_sheet_that_just_fits_is_whole(dpo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "LONGEST_SHEET", 1)
    name, references, onward = part(dpo, "/trail/export/?verb=released")
    assert (name, len(references), onward) == ('attachment; filename="trail.csv"', 1, "")


def test_a_place_that_cannot_be_read_is_refused(dpo: Client) -> None:
    assert dpo.get("/trail/export/?cursor=x").status_code == 400


def test_a_long_sheet_is_written_as_it_is_read(dpo: Client) -> None:
    for _part in range(3):
        trail.record_each("counted", [trail.NOTHING] * 1000, {})
    answer: Any = dpo.get("/trail/export/", {"organisation": "", "reference": ""})
    parts = iter(answer.streaming_content)
    assert len(next(parts)) < 200
    assert sum(1 for _part in parts) >= 3000
