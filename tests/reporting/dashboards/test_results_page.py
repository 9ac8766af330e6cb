"""The results page: the same figures for each reader as the ledger holds for it, and nothing of others."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.people.models import User
from operation.people.navigation import entries
from operation.people.selectors import principal_of
from operation.plan.models import LineOfEffort, Objective, Operation
from reporting.indicators.rules import INDICATORS, indicator_named
from reporting.measures.rules import MEASURES
from tests.factories.records import log_many, step
from tests.factories.returns import drafted, noon, submitted, verified

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY = "2024-09-10"
LEADS = {code for code in ("S01", "P02", "V01", "A01", "G01", "C02", "L01") if indicator_named(code)}
"""The figures that lead the lines of effort, as far as they are counted."""


@pytest.fixture(autouse=True)
def after_the_execution() -> Iterator[None]:
    with clock.at(noon("2025-01-08")):
        yield


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/results/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def section(text: str, name: str) -> str:
    """One panel of the page, by its id."""
    found = re.search(rf'id="{name}-title".*?</section>', text)
    assert found
    return found.group()


def row(text: str, head: str) -> dict[str, str]:
    """The words of a row of the table by country, by the codes of the figures."""
    table = section(text, "countries")
    codes = re.findall(r'<span class="soft">([A-Z]\d\d\w?)</span>', table)
    for one in re.findall(r"<tr.*?</tr>", table):
        cells = [re.sub(r"<[^>]+>", " ", cell).split() for cell in re.findall(r"<t[hd].*?</t[hd]>", one)]
        if head in cells[0]:
            return dict(zip(codes, [" ".join(words) for words in cells[3:]], strict=True))
    raise AssertionError(head)


def test_without_anything_every_line_says_no_data(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = page(client_of(cast.director))
    assert section(text, "lines").count("no data") == 7
    assert row(text, "KH") == dict.fromkeys(LEADS, "no data")
    assert ">0<" not in section(text, "countries")


def test_the_secretariat_sees_claims_and_totals(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 3)
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"V01": 1005, "A01": "1234567.80", "G01": None})
    submitted(cast.coordinator_vn, DAY, {"V01": 7, "G01": 0})
    text = page(client_of(cast.director))
    assert row(text, "TH").items() >= {"S01": "0", "P02": "0", "V01": "1,005", "A01": "1.23 M"}.items()
    assert row(text, "KH") == dict.fromkeys(LEADS, "no data") | {"V01": "3"}
    arms = page(client_of(cast.director), "?line=5")
    assert (row(arms, "TH")["G01"], row(arms, "VN")["G01"]) == ("no data", "0")
    assert row(text, "Sum")["V01"] == "1,015"
    assert row(text, "Claimed")["V01"] == "none recorded"
    assert row(text, "Total")["V01"] == "1,015 without CN, LA, MM"
    assert "1,005 verified, 7 submitted, 3 logged" in page(client_of(cast.director), "?indicator=V01")


@pytest.mark.parametrize(("figures", "total"), [("verified", "1,005"), ("submitted", "1,012"), ("all", "1,015")])
def test_figures_as_far_as_asked(figures: str, total: str, cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 3)
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"V01": 1005})
    submitted(cast.coordinator_vn, DAY, {"V01": 7})
    assert row(page(client_of(cast.director), f"?figures={figures}"), "Sum")["V01"] == total


def test_a_member_sees_its_own_in_full_and_of_others_what_is_verified(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 3)
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"V01": 1005})
    submitted(cast.coordinator_vn, DAY, {"V01": 7})
    cambodia, viet_nam = page(client_of(cast.officer_kh)), page(client_of(cast.officer_vn))
    assert [row(cambodia, country)["V01"] for country in ("KH", "TH", "VN")] == ["3", "1,005", "no data"]
    assert [row(viet_nam, country)["V01"] for country in ("KH", "TH", "VN")] == ["no data", "1,005", "7"]
    assert row(cambodia, "Sum")["V01"] == "1,008"
    assert "Your country in full; of the others what is verified." in cambodia


def test_what_others_add_unverified_changes_nothing_that_a_member_sees(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    client = client_of(cast.officer_kh)

    def seen() -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page(client, "?indicator=V01"))

    before = seen()
    with as_(cast.officer_th):
        log_many("rescued-laborers", cast.officer_th, 100)
    submitted(cast.coordinator_th, DAY, {"V01": 4711})
    drafted(cast.officer_vn, DAY, {"V01": 4712})
    assert seen() == before


@pytest.mark.parametrize("who", ["observer_unodc", "observer_interpol", "dpo", "admin", "stranger"])
def test_who_reads_no_figures_is_told_so(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(getattr(cast, who))
    for address in ("", "behind/?indicator=P02", "rules/", "?format=csv&table=weeks"):
        assert client.get(f"/results/{address}").status_code == 403
    assert "Results" not in [str(entry["label"]) for entry in entries(principal_of(getattr(cast, who)), "/")]


def test_an_arrest_makes_the_countrys_figure_grow_by_one(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        suspects = log_many("suspects", cast.coordinator_th, 2)
        step(suspects[0], "arrest", cast.coordinator_th, date(2024, 12, 30))
    assert row(page(client), "TH")["P02"] == "1"
    with as_(cast.coordinator_th):
        step(suspects[1], "arrest", cast.coordinator_th, date(2024, 12, 31))
    assert row(page(client), "TH")["P02"] == "2"


def test_as_known_on_a_day_is_what_was_recorded_by_then(cast: SimpleNamespace, client_of: ClientOf) -> None:
    with clock.at(noon("2024-09-17")):
        submitted(cast.coordinator_th, DAY, {"P02": 28})
    client = client_of(cast.director)
    assert row(page(client, "?as_known=2024-09-16"), "TH") == dict.fromkeys(LEADS, "no data")
    known = page(client, "?as_known=2024-09-17")
    assert row(known, "TH")["P02"] == "28"
    assert "Results to week 38" in known
    assert "5 of 22 weeks are over." not in known
    assert "6 of 22 weeks are over." in known
    assert "/results/behind/?indicator=P02&amp;country=TH&amp;as_known=2024-09-17" in known


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("as_known=2025-01-09", "2025-01-09"),
        ("as_known=x", "as_known"),
        ("figures=none", "none"),
        ("indicator=Z99", "Z99"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_with_its_value(
    query: str, value: str, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    answer = client_of(cast.director).get(f"/results/?{query}")
    assert answer.status_code == 400
    assert "One thing stops this" in answer.content.decode()
    assert value in answer.content.decode()


def test_targets_are_shown_where_there_are_any(cast: SimpleNamespace, client_of: ClientOf, seagull: Operation) -> None:
    for number, code, target in ((2, "P02", 40), (4, "A01", Decimal(2_500_000))):
        line = LineOfEffort.objects.get(operation=seagull, number=number)
        Objective.objects.create(line=line, text="Target", indicator=code, target=target)
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 10, "A01": 500_000})
    text = section(page(client_of(cast.director)), "lines")
    assert "25 %, of 40" in text
    assert "20 %, of 2.50 M" in text
    assert text.count("no target set") == 5


def test_the_grid_says_each_state_in_words(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY)
    text = section(page(client_of(cast.director)), "returns")
    assert f'href="/returns/{given.pk}/"' in text
    assert "Thailand, Week 37, 9 September to 15 September: submitted" in text
    assert len(re.findall('title="[^"]+: no return"', text)) == 125


def test_a_country_with_one_of_two_agencies_is_marked_incomplete(cast: SimpleNamespace, client_of: ClientOf) -> None:
    verified(cast.coordinator_la, cast.desk_supervision, DAY, {"V01": 5})
    client = client_of(cast.director)
    assert row(page(client), "LA")["V01"] == "5 incomplete"
    verified(cast.coordinator_la2, cast.desk_supervision, DAY, {"V01": 6})
    assert row(page(client), "LA")["V01"] == "11"


def test_what_was_published_elsewhere_is_quoted_and_part_of_nothing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = page(client_of(cast.director))
    quoted = re.search(r'id="published-title".*?</section>', text)
    assert quoted
    assert "Xinhua, 21 January 2025" in quoted.group()
    assert "more than 160 cases, more than 70,000 suspects, more than 160 victims" in quoted.group()
    assert "It is part of no figure on this page." in quoted.group()
    assert "70,000" not in text.replace(quoted.group(), "")


def test_reading_the_results_is_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    page(client_of(cast.director), "?figures=verified")
    entry = AuditEntry.objects.get(verb="read results")
    assert (entry.actor_id, entry.details) == (
        cast.director.pk,
        {"page": "results", "filter": "figures=verified"},
    )


def test_the_rules_of_every_figure_are_there(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = client_of(cast.officer_mm).get("/results/rules/").content.decode()
    for indicator in INDICATORS:
        assert f'id="{indicator.code}"' in text
        assert str(indicator.rule).replace("'", "&#x27;") in text
    for measure in MEASURES:
        assert f'href="/results/together/#{measure.code}"' in text
    assert "Not counted yet:" not in text, "every code of the plan is counted or measured"


def test_the_page_costs_the_same_however_much_there_is(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    client, costs = client_of(cast.director), []
    for count, days in ((1, [DAY]), (40, ["2024-08-08", "2024-09-18", "2024-10-02", "2024-11-05"])):
        for day in days:
            verified(cast.coordinator_th, cast.desk_supervision, day, {"P02": 7})
        with as_(cast.officer_kh):
            log_many("rescued-laborers", cast.officer_kh, count)
        with CaptureQueriesContext(connection) as queries:
            page(client)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_page_is_light(cast: SimpleNamespace, client_of: ClientOf) -> None:
    for who in ("kh", "cn", "la", "la2", "mm", "th", "vn"):
        verified(getattr(cast, f"coordinator_{who}"), cast.desk_supervision, DAY, {"P02": 7})
    assert len(client_of(cast.director).get("/results/").content) < 150_000


SAID = {"P02": "28", "G01": ""}
STATED = ",".join(SAID.get(each.code, "0.00" if each.unit.decimals else "0") for each in INDICATORS)
TABLES: dict[str, Any] = {
    "lines": (8, "2,Capture main criminal suspects,P02,28,0,28,"),
    "countries": (10, f"Thailand,1 of 21,{STATED}"),
    "weeks": (23, f"2024-W37,2024-09-09,2024-09-15,{STATED}"),
    "returns": (23, '"Week 37, 9 September to 15 September",' + "no return," * 4 + "verified,no return"),
}


@pytest.mark.parametrize("name", list(TABLES))
def test_each_table_can_be_taken_as_a_file(name: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 28, "G01": None})
    answer = client_of(cast.director).get(f"/results/?format=csv&table={name}&figures=verified")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = answer.content.decode("utf-8-sig").splitlines()
    count, line = TABLES[name]
    assert len(rows) == count
    assert line in rows
    exported = AuditEntry.objects.get(verb="exported")
    assert exported.details == {"table": name, "format": "csv", "filter": "figures=verified"}


def test_there_is_no_other_table(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.director).get("/results/?format=csv&table=names").status_code == 404
    assert client_of(cast.director).get("/results/?format=csv").status_code == 404
