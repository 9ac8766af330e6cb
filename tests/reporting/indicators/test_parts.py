"""How figures divide, and of what they are a part: the parts sum to the whole, and nothing is told that is not seen."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.cases.actions import amend_records
from operation.cases.drafts import RecordDraft
from operation.kernel import clock
from operation.kernel.dates import parse
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.parts import Divided, divided, percentages
from reporting.indicators.rules import INDICATORS
from reporting.indicators.selections import FigureKey
from reporting.indicators.selectors import figures
from tests.factories.records import WARRANT, log, log_many, step
from tests.factories.returns import noon, submitted, verified
from tests.reporting.indicators.counting import rule

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
ON, DAY = date(2024, 9, 12), "2024-09-10"


@dataclass(frozen=True)
class Reading:
    """Reads figures as somebody would, with the wall before the tables."""

    as_: As
    operation: Operation

    def parts(self, who: User, code: str, country: str, whole: int | str) -> dict[str, Divided]:
        with self.as_(who):
            key = FigureKey(rule(code), country)
            found = divided(principal_of(who), self.operation, key, Decimal(whole))
        return {one.title: one for one in found}

    def percent(self, who: User, code: str, country: str = "") -> dict[str, Decimal]:
        with self.as_(who):
            found = percentages(figures(principal_of(who), self.operation), rule(code), country)
            return {one.of.code: round(one.percent, 1) for one in found}


@pytest.fixture
def reading(as_: As, seagull: Operation) -> Reading:
    return Reading(as_, seagull)


def told(found: Divided) -> dict[str, int]:
    return {part.label: int(part.value) for part in found.parts}


def arrest(by: User, **values: Any) -> Any:
    return step(log("suspects", by, **values), "arrest", by, ON)


def test_arrests_by_sex_age_and_nationality_sum_to_the_figure(cast: SimpleNamespace, as_: As, reading: Reading) -> None:
    with as_(cast.officer_th):
        arrest(cast.officer_th, sex="male", nationalities=["CN"], born_on=parse("1990-05-01"))
        arrest(cast.officer_th, sex="male", nationalities=["CN", "VN"], born_on=parse("1984"))
        arrest(cast.officer_th, sex="female", nationalities=[], treated_as_child=True)
        arrest(cast.officer_th, sex="unknown", nationalities=["CN"])
        log("suspects", cast.officer_th, sex="male")
    found = reading.parts(cast.officer_th, "P02", "TH", 10)
    assert told(found["By sex"]) == {"male": 2, "female": 1}
    assert told(found["By age"]) == {"adults": 2, "under 18, or age disputed": 1}
    assert told(found["By nationality"]) == {"China": 2, "China, Viet Nam": 1}
    assert [int(one.unknown) for one in found.values()] == [7, 7, 7]
    for one in found.values():
        assert sum(part.value for part in one.parts) + one.unknown == 10


def test_money_divides_by_class(cast: SimpleNamespace, as_: As, reading: Reading) -> None:
    with as_(cast.officer_vn):
        for kind, currency, amount in (("cash", "USD", 900), ("cash", "VND", 1000), ("vehicle", "USD", 50)):
            rated: dict[str, Any] = {"usd_rate": Decimal("0.1"), "rate_source": "Sample bank", "rate_on": ON}
            given: dict[str, Any] = {"asset_class": kind, "currency": currency, "amount": Decimal(amount)}
            asset = log("seized-assets", cast.officer_vn, **given, **(rated if currency == "VND" else {}))
            step(asset, "seize", cast.officer_vn, ON)
    found = reading.parts(cast.officer_vn, "A01", "VN", 1050)
    assert told(found["By class"]) == {"cash": 1000, "vehicle": 50}
    assert [int(one.unknown) for one in found.values()] == [0]


def test_a_person_arrested_twice_is_two_events_of_one_sex(cast: SimpleNamespace, as_: As, reading: Reading) -> None:
    with as_(cast.coordinator_th):
        suspect = arrest(cast.coordinator_th, sex="male")
        suspect = step(suspect, "release", cast.coordinator_th, date(2024, 9, 13))
        suspect = step(suspect, "seek", cast.coordinator_th, date(2024, 9, 20), **WARRANT)
        step(suspect, "arrest", cast.coordinator_th, date(2024, 10, 2))
    assert told(reading.parts(cast.coordinator_th, "P06", "TH", 2)["By sex"]) == {"male": 2}
    assert told(reading.parts(cast.coordinator_th, "P02", "TH", 1)["By sex"]) == {"male": 1}


def test_what_was_blocked_divides_by_the_columns_of_the_record(
    cast: SimpleNamespace, as_: As, reading: Reading
) -> None:
    with as_(cast.officer_cn):
        log("prevention-activities", cast.officer_cn, numbers_blocked=40, domains_blocked=2)
        log("prevention-activities", cast.officer_cn, numbers_blocked=5, sims_blocked=3)
    (found,) = reading.parts(cast.officer_cn, "C02", "CN", 60).values()
    assert told(found) == {"phone numbers": 45, "SIM cards": 3, "domains": 2}
    assert found.unknown == 10


def test_what_a_record_says_otherwise_since_is_not_known_of_the_day_before(
    cast: SimpleNamespace, as_: As, seagull: Operation
) -> None:
    """The parts of a day may not be more than the figure of that day."""
    user, principal = cast.officer_cn, principal_of(cast.officer_cn)
    with as_(user):
        with clock.at(noon("2024-09-12")):
            log("prevention-activities", user, numbers_blocked=2)
            record = log("prevention-activities", user, numbers_blocked=40)
        with clock.at(noon("2024-09-20")):
            amend_records(
                principal=principal, records=[record], drafts=[RecordDraft({"numbers_blocked": 90})], versions=[1]
            )
        (now,) = divided(principal, seagull, FigureKey(rule("C02"), "CN"), Decimal(92))
        (then,) = divided(principal, seagull, FigureKey(rule("C02"), "CN", None, date(2024, 9, 15)), Decimal(42))
    assert (told(now), int(now.unknown)) == ({"phone numbers": 92}, 0)
    assert (told(then), int(then.unknown)) == ({"phone numbers": 2}, 40)


def test_who_sees_no_record_reads_no_parts(cast: SimpleNamespace, as_: As, reading: Reading) -> None:
    with as_(cast.officer_th):
        arrest(cast.officer_th, sex="male")
    for reader in (cast.officer_kh, cast.coordinator_la, cast.director, cast.desk_supervision):
        assert reading.parts(reader, "P02", "TH", 1) == {}


def test_records_of_one_agency_alone_are_seen_by_the_other(cast: SimpleNamespace, as_: As, reading: Reading) -> None:
    """Laos has two agencies: what the other one holds is not known here, and stays in the sum."""
    with as_(cast.officer_la):
        arrest(cast.officer_la, sex="male")
    with as_(cast.coordinator_la2):
        arrest(cast.coordinator_la2, sex="female")
    found = reading.parts(cast.officer_la, "P02", "LA", 2)["By sex"]
    assert told(found) == {"male": 1}
    assert found.unknown == 1


@pytest.mark.parametrize("code", [each.code for each in INDICATORS if each.splits])
def test_every_split_can_be_read(code: str, cast: SimpleNamespace, as_: As, reading: Reading) -> None:
    assert reading.parts(cast.coordinator_th, code, "TH", 3) == {}


def test_parts_cost_as_many_queries_for_many_records(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    costs = []
    principal = principal_of(cast.protection_kh)
    with as_(cast.protection_kh):
        for count in (1, 30):
            log_many("rescued-laborers", cast.protection_kh, count, sex="male")
            with CaptureQueriesContext(connection) as queries:
                divided(principal, seagull, FigureKey(rule("V01"), "KH"), Decimal(50))
            costs.append(len(queries))
    assert costs == [3, 3]


def test_a_percentage_is_of_the_countries_that_know_both(cast: SimpleNamespace, reading: Reading) -> None:
    with clock.at(noon("2025-01-08")):
        verified(cast.coordinator_th, cast.desk_supervision, DAY, {"G01": 40, "G03": 10, "G03T": 20})
        verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"G01": 60, "G03": None, "G03T": 0})
        submitted(cast.coordinator_mm, DAY, {"G01": None, "G03": 5, "G03T": None})
        assert reading.percent(cast.director, "G03") == {"G01": Decimal("25.0"), "G03T": Decimal("50.0")}
        assert reading.percent(cast.director, "G03", "VN") == {}
        assert reading.percent(cast.director, "P02") == {}


def test_of_nothing_there_is_no_percentage(cast: SimpleNamespace, reading: Reading) -> None:
    with clock.at(noon("2025-01-08")):
        verified(cast.coordinator_th, cast.desk_supervision, DAY, {"V01": 0, "V02": 0})
        assert reading.percent(cast.director, "V02", "TH") == {}


def test_the_page_behind_a_figure_shows_parts_and_percentage_to_its_own_country(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.protection_kh):
        for sex in ("male", "male", "female"):
            log("rescued-laborers", cast.protection_kh, sex=sex)
        step(log("rescued-laborers", cast.protection_kh, sex="male"), "screen", cast.protection_kh, ON)
    page = "/results/behind/?indicator=%s&country=KH"
    text = " ".join(client_of(cast.protection_kh).get(page % "V01").content.decode().split())
    assert '<th scope="row">male</th> <td class="num">3</td>' in text
    screened = client_of(cast.protection_kh).get(page % "V02").content.decode()
    assert "Part of V01 Persons released from sites" in screened
    assert "25.0 %" in screened
    with clock.at(noon("2025-01-08")):
        verified(cast.coordinator_kh, cast.desk_supervision, DAY)
        for reader in (cast.coordinator_th, cast.director):
            for code in ("V01", "V02"):
                assert "By sex" not in client_of(reader).get(page % code).content.decode()
        assert "25.0 %" not in client_of(cast.coordinator_th).get(page % "V02").content.decode()
