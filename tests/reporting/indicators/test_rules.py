"""The index of the rules, and what holds for every one of them."""

from collections import Counter
from datetime import date
from itertools import groupby

import pytest

from operation.cases.base import Attribution
from operation.cases.records.border_activity import BorderActivity
from operation.cases.records.fraud_report import FraudReport
from operation.cases.records.investigation import Investigation
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.records.suspect import Suspect
from operation.cases.records.syndicate import Syndicate
from operation.cases.registry import all_types
from operation.config.first_start import OPERATION
from operation.plan.files import read
from reporting.indicators.rules import INDICATORS, general_rules, indicator_named
from reporting.indicators.rules.base import Event
from tests.reporting.indicators.counting import DAY, SCOPE, counted, rule, suspect

OF_RECORDS = (
    *("S01", "S02", "S02D", "S03", "S03R", "P01", "P01S"),
    *("P02", "P03", "P04", "P04C", "P06", "F01", "F02"),
    *("V01", "V02", "V03", "V03F", "V04", "V04A", "V04R", "V05", "P05"),
    *("A01", "A02", "A03", "A04", "A04E", "A05", "A05R"),
    *("G01", "G02", "G02P", "G03", "G03T", "B01", "B01H", "B02", "B02R"),
    *("C01", "C01R", "C02", "C03"),
)


def test_indicators_stand_in_their_order_each_with_unit_line_version_and_text() -> None:
    assert tuple(each.code for each in INDICATORS) == OF_RECORDS
    for each in INDICATORS:
        assert each.version >= 1
        assert 1 <= each.line <= 7
        assert len(str(each.rule)) > 60
        assert str(each.rule).endswith(".")
        assert str(each.label)
    assert len(general_rules()) == 7


def test_no_two_have_one_code_or_one_label() -> None:
    assert max(Counter(each.code for each in INDICATORS).values()) == 1
    assert max(Counter(str(each.label) for each in INDICATORS).values()) == 1


def test_those_of_a_line_of_effort_stand_together() -> None:
    lines = [number for number, _members in groupby(INDICATORS, key=lambda each: each.line)]
    assert lines == sorted(set(lines))


def test_a_second_number_stands_behind_the_first_with_its_code_and_a_letter() -> None:
    codes = [each.code for each in INDICATORS]
    for code in (code for code in codes if len(code) == 4):
        assert codes.index(code[:3]) < codes.index(code)
        assert rule(code).line == rule(code[:3]).line


def test_every_record_type_that_a_figure_of_the_field_needs_feeds_one() -> None:
    fed = {model for each in INDICATORS for model in each.counts}
    unfed = {known.slug for known in all_types() if known.model not in fed}
    assert unfed == {"rescue-appeals", "intelligence-reports"}


def test_what_a_percentage_is_of_is_an_indicator_of_the_same_unit() -> None:
    for each in INDICATORS:
        for code in each.shares:
            assert rule(code).unit == each.unit


def test_the_plan_names_every_indicator_in_its_line() -> None:
    planned = {code: line.number for line in read(OPERATION).lines for code in line.indicators}
    for each in INDICATORS:
        assert planned[each.code] == each.line


def test_figures_of_victims_are_all_of_line_three() -> None:
    assert {each.code for each in INDICATORS if each.is_about_victims} == {
        each.code for each in INDICATORS if each.line == 3
    }


def test_an_unknown_code_is_no_indicator() -> None:
    assert indicator_named("Z99") is None


@pytest.mark.parametrize(
    ("attribution", "value"), [(Attribution.DIRECT, 1), (Attribution.CONTRIBUTED, 1), (Attribution.PERIOD, None)]
)
def test_what_only_fell_in_the_period_is_not_counted(attribution: str, value: int | None) -> None:
    assert counted("P02", suspect(attribution=attribution)) == value


def test_losses_are_context_whoever_had_a_part_in_them() -> None:
    report = FraudReport(country_id="TH", event_on=date(2024, 10, 1), usd=900, attribution=Attribution.PERIOD)
    assert counted("C03", report) == 900
    assert [each.code for each in INDICATORS if each.is_context] == ["C03"]


def test_what_is_deleted_is_not_counted() -> None:
    assert counted("P02", suspect(deleted_at=date(2024, 10, 1))) is None


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
    assert rule("P04").is_credit(suspect(place_country=place), SCOPE) is credit
    assert rule("B01").is_credit(BorderActivity(country_id="TH", place_country=place), SCOPE) is credit


@pytest.mark.parametrize("code", ["S01", "S02", "S02D"])
def test_a_syndicate_belongs_to_who_logged_it_wherever_it_works(code: str) -> None:
    syndicate = Syndicate(country_id="TH", is_main_target=True, event_on=DAY, place_country="MM")
    assert not rule(code).is_credit(syndicate, SCOPE)


@pytest.mark.parametrize("code", ["P01", "P01S"])
def test_a_case_belongs_to_who_keeps_the_file(code: str) -> None:
    assert not rule(code).is_credit(Investigation(country_id="TH", place_country="MM"), SCOPE)


@pytest.mark.parametrize("code", ["V02", "V03", "V03F", "V04", "V04A", "V04R", "V05"])
def test_what_is_done_for_a_person_belongs_to_who_did_it(code: str) -> None:
    laborer = RescuedLaborer(country_id="TH", place_country="MM")
    assert rule("V01").is_credit(laborer, SCOPE)
    assert not rule(code).is_credit(laborer, SCOPE)


@pytest.mark.parametrize(
    ("code", "there"), [("P02", True), ("V01", True), ("F02", False), ("P04", False), ("A02", False)]
)
def test_what_comes_weeks_later_is_no_result_of_the_action_day(code: str, there: bool) -> None:
    assert rule(code).on_action_day is there


def test_a_rule_reads_no_record_of_another_type() -> None:
    assert counted("P02", Syndicate(country_id="TH", event_on=DAY, is_main_target=True)) is None
    assert counted("S01", Suspect(country_id="TH", arrested_on=DAY)) is None
