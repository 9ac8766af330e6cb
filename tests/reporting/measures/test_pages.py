"""How the countries worked together, on the results page and on its own: each number opens what is behind it."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.people.models import User
from reporting.measures.rules import MEASURES
from tests.factories import knowledge, supervision
from tests.factories.matches import match_between
from tests.factories.records import log_many, step
from tests.factories.requests import MONDAY, at, sent
from tests.factories.requests import step as take
from tests.factories.returns import noon, submitted
from tests.reporting.measures.test_kept import ARRESTED

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
OWN = "/results/together/"


@pytest.fixture(autouse=True)
def after_the_execution() -> Iterator[None]:
    with clock.at(noon("2025-01-08")):
        yield


@pytest.fixture
def work(cast: SimpleNamespace, as_: As) -> None:
    """Cambodia answered one of two requests, Thailand arrested 12 persons, a visit, a lesson, a match, a return."""
    with clock.at(at(f"{MONDAY} 10:00")):
        first, _second = (sent(cast.coordinator_th, cast.coordinator_kh) for _each in range(2))
        take(first, "acknowledge", cast.coordinator_kh)
        take(first, "answer", cast.coordinator_kh)
    with as_(cast.officer_th):
        for suspect in log_many("suspects", cast.officer_th, 12):
            step(suspect, "arrest", cast.officer_th, ARRESTED)
    supervision.reported_visit(cast, ARRESTED)
    knowledge.validated(cast)
    match_between(cast.coordinator_th, cast.coordinator_kh)
    submitted(cast.coordinator_th, "2024-12-30")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def row(text: str, code: str) -> list[str]:
    """The cells of a measure in the section of the results page, behind its label."""
    section = re.search(r'id="together-title".*?</section>', text)
    assert section
    line = next(one for one in re.findall(r"<tr.*?</tr>", section.group()) if f">{code}<" in one)
    return [plain(cell) for cell in re.findall(r"<td.*?</td>", line)]


def test_without_anything_every_measure_says_no_data(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = page(client_of(cast.director), "/results/")
    for measure in MEASURES:
        if measure.code != "M03":
            assert row(text, measure.code) == ["no data"] * 7
    own, of_two, of_all = (f"0 % 0 of {due} · In time, of due: 0 %" for due in (21, 42, 147))
    assert row(text, "M03") == [own, own, of_two, own, own, own, of_all], "returns are due, whether they came or not"


def test_the_section_of_the_results(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = page(client_of(cast.director), "/results/")
    assert row(text, "X01") == ["50 % 1 of 2 · Refused: 0", *["no data"] * 5, "50 % 1 of 2 · Refused: 0"]
    assert row(text, "P04")[4] == row(text, "P04")[-1] == "0 % 0 of 12 · Convicted of arrested: 0 %"
    assert row(text, "D01")[0] == row(text, "D01")[-1] == "1 Resolved: 0"


def test_a_member_meets_its_own_column_and_what_all_read(
    work: None, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    """Actions of the plan and lessons are open to all six; of the rest each reads its own."""
    text = page(client_of(cast.officer_kh), "/results/")
    assert row(text, "X01") == ["50 % 1 of 2 · Refused: 0", "–"]
    assert row(text, "M02") == ["no data", "–"]
    assert row(text, "D01") == ["–", "–"], "an officer is told of no match"
    assert row(text, "L01") == ["no data", "1 Adopted: 0"]


def test_a_line_of_effort_is_led_by_its_measure(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    for who in (cast.director, cast.officer_kh):
        text = page(client_of(who), "/results/")
        lines = re.search(r'id="lines-title".*?</section>', text)
        assert lines
        assert plain(lines.group()).endswith("L01 Lessons validated and adopted 1")


def test_as_known_earlier(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    assert row(page(client, "/results/?as_known=2024-09-01"), "X01") == ["no data"] * 7
    text = page(client, f"{OWN}?as_known=2024-09-05")
    assert "as_known=2024-09-05" in text
    refused = client.get(f"{OWN}?as_known=2025-02-01")
    assert refused.status_code == 400
    assert "has not come yet" in refused.content.decode()


def test_every_number_opens_what_is_behind_it(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    for who, address in ((cast.director, "/results/"), (cast.coordinator_kh, OWN), (cast.officer_th, OWN)):
        client = client_of(who)
        links = set(re.findall(r'href="(/results/together/[A-Z]\d\d/[^"]*)"', page(client, address)))
        assert links
        for link in links:
            page(client, link.replace("&amp;", "&"))


def test_things_one_by_one(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, things = client_of(cast.coordinator_kh), {}
    for part in ("in_time", "due", "refused"):
        text = page(client, f"{OWN}X01/?country=KH&part={part}")
        things[part] = re.findall(r'href="/exchange/requests/[0-9a-f-]{36}/">[^<]+</a> </th> <td>([^<]+)</td>', text)
    assert things == {"in_time": ["answered in time"], "due": ["answered in time", "overdue"], "refused": []}


def test_the_way_to_the_records(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    own = page(client_of(cast.officer_th), f"{OWN}P04/?country=TH&part=arrested")
    assert "Open the 12 records of your agency" in own
    address = re.search(r'href="(/records/suspects/\?behind=measure:[^"]+)"', own)
    assert address
    assert page(client_of(cast.officer_th), address.group(1)).count("SG24-TH-SUS-") >= 12
    nameless = page(client_of(cast.director), f"{OWN}P04/?country=TH&part=arrested")
    assert "See the 12 records without names" in nameless


@pytest.mark.parametrize(
    "address",
    ["Z99/", "X01/?country=XX", "X01/?part=share", "X01/?part=none", "X01/?as_known=soon", "M02/?country=none"],
)
def test_what_names_no_number_is_not_found(cast: SimpleNamespace, client_of: ClientOf, address: str) -> None:
    assert client_of(cast.director).get(f"{OWN}{address}").status_code == 404


@pytest.mark.parametrize("address", ["X01/?country=TH", "X01/", "M02/?country=TH", "D01/?country=KH", "V02/"])
def test_what_one_may_not_see_is_not_found(
    work: None, cast: SimpleNamespace, client_of: ClientOf, address: str
) -> None:
    """For an officer of Cambodia: other countries, all of them, and matches."""
    assert client_of(cast.officer_kh).get(f"{OWN}{address}").status_code == 404


def test_few_victims_are_not_listed(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        log_many("rescued-laborers", cast.officer_th, 3)
    text = page(client_of(cast.director), f"{OWN}V02/?country=TH")
    assert "Fewer than 10 persons" in text
    assert "behind=measure" not in text


@pytest.mark.parametrize("who", ["dpo", "admin", "observer_unodc", "stranger"])
def test_who_reads_no_figures_reads_no_measures(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    for address in (OWN, f"{OWN}L01/"):
        assert client_of(getattr(cast, who)).get(address).status_code == 403


def test_the_reading_is_in_the_trail(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_kh)
    page(client, OWN)
    page(client, f"{OWN}X01/?country=KH&part=due")
    found = AuditEntry.objects.filter(actor_id=cast.officer_kh.pk)
    assert found.filter(verb="read measures").count() == 1
    assert found.get(verb="read measure").details == {"measure": "X01", "country": "KH", "part": "due"}


def test_supervision_leads_to_them(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert f'href="{OWN}"' in page(client_of(cast.director), "/supervision/")


def test_each_agency_of_laos_is_told_that_it_counts_what_it_reads(cast: SimpleNamespace, client_of: ClientOf) -> None:
    said = "What your agency reads; the other agency of your country has its own."
    assert said in page(client_of(cast.officer_la2), OWN)
    assert said not in page(client_of(cast.officer_th), OWN)


@pytest.mark.parametrize("address", [OWN, f"{OWN}X01/"])
def test_the_number_of_queries_does_not_grow(
    work: None, cast: SimpleNamespace, as_: As, client_of: ClientOf, address: str
) -> None:
    client, costs = client_of(cast.director), []
    page(client, address)
    for _each in range(2):
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        costs.append(len(queries))
        for _more in range(5):
            sent(cast.coordinator_th, cast.coordinator_vn)
            knowledge.validated(cast)
        supervision.reported_visit(cast, ARRESTED)
        with as_(cast.officer_kh):
            log_many("rescued-laborers", cast.officer_kh, 5)
    assert costs[0] == costs[1]


def test_the_api_says_what_the_page_says(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = {one["code"]: one for one in client_of(cast.director).get("/api/v1/measures/").json()}
    assert list(found) == [measure.code for measure in MEASURES]
    assert found["X01"]["countries"]["KH"] == {
        "asked": "2", "due": "2", "in_time": "1", "share": "50.0", "refused": "0",
    }  # fmt: skip
    assert found["X01"]["countries"]["VN"] == dict.fromkeys(found["X01"]["countries"]["KH"])
    assert found["P04"]["total"]["arrested"] == "12"
    assert found["X01"]["columns"][3] == {
        "key": "share", "label": "In time", "unit": "percent", "part": "in_time", "whole": "due",
    }  # fmt: skip


def test_the_api_tells_a_member_its_own(work: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_kh)
    found = {one["code"]: one for one in client.get("/api/v1/measures/").json()}
    assert (list(found["X01"]["countries"]), found["X01"]["total"]) == (["KH"], None)
    assert found["D01"]["countries"] == {}
    assert found["L01"]["total"] == {"validated": "1", "adopted": "0", "share": "0.0"}
    refused = client.get("/api/v1/measures/?as_known=2025-02-01")
    assert refused.status_code == 400
    assert "as_known" in refused.json()
