"""Each counting rule does what its text says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from operation.cases.base import Attribution, CaseRecord
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.records.seized_asset import SeizedAsset
from operation.cases.records.suspect import Suspect
from operation.cases.records.syndicate import Syndicate
from reporting.indicators.rules import INDICATORS, general_rules, indicator_named
from reporting.indicators.rules.base import Contribution, Event, Indicator, Scope

SCOPE = Scope(date(2024, 8, 7), date(2024, 12, 31), frozenset({"KH", "CN", "LA", "MM", "TH", "VN"}))
DAY = date(2024, 9, 10)


def rule(code: str) -> Indicator:
    found = indicator_named(code)
    assert found is not None
    return found


def counted(code: str, record: CaseRecord) -> Decimal | None:
    found = rule(code).contribution(record, SCOPE)
    return found.value if found else None


def suspect(**values: Any) -> Suspect:
    return Suspect(**{"country_id": "TH", "arrested_on": DAY, "status": "arrested"} | values)


def asset(**values: Any) -> SeizedAsset:
    given = {"country_id": "TH", "status": "seized", "measured_on": DAY, "usd": Decimal("1250.50")}
    return SeizedAsset(**given | values)


def test_indicators_stand_in_their_order_each_with_unit_line_version_and_text() -> None:
    assert [each.code for each in INDICATORS] == ["S01", "P02", "F01", "F02", "V01", "A01", "A02", "G01"]
    for each in INDICATORS:
        assert each.version >= 1
        assert 1 <= each.line <= 7
        assert len(str(each.rule)) > 60
        assert str(each.label)
    assert len(general_rules()) == 7


def test_an_unknown_code_is_no_indicator() -> None:
    assert indicator_named("Z99") is None


def test_f01_counts_who_was_sought_under_a_warrant_once_located() -> None:
    assert counted("F01", suspect(located_on=DAY, warrant_on=DAY, status="arrested")) == 1
    assert counted("F01", suspect(located_on=DAY)) is None
    assert counted("F01", suspect(warrant_on=DAY)) is None


def test_f02_counts_who_arrived_whatever_a_court_did_afterwards() -> None:
    assert counted("F02", suspect(transferred_on=DAY, status="convicted")) == 1
    assert counted("F02", suspect(status="removal_pending")) is None
    assert counted("P02", suspect(transferred_on=DAY, status="transferred")) == 1


@pytest.mark.parametrize(("is_main", "value"), [(True, Decimal(1)), (False, None)])
def test_s01_counts_main_targets_only(is_main: bool, value: Decimal | None) -> None:
    assert counted("S01", Syndicate(country_id="TH", is_main_target=is_main, event_on=DAY)) == value


def test_s01_needs_the_day_of_identification() -> None:
    assert counted("S01", Syndicate(country_id="TH", is_main_target=True)) is None


def test_s01_belongs_to_who_identified_it_wherever_it_works() -> None:
    syndicate = Syndicate(country_id="TH", is_main_target=True, event_on=DAY, place_country="MM")
    assert not rule("S01").is_credit(syndicate, SCOPE)


@pytest.mark.parametrize("status", ["arrested", "detained", "released", "eliminated", "convicted", "wanted"])
def test_p02_counts_whoever_was_arrested_whatever_became_of_it(status: str) -> None:
    assert counted("P02", suspect(status=status)) == 1


def test_p02_counts_nobody_who_was_never_arrested() -> None:
    assert counted("P02", suspect(arrested_on=None, status="wanted")) is None


def test_p02_goes_by_the_day_of_the_arrest_not_of_the_event() -> None:
    found = rule("P02").contribution(suspect(event_on=date(2024, 1, 1)), SCOPE)
    assert found == Contribution(Decimal(1), Event(DAY))


@pytest.mark.parametrize("status", ["encountered", "no_indication", "not_identified", "identified", "closed"])
def test_v01_counts_each_person_released_from_a_site(status: str) -> None:
    assert counted("V01", RescuedLaborer(country_id="KH", event_on=DAY, status=status)) == 1


@pytest.mark.parametrize(
    ("status", "value"),
    [
        ("located", None),
        ("freeze_requested", None),
        ("frozen", Decimal("1250.50")),
        ("seized", Decimal("1250.50")),
        ("valued", Decimal("1250.50")),
        ("released", None),
        ("disposed", None),
    ],
)
def test_a01_counts_while_the_measure_holds(status: str, value: Decimal | None) -> None:
    assert counted("A01", asset(status=status)) == value
    assert counted("A02", asset(status=status)) is None


@pytest.mark.parametrize("status", ["confiscated", "disposed"])
def test_a_confiscated_asset_leaves_a01_and_counts_in_a02_alone(status: str) -> None:
    taken = asset(status=status, confiscated_on=date(2024, 11, 2))
    assert counted("A01", taken) is None
    found = rule("A02").contribution(taken, SCOPE)
    assert found == Contribution(Decimal("1250.50"), Event(date(2024, 11, 2)))


@pytest.mark.parametrize("code", ["A01", "A02"])
def test_an_asset_without_a_value_is_not_counted(code: str) -> None:
    confiscated = {"status": "confiscated", "confiscated_on": DAY} if code == "A02" else {}
    assert counted(code, asset(usd=None, **confiscated)) is None


def test_g01_comes_from_returns_alone() -> None:
    assert rule("G01").model is None
    for record in (suspect(), asset(), Syndicate(), RescuedLaborer()):
        assert counted("G01", record) is None


@pytest.mark.parametrize(
    ("attribution", "value"), [(Attribution.DIRECT, 1), (Attribution.CONTRIBUTED, 1), (Attribution.PERIOD, None)]
)
def test_what_only_fell_in_the_period_is_not_counted(attribution: str, value: int | None) -> None:
    assert counted("P02", suspect(attribution=attribution)) == value


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2024-08-06", False), ("2024-08-07", True), ("2024-12-31", True), ("2025-01-01", False)],
)
def test_the_event_falls_within_the_execution_dates(day: str, inside: bool) -> None:
    assert (counted("P02", suspect(arrested_on=date.fromisoformat(day))) is not None) == inside


@pytest.mark.parametrize(
    ("first", "precision", "inside"),
    [
        ("2024-08-01", "month", False),
        ("2024-09-01", "month", True),
        ("2024-12-01", "month", True),
        ("2024-01-01", "year", False),
    ],
)
def test_a_date_known_by_month_counts_if_the_whole_month_lies_inside(first: str, precision: str, inside: bool) -> None:
    laborer = RescuedLaborer(country_id="KH", event_on=date.fromisoformat(first), event_precision=precision)
    assert (counted("V01", laborer) is not None) == inside


@pytest.mark.parametrize(
    ("first", "precision", "last"),
    [
        ("2024-09-10", "day", "2024-09-10"),
        ("2024-02-01", "month", "2024-02-29"),
        ("2024-12-01", "month", "2024-12-31"),
        ("2024-01-01", "year", "2024-12-31"),
    ],
)
def test_an_event_ends_on_the_last_day_of_what_is_known(first: str, precision: str, last: str) -> None:
    assert Event(date.fromisoformat(first), precision).last == date.fromisoformat(last)


@pytest.mark.parametrize(("place", "credit"), [("", False), ("TH", False), ("KH", True), ("AE", False)])
def test_the_country_where_it_happened_holds_the_claim(place: str, credit: bool) -> None:
    assert rule("P02").is_credit(suspect(place_country=place), SCOPE) is credit
