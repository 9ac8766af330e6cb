"""What is behind a figure: the way to the own records, nameless for the secretariat, nothing of other countries."""

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
from operation.cases.drafts import NameDraft
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.rules.p02 import P02
from reporting.indicators.selections import FigureKey, find_selection, find_taken_off
from reporting.indicators.weeks import weeks_of
from tests.coordination.deconfliction.test_disclose import agree, propose
from tests.factories.matches import holds, matches_of
from tests.factories.records import log, log_many, step
from tests.factories.returns import noon, submitted, verified

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY = "2024-09-10"
CANARY = "ปลาหมึกตัวอย่าง"


@pytest.fixture(autouse=True)
def after_the_execution() -> Iterator[None]:
    with clock.at(noon("2025-01-08")):
        yield


def page(client: Client, query: str) -> str:
    answer = client.get(f"/results/behind/?{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def fact(text: str, label: str) -> str:
    found = re.search(rf"<dt>{label}</dt>\s*<dd>\s*<span[^>]*>(.*?)</span>", text)
    assert found, label
    return found.group(1)


@pytest.fixture
def arrested(cast: SimpleNamespace, as_: As) -> Any:
    """One person arrested in Thailand in week 37, and one who is only looked for."""
    with as_(cast.coordinator_th):
        log("suspects", cast.coordinator_th, names=(NameDraft("ยังไม่ถูกจับ"),))
        suspect = log("suspects", cast.coordinator_th, names=(NameDraft(CANARY),), narrative=CANARY)
        return step(suspect, "arrest", cast.coordinator_th, date(2024, 9, 12))


def test_a_figure_is_told_by_where_it_comes_from_and_how_far_it_stands(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 3)
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 5})
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 6)
    text = page(client_of(cast.officer_kh), "indicator=V01&country=KH&week=2024-W37")
    told = {label: fact(text, label) for label in ("Total", "From records", "Reported without records", "Verified")}
    assert told == {"Total": "9", "From records": "9", "Reported without records": "0", "Verified": "8"}
    assert fact(text, "Logged, not in a return") == "1"
    for words in ("return submitted", "return verified", "a record for what was reported"):
        assert words in text


def test_a_country_opens_its_own_records(arrested: Any, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    text = page(client, "indicator=P02&country=TH&week=2024-W37")
    assert "Open the 1 record of your agency" in text
    found = re.search(r'href="(/records/suspects/\?behind=[^"]+)"', text)
    assert found
    listed = client.get(found.group(1))
    assert listed.status_code == 200
    assert arrested.reference in listed.content.decode()
    assert "ยังไม่ถูกจับ" not in listed.content.decode()


@pytest.mark.parametrize("query", ["", "&country=TH", "&country=TH&week=2024-W37"])
def test_another_country_learns_nothing_of_the_records(
    query: str, arrested: Any, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 4})
    text = page(client_of(cast.coordinator_kh), f"indicator=P02{query}")
    assert fact(text, "Total") == "5"
    for secret in (CANARY, arrested.reference, str(arrested.pk), "/records/suspects/?behind", "coordinator.th"):
        assert secret not in text
    assert "/returns/0" not in text


def test_the_key_of_a_figure_opens_nothing_of_others_in_a_list(
    arrested: Any, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    verified(cast.coordinator_th, cast.desk_supervision, DAY)
    listed = client_of(cast.coordinator_kh).get("/records/suspects/?behind=figure:P02.TH.all.now")
    assert listed.status_code == 200
    assert CANARY not in listed.content.decode()
    assert arrested.reference not in listed.content.decode()


def test_the_secretariat_finds_the_records_without_names(
    arrested: Any, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    client = client_of(cast.director)
    text = page(client, "indicator=P02&country=TH")
    assert "See the 1 record without names" in text
    found = re.search(r'href="(/records/facts/\?behind=[^"]+)"', text)
    assert found
    facts = client.get(found.group(1))
    assert facts.status_code == 200
    for answer in (text, facts.content.decode()):
        assert CANARY not in answer
        assert arrested.reference not in answer


@pytest.mark.parametrize(("count", "listed"), [(9, False), (10, True)])
def test_few_victims_are_not_listed_one_by_one(
    count: int, listed: bool, cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, count)
    text = page(client_of(cast.director), "indicator=V01&country=KH")
    assert ("/records/facts/?behind=" in text) is listed
    assert ("Fewer than 10 persons" in text) is not listed


def test_a_figure_without_records_says_so_and_names_the_returns(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY, {"G01": 12})
    text = page(client_of(cast.officer_th), "indicator=G01&country=TH")
    assert "No record that you may see counts in it." in text
    assert f'href="/returns/{given.pk}/"' in text
    assert ">12<" in text


def test_a_figure_of_two_types_opens_both_lists(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.coordinator_th):
        asset = log("seized-assets", cast.coordinator_th, amount=Decimal(900), currency="USD")
        for name, given in (
            ("seize", {}),
            ("confiscate", {"legal_order": "No. 7"}),
            ("dispose", {"disposition": "restitution"}),
        ):
            asset = step(asset, name, cast.coordinator_th, date(2024, 9, 12), **given)
        stop = log("stop-payments", cast.coordinator_th, amount=Decimal(500), currency="USD")
        stop = step(stop, "intercept", cast.coordinator_th, date(2024, 9, 12), intercepted=Decimal(500))
        step(stop, "return", cast.coordinator_th, date(2024, 9, 13), returned=Decimal(400))
    text = page(client_of(cast.coordinator_th), "indicator=A03&country=TH")
    assert fact(text, "Total") == "1,300.00"
    assert "Seized assets: Open the 1 record of your agency" in text
    assert "Stop-payments: Open the 1 record of your agency" in text
    assert "See the 2 records without names" in page(client_of(cast.desk_information), "indicator=A03&country=TH")


def test_money_is_told_in_its_currency_and_what_is_not_in_usd_alone(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    rated: dict[str, Any] = {"rate_source": "Sample bank", "rate_on": date(2024, 9, 12)}
    money = (("THB", Decimal(100_000), Decimal("0.03")), ("BTC", Decimal("0.125"), Decimal(8000)))
    with as_(cast.coordinator_th):
        for currency, amount, rate in money:
            given = rated | {"currency": currency, "amount": amount, "usd_rate": rate}
            asset = log("seized-assets", cast.coordinator_th, **given)
            step(asset, "seize", cast.coordinator_th, date(2024, 9, 12))
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"A01": 250})
    for reader in (cast.officer_th, cast.director):
        text = page(client_of(reader), "indicator=A01&country=TH")
        table = text[text.index("By original currency") : text.index("</table>", text.index("By original currency"))]
        cells = re.findall(r"<(?:td|th scope=\"row\")[^>]*>([^<]*)<", table)
        rows = ["THB", "100,000.00", "3,000.00", "BTC", "0.125", "1,000.00", "Known in USD alone", "", "250.00"]
        assert cells == [*rows, "Total", "", "4,250.00"]
    for query in ("indicator=A01&country=TH", "indicator=A01"):
        assert "By original currency" not in page(client_of(cast.officer_kh), query)
    assert "By original currency" not in page(client_of(cast.officer_th), "indicator=P02&country=TH")


def test_other_countries_money_is_no_usd_alone(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    """Both have Thai money, verified. A member has the table of its own country alone, LMLECC that of all six too."""
    rated: dict[str, Any] = {"rate_source": "Sample bank", "rate_on": date(2024, 9, 12)}
    for by in (cast.coordinator_th, cast.coordinator_mm):
        given = rated | {"currency": "THB", "amount": Decimal(100_000), "usd_rate": Decimal("0.03")}
        with as_(by):
            step(log("seized-assets", by, **given), "seize", by, date(2024, 9, 12))
        verified(by, cast.desk_supervision, DAY)
    for query in ("indicator=A01", "indicator=A01&country=MM"):
        text = page(client_of(cast.officer_th), query)
        assert fact(text, "Total") == ("3,000.00" if "country" in query else "6,000.00")
        assert "By original currency" not in text
        assert "Known in USD alone" not in text
    own = page(client_of(cast.officer_th), "indicator=A01&country=TH")
    assert "100,000.00" in own[own.index("By original currency") :]
    every = page(client_of(cast.director), "indicator=A01")
    assert "200,000.00" in every[every.index("By original currency") :]
    for text in (own, every):
        assert "Known in USD alone" not in text


def test_a_corrected_record_is_no_longer_behind_the_figure(
    arrested: Any, cast: SimpleNamespace, as_: As, seagull: Operation
) -> None:
    key = FigureKey(P02, "TH")
    reader = principal_of(cast.coordinator_th)
    before = find_selection(reader, key.key)
    assert before is not None
    assert list(before.ids) == [arrested.pk]
    with as_(cast.coordinator_th):
        arrested.attribution = "period"
        type(arrested).objects.filter(pk=arrested.pk).update(attribution="period")
        step(type(arrested).objects.get(pk=arrested.pk), "detain", cast.coordinator_th, date(2024, 9, 13))
    after = find_selection(reader, key.key)
    assert after is not None
    assert list(after.ids) == []


def test_as_known_on_a_day_opens_what_counted_then(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    with clock.at(noon("2024-09-12")), as_(cast.officer_kh):
        [early] = log_many("rescued-laborers", cast.officer_kh, 1)
    with clock.at(noon("2024-10-12")), as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 1)
    selection = find_selection(principal_of(cast.officer_kh), "V01.KH.2024-W37.2024-09-30")
    assert selection is not None
    assert list(selection.ids) == [early.pk]


def test_a_key_reads_back_as_it_was_written(seagull: Operation) -> None:
    for key in (
        FigureKey(P02),
        FigureKey(P02, "TH", weeks_of(seagull)[21], date(2024, 11, 13)),
    ):
        assert FigureKey.read(key.key, seagull) == key


@pytest.mark.parametrize(
    "key",
    ["", "P02", "P02.TH", "Z99.TH.all.now", "P02.XX.all.now", "P02.TH.2024-W99.now", "P02.TH.all.then", "a.b.c.d.e"],
)
def test_a_key_that_no_figure_has_is_none(key: str, cast: SimpleNamespace, seagull: Operation) -> None:
    assert FigureKey.read(key, seagull) is None
    assert find_selection(principal_of(cast.director), key) is None


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin", "stranger"])
def test_who_reads_no_figures_selects_nothing(who: str, cast: SimpleNamespace) -> None:
    assert find_selection(principal_of(getattr(cast, who)), FigureKey(P02).key) is None


@pytest.mark.parametrize("query", ["", "=Z99", "=P02&week=x", "=P02&country=FR", "=P02&as_known=x"])
def test_an_address_that_names_no_figure_is_not_found(query: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.director).get(f"/results/behind/?indicator{query}").status_code == 404


def test_the_parts_of_a_figure_lead_further_down(cast: SimpleNamespace, client_of: ClientOf) -> None:
    submitted(cast.coordinator_th, DAY, {"P02": 28})
    client = client_of(cast.director)
    whole = page(client, "indicator=P02")
    assert "indicator=P02&amp;country=TH" in whole
    assert "Without KH, CN, LA, MM, VN: no data" in whole
    assert "indicator=P02&amp;country=TH&amp;week=2024-W37" in page(client, "indicator=P02&country=TH")


def test_reading_what_is_behind_is_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    page(client_of(cast.director), "indicator=P02&country=TH")
    assert AuditEntry.objects.get(verb="read figure").details == {"figure": "P02.TH.all.now"}


def test_it_costs_the_same_however_much_is_behind(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    client, costs = client_of(cast.director), []
    for count in (1, 40):
        with as_(cast.officer_kh):
            log_many("rescued-laborers", cast.officer_kh, count + 9)
        with CaptureQueriesContext(connection) as queries:
            page(client, "indicator=V01&country=KH")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_what_two_countries_claim_is_told_with_the_own_records_that_come_off(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    """Sum, difference and total for every reader of figures; the list for who reads matches, of his agency alone."""
    with clock.at(noon("2024-09-20")):
        for user, day in ((cast.coordinator_vn, 12), (cast.coordinator_kh, 18)):
            record = holds(user)
            with as_(user):
                step(record, "arrest", user, date(2024, 9, day))
        [match] = matches_of(cast.coordinator_vn)
        agree(cast.coordinator_kh, propose(cast.coordinator_vn, match))
    text = page(client_of(cast.coordinator_kh), "indicator=P02")
    for words in ("Sum of claims", "The same in another country: Cambodia", "1 record that comes off"):
        assert words in text
    address = re.search(r'href="(/records/suspects/\?behind=same[^"]+)"', text)
    assert address
    listed = client_of(cast.coordinator_kh).get(address.group(1)).content.decode()
    assert record.reference in listed
    for reader in ("officer_kh", "coordinator_vn"):
        assert "comes off" not in page(client_of(getattr(cast, reader)), "indicator=P02")
    assert "/records/facts/?behind=same" in page(client_of(cast.director), "indicator=P02")
    for reader in ("coordinator_th", "coordinator_vn"):
        with as_(getattr(cast, reader)):
            found = find_taken_off(principal_of(getattr(cast, reader)), address.group(1).split("same:")[1])
            assert found
            assert list(found.ids) == []
