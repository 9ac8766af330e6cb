"""Figures as a file: the filter on the screen, as its reader may see them, safe to open, and told in the trail."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.people.models import User
from reporting.indicators.rules import INDICATORS
from reporting.indicators.worth import EXACT
from reporting.measures.rules import MEASURES
from tests.factories.matches import WALLET
from tests.factories.records import log, step
from tests.factories.returns import noon, submitted, verified
from tests.factories.targets import target_set
from tests.reporting.indicators.test_count_once import confirm

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
FIRST, SECOND = "2024-09-10", "2024-09-17"
REASON = "for the evaluation"


@pytest.fixture(autouse=True)
def claimed(cast: SimpleNamespace) -> Iterator[None]:
    with clock.at(noon("2025-01-08")):
        verified(cast.coordinator_th, cast.desk_supervision, FIRST, {"V01": 4, "P02": 6, "A01": "1234.50"})
        verified(cast.coordinator_th, cast.desk_supervision, SECOND, {"V01": 41, "G01": None})
        verified(cast.coordinator_vn, cast.desk_supervision, FIRST, {"V01": 62})
        verified(cast.coordinator_vn, cast.desk_supervision, SECOND, {"V01": 73})
        submitted(cast.coordinator_kh, FIRST, {"P02": 5})
        target_set(cast.director, "P02", 200)
        target_set(cast.director, "P02", 80, "TH")
        yield


def taken(client: Client, kind: str, query: str = "page=results", reason: str = REASON) -> Any:
    answer = client.post(f"/results/export/?{query}", {"format": kind, "reason": reason})
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer


def told(client: Client, query: str = "page=results") -> Any:
    return json.loads(taken(client, "json", query).content)


def figure(found: Any, code: str, country: str, week: str = "") -> dict[str, Any]:
    """The one row of a figure."""
    [one] = [
        row for row in found["figures"] if (row["indicator"], row["country"], row["week"]) == (code, country, week)
    ]
    return dict(one)


def test_every_figure_by_country_and_week_with_its_sources(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = told(client_of(cast.director))
    assert len(found["figures"]) == len(INDICATORS) * 7 * 23
    one = figure(found, "P02", "TH", "2024-W37")
    parts = ("total", "recorded", "reported", "verified", "submitted", "logged")
    assert [one[part] for part in parts] == [6, 0, 6, 6, 0, 0]
    assert figure(found, "A01", "TH", "2024-W37")["total"] == "1234.50"
    assert figure(found, "G01", "TH", "2024-W38")["state"] == "no data"
    assert figure(found, "G01", "TH", "2024-W38")["total"] is None
    assert figure(found, "P02", "")["total"] == 11
    totals = next(row for row in found["totals"] if row["indicator"] == "P02")
    assert (totals["claims"], totals["twice"], totals["total"]) == (11, 0, 11)
    assert (totals["target"], totals["target_of_countries"], totals["difference"]) == (200, 80, 120)


def test_rules_with_their_versions_and_what_the_file_is(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = told(client_of(cast.director), "page=results&figures=verified&as_known=2025-01-07")
    assert {rule["code"]: rule["version"] for rule in found["rules"]} == {
        each.code: each.version for each in INDICATORS
    }
    about = found["about"]
    assert (about["operation"], about["as_known_on"], about["standings"]) == ("seagull", "2025-01-07", "verified")
    assert (about["exported_by"], about["reason"]) == (str(cast.director), REASON)
    assert len(about["audit_anchor"]["sha256"]) == 64


def test_a_member_takes_what_it_sees_and_no_more(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = told(client_of(cast.coordinator_vn))
    for week in ("2024-W37", "2024-W38"):
        assert figure(found, "V01", "TH", week)["state"] == "withheld"
        assert figure(found, "V01", "TH", week)["total"] is None
    assert figure(found, "V01", "VN", "2024-W37")["total"] == 62
    assert figure(found, "P02", "KH")["state"] == "no data"
    assert figure(told(client_of(cast.coordinator_kh)), "P02", "KH")["submitted"] == 5
    lmlecc = told(client_of(cast.director))
    assert figure(lmlecc, "V01", "TH", "2024-W37")["total"] == 4
    assert "withheld" not in {row["state"] for row in lmlecc["figures"]}


def test_exactly_the_filter_of_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    found = told(client, "page=results-country&country=TH&line=2&first=2024-W37&last=2024-W38")
    assert {row["country"] for row in found["figures"]} == {"TH"}
    assert {row["week"] for row in found["figures"]} == {"2024-W37", "2024-W38", ""}
    assert {row["indicator"] for row in found["figures"]} == {each.code for each in INDICATORS if each.line == 2}
    assert found["totals"] == []
    assert {rule["line"] for rule in told(client, "page=results-line&line=3")["rules"]} == {3}


def test_the_workbook_reads_back_what_the_others_say(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, line = client_of(cast.director), "page=results-line&line=2"
    book = load_workbook(BytesIO(taken(client, "xlsx", line).content))
    assert book.sheetnames == ["About", *SHEETS, "Measures", "Counting rules", "Rules of measures"]
    rows = list(book["Figures"].iter_rows(values_only=True))
    lines = list(csv.reader(StringIO(taken(client, "csv", line).content.decode("utf-8-sig"))))
    found = told(client, line)
    assert len(rows) == 1 + len(found["figures"])
    assert len(lines) == len(rows) + len(found["measures"])
    for row, beside in zip(rows, lines, strict=False):
        assert ["" if cell is None else str(cell) for cell in row[:9]] == beside[:9]
        assert [cell if isinstance(cell, str) else _number(cell) for cell in row[9:]] == [
            _number(cell) for cell in beside[9:]
        ]
    about = dict(book["About"].iter_rows(values_only=True, max_col=2))
    assert about["Reason"] == REASON
    assert about["Made by"] == str(cast.director)
    assert ("P02", "Thailand", 80) in list(book["Targets"].iter_rows(values_only=True))


SHEETS = ("Figures", "Totals", "Targets")


def test_measures_are_those_of_their_page_with_their_rules(cast: SimpleNamespace, client_of: ClientOf) -> None:
    """Each number by country and of all; of the whole execution, whichever weeks were asked for."""
    client = client_of(cast.director)
    found = told(client, "page=results&first=2024-W37&last=2024-W38")
    shown = {one["code"]: one for one in client.get("/api/v1/measures/").json()}
    assert {one["code"] for one in found["measure_rules"]} == set(shown)
    assert {one["code"]: one["text"] for one in found["measure_rules"]} == {
        code: f"{one['rule']} {one['known']}" for code, one in shown.items()
    }
    lines = {(one["measure"], one["country"], one["column"]): one for one in found["measures"]}
    for code, one in shown.items():
        for place, values in (*one["countries"].items(), ("", one["total"])):
            for column, value in values.items():
                line = lines[code, place, column]
                assert line["state"] == ("no data" if value is None else "known")
                assert (line["value"] is None) is (value is None)
                assert value is None or Decimal(str(line["value"])) == Decimal(value)
    assert lines["M03", "TH", "due"]["value"] == 21


def test_a_member_takes_its_own_measures_and_a_line_its_own(cast: SimpleNamespace, client_of: ClientOf) -> None:
    found = told(client_of(cast.coordinator_vn))
    assert {one["country"] for one in found["measures"] if one["measure"] == "M03"} == {"VN"}
    narrowed = told(client_of(cast.director), "page=results-line&line=7")
    assert {one["measure"] for one in narrowed["measures"]} == {one.code for one in MEASURES if one.line == 7}
    of_one = told(client_of(cast.director), "page=results-country&country=TH")
    assert {one["country"] for one in of_one["measures"]} == {"TH"}


def test_money_is_told_by_its_currency(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    rated: dict[str, Any] = {"rate_source": "Sample bank", "rate_on": date(2024, 9, 12)}
    money = (("THB", Decimal(100_000), Decimal("0.03")), ("BTC", Decimal("0.125"), Decimal(8000)))
    with as_(cast.coordinator_th):
        for currency, amount, rate in money:
            given = rated | {"currency": currency, "amount": amount, "usd_rate": rate}
            asset = log("seized-assets", cast.coordinator_th, **given)
            step(asset, "seize", cast.coordinator_th, date(2024, 9, 12))
    client = client_of(cast.director)
    line = "page=results-line&line=4"
    found = {(one["currency"], one["country"]): one for one in told(client, line)["currencies"]}
    assert {key: (one["total"], one["usd"]) for key, one in found.items()} == {
        ("THB", ""): ("100000", "3000.00"),
        ("THB", "TH"): ("100000", "3000.00"),
        ("BTC", ""): ("0.125", "1000.00"),
        ("BTC", "TH"): ("0.125", "1000.00"),
    }
    book = load_workbook(BytesIO(taken(client, "xlsx", line).content))
    rows = list(book["By currency"].iter_rows(values_only=True, min_row=2))
    assert ("A01", "BTC", "TH", "Thailand", 0.125, 0, 0.125, 1000) in rows
    lines = list(csv.reader(StringIO(taken(client, "csv", line).content.decode("utf-8-sig"))))
    assert [row[9] for row in lines if row[0] == "A01.THB"] == ["100000", "100000"]
    assert told(client, f"{line}&figures=verified")["currencies"] == []
    weeks = {week: f"{line}&first={week}&last={week}" for week in ("2024-W36", "2024-W37")}
    assert [len(told(client, query)["currencies"]) for query in weeks.values()] == [0, 4]
    for reader in (cast.coordinator_kh, cast.officer_cn):
        assert told(client_of(reader), line)["currencies"] == []


def test_a_members_money_is_never_that_of_all_six(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    for by, amount in ((cast.coordinator_th, 100_000), (cast.coordinator_mm, 40_000)):
        seized(by, as_, currency="THB", amount=Decimal(amount), usd_rate=Decimal("0.03"))
    line = "page=results-line&line=4"
    totals = {
        who: {one["country"]: one["total"] for one in told(client_of(getattr(cast, who)), line)["currencies"]}
        for who in ("coordinator_th", "coordinator_mm", "director")
    }
    assert totals == {
        "coordinator_th": {"TH": "100000"},
        "coordinator_mm": {"MM": "40000"},
        "director": {"TH": "100000", "MM": "40000", "": "140000"},
    }
    assert told(client_of(cast.coordinator_th), "page=results-country&country=MM")["currencies"] == []
    lines = list(csv.reader(StringIO(taken(client_of(cast.coordinator_th), "csv", line).content.decode("utf-8-sig"))))
    assert [row[3] for row in lines if row[0] == "A01.THB"] == ["TH"]


def test_of_currencies_is_said_only_where_there_are_some(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    seized(cast.coordinator_th, as_, currency="THB", amount=Decimal(100_000), usd_rate=Decimal("0.03"))
    client, line = client_of(cast.coordinator_th), "page=results-line&line=4"
    for query, told_of in ((line, True), (f"{line}&figures=verified", False), ("page=results-line&line=2", False)):
        book = load_workbook(BytesIO(taken(client, "xlsx", query).content))
        about = dict(book["About"].iter_rows(values_only=True, max_col=2))
        words = "By the records that you may see; different currencies are never added."
        assert about.get("Currencies") == (words if told_of else None)
        assert ("By currency" in book.sheetnames) is told_of
        page = client.get(f"/results/export/?{query}").content.decode()
        assert ("Beside them money by its original currency" in page) is told_of
        assert "the measures of the work between countries" in page


def test_what_comes_off_keeps_its_last_part(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    """Two hold 4,200,000,000,000.000000000000000001 each, thirty-one digits, and find that it is the same."""
    amount = Decimal("4200000000000.000000000000000001")
    for by in (cast.coordinator_vn, cast.coordinator_kh):
        seized(by, as_, currency="USDT", amount=amount, usd_rate=Decimal(1), identifiers=(WALLET,))
    confirm(cast, "vn", "kh")
    client, line = client_of(cast.director), "page=results-line&line=4"
    book = load_workbook(BytesIO(taken(client, "xlsx", line).content))
    [row] = [
        row
        for row in book["By currency"].iter_rows(values_only=True, min_row=2)
        if row[:2] == ("A01", "USDT") and not row[2]
    ]
    claims, twice, total = (Decimal(str(cell)) for cell in row[4:7])
    assert (claims, twice, total) == (EXACT.add(amount, amount), EXACT.minus(amount), amount)
    assert EXACT.add(claims, twice) == total


def seized(by: User, as_: As, **given: Any) -> None:
    rated: dict[str, Any] = {"rate_source": "Sample bank", "rate_on": date(2024, 9, 12)}
    with as_(by):
        step(log("seized-assets", by, **rated, **given), "seize", by, date(2024, 9, 12))


def _number(cell: Any) -> Any:
    """A cell of either file as a number; a head as it stands; None for nothing, which is not 0."""
    if cell in (None, ""):
        return None
    return cell if isinstance(cell, str) and not cell[-1].isdigit() else Decimal(str(cell))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_no_cell_begins_like_a_formula(kind: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    content = taken(client_of(cast.director), kind, "page=results-line&line=2", "=HYPERLINK(1)").content
    if kind == "csv":
        cells = [cell for row in csv.reader(StringIO(content.decode("utf-8-sig"))) for cell in row]
    else:
        book = load_workbook(BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        assert "'=HYPERLINK(1)" in cells
        assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith(("=", "+", "@"))]


def test_it_is_a_disclosure_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = taken(client_of(cast.officer_th), "csv", "page=results-line&line=2")
    assert answer["Content-Disposition"] == 'attachment; filename="seagull-figures-2025-01-08.csv"'
    entry = AuditEntry.objects.get(verb="exported")
    assert entry.actor_id == cast.officer_th.pk
    assert entry.details["reason"] == REASON
    assert (entry.details["page"], entry.details["filter"]) == ("results-line", "line=2")
    assert entry.details["sha256"] == sha256(answer.content).hexdigest()
    assert entry.details["rows"] == len(list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))) - 1


def test_the_trail_counts_every_row_that_left(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    seized(cast.coordinator_th, as_, currency="THB", amount=Decimal(100_000), usd_rate=Decimal("0.03"))
    found = told(client_of(cast.director), "page=results-line&line=4")
    parts = [len(found[name]) for name in ("figures", "currencies", "measures")]
    assert all(parts)
    assert AuditEntry.objects.get(verb="exported").details["rows"] == sum(parts)


def test_without_a_reason_nothing_leaves(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    assert client.post("/results/export/?page=results", {"format": "csv", "reason": " "}).status_code == 400
    assert client.post("/results/export/?page=results", {"format": "pdf", "reason": REASON}).status_code == 400
    bad = client.post("/results/export/?page=results&line=77", {"format": "csv", "reason": REASON})
    assert bad.status_code == 400
    assert client.get("/results/export/?page=results-border").status_code == 404
    assert not AuditEntry.objects.filter(verb="exported").exists()


def test_the_page_says_what_will_be_in_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = " ".join(
        client_of(cast.officer_th).get("/results/export/?page=results-line&line=4").content.decode().split()
    )
    assert "Confiscate criminal assets" in text
    assert "of the others what is verified" in text
