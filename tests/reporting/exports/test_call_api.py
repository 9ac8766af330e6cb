"""The figures of the results over the API: the numbers of the file, for the same reader, at the same cut-off."""

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.people.models import User
from reporting.indicators.rules import INDICATORS
from tests.factories.returns import noon, submitted, verified
from tests.factories.targets import target_set

ClientOf = Callable[[User], Client]
FIGURES = "/api/v1/figures/"
FIRST, SECOND = "2024-09-10", "2024-09-17"
NUMBERS = ("total", "recorded", "reported", "verified", "submitted", "logged")


@pytest.fixture(autouse=True)
def claimed(cast: SimpleNamespace) -> Iterator[None]:
    with clock.at(noon("2024-09-25")):
        verified(cast.coordinator_th, cast.desk_supervision, FIRST, {"V01": 4, "P02": 6, "A01": "1234.50"})
        verified(cast.coordinator_vn, cast.desk_supervision, FIRST, {"V01": 62, "G01": None})
    with clock.at(noon("2024-10-02")):
        submitted(cast.coordinator_kh, SECOND, {"P02": 5})
        target_set(cast.director, "P02", 80, "TH")
    with clock.at(noon("2025-01-08")):
        yield


def told(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"{FIGURES}?{query}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return dict(answer.json())


def figure(found: dict[str, Any], code: str, country: str, week: str = "") -> dict[str, Any]:
    """The one row of a figure."""
    [one] = [
        row for row in found["figures"] if (row["indicator"], row["country"], row["week"]) == (code, country, week)
    ]
    return dict(one)


@pytest.mark.parametrize("who", ["director", "coordinator_vn", "officer_kh"])
@pytest.mark.parametrize("query", ["", "line=2&figures=verified", "as_known=2024-09-30&first=2024-W37&last=2024-W38"])
def test_the_same_as_in_the_file(who: str, query: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(getattr(cast, who))
    answer = client.post(f"/results/export/?page=results&{query}", {"format": "json", "reason": "to compare"})
    file, found = json.loads(answer.content), told(client, query)
    for part in ("figures", "totals", "targets"):
        assert found[part] == [_plain(row) for row in file[part]], part
    assert found["rules"] == file["rules"][: len(found["rules"])]
    assert found["general_rules"] == file["general_rules"]
    assert found["as_known_on"] == file["about"]["as_known_on"]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the file as the API writes it: every number as text, no country as none."""
    return {
        name: "" if name == "country" and value is None else str(value) if isinstance(value, int) else value
        for name, value in row.items()
    }


def test_a_figure_with_its_sources(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = told(client_of(cast.director))
    assert len(found["figures"]) == len(INDICATORS) * 7 * 23
    assert [figure(found, "P02", "TH", "2024-W37")[name] for name in NUMBERS] == ["6", "0", "6", "6", "0", "0"]
    assert figure(found, "A01", "TH", "2024-W37")["total"] == "1234.50"
    missing = figure(found, "G01", "VN", "2024-W37")
    assert (missing["state"], missing["total"]) == ("no data", None)
    assert {"indicator": "P02", "country": "TH", "target": "80"} in found["targets"]


def test_as_known_on_an_earlier_day(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    assert figure(told(client), "P02", "")["total"] == "11"
    before = told(client, "as_known=2024-10-01")
    assert (figure(before, "P02", "")["total"], before["as_known_on"]) == ("6", "2024-10-01")


def test_of_others_a_member_reads_what_is_verified_and_no_small_figure_of_victims(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    found = told(client_of(cast.coordinator_vn))
    assert figure(found, "P02", "KH")["state"] == "no data"
    assert (figure(found, "V01", "TH")["state"], figure(found, "V01", "TH")["total"]) == ("withheld", None)
    assert figure(found, "V01", "VN")["total"] == "62"


def test_one_country_and_one_line(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = told(client_of(cast.director), "country=TH&line=2")
    assert {row["country"] for row in found["figures"]} == {"TH"}
    assert {row["indicator"] for row in found["figures"]} == {each.code for each in INDICATORS if each.line == 2}
    assert found["totals"] == []


@pytest.mark.parametrize(
    "query",
    [
        "country=US",
        "line=9",
        "as_known=soon",
        "as_known=2030-01-01",
        "figures=some",
        "first=2024-W99",
        "as_know=2024-11-13",
    ],
)
def test_a_filter_that_cannot_be_is_refused_with_its_value(
    query: str, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    refused = client_of(cast.director).get(f"{FIGURES}?{query}")
    name, value = query.split("=")
    assert refused.status_code == 400
    assert name in refused.json()
    assert value in str(refused.json()[name]) or name in ("as_known", "as_know")


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin"])
def test_who_reads_no_figures_gets_the_reason(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    refused = client_of(getattr(cast, who)).get(FIGURES)
    assert refused.status_code == 403
    assert refused.json()["detail"]


def test_the_reading_is_in_the_trail_and_costs_the_same_however_much_there_is(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    client, costs = client_of(cast.director), []
    for day in (FIRST, SECOND):
        submitted(cast.coordinator_mm, day, {"P02": 3})
        with CaptureQueriesContext(connection) as queries:
            told(client, "line=2")
        costs.append(len(queries))
    assert costs[0] == costs[1]
    entry = AuditEntry.objects.filter(verb="read results", actor_id=cast.director.pk).last()
    assert entry is not None
    assert (entry.details["page"], entry.details["filter"]) == ("api", "line=2")


def test_the_schema_tells_of_figures_without_a_warning(db: None) -> None:
    GENERATOR_STATS.reset()
    schema: Any = SchemaGenerator().get_schema(public=True)
    answer = schema["paths"]["/api/v1/figures/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer == {"$ref": "#/components/schemas/Figures"}
    parts = schema["components"]["schemas"]["Figures"]["properties"]
    named = {name: parts[name]["items"].get("$ref") for name in ("figures", "totals", "targets", "rules")}
    assert named == {
        name: f"#/components/schemas/Figure{kind}"
        for name, kind in (("figures", ""), ("totals", "Total"), ("targets", "Target"), ("rules", "Rule"))
    }
    assert not [text for text in GENERATOR_STATS._warn_cache if "igure" in text]
