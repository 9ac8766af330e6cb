"""What returns state without records, and the habits of the agencies behind them."""

from decimal import Decimal

import pytest

from reporting.demo.reported import figures
from reporting.demo.vocabulary import agencies, content
from reporting.demo.writing import Script
from reporting.indicators.rules import INDICATORS
from reporting.returns.entries import check_entries
from tests.reporting.demo.conftest import all_weeks

KEYS = [agency.key for agency in agencies()]
PUBLISHED = (160, 70_000)


def stated(script: Script, key: str, indicator: str) -> list[Decimal]:
    lines = (week[indicator] for week in figures(script.agendas[key], 7))
    return [line.reported for line in lines if line.reported is not None]


@pytest.mark.parametrize("key", KEYS)
def test_every_week_answers_every_figure_in_a_way_that_returns_take(script: Script, key: str) -> None:
    weeks = figures(script.agendas[key], 7)
    assert len(weeks) == 22
    for lines in weeks:
        assert list(lines) == [indicator.code for indicator in INDICATORS]
        assert all(line.no_data is (line.reported is None) for line in lines.values())
        check_entries(lines)


PARTS = [
    *(
        ("S02", "S01"),
        ("S02D", "S02"),
        ("P01S", "P01"),
        ("P03", "P02"),
        ("P04", "P02"),
        ("P04C", "P04"),
        ("P02", "P06"),
    ),
    *(("V02", "V01"), ("V03", "V02"), ("V03F", "V03"), ("V04", "V03"), ("V04A", "V04"), ("V04R", "V04A")),
    *(("A05", "A05R"), ("G03T", "G01"), ("G03", "G03T"), ("B02R", "B02"), ("B01", "B01H"), ("C01", "C01R")),
]


@pytest.mark.parametrize("key", KEYS)
def test_a_part_is_never_more_than_its_whole_and_unknown_with_it(key: str, script: Script) -> None:
    for week in figures(script.agendas[key], 7):
        for part, whole in PARTS:
            assert week[part].no_data is week[whole].no_data
            assert (week[part].reported or 0) <= (week[whole].reported or 0)


def test_what_follows_is_an_indicator_and_follows_one() -> None:
    codes = {indicator.code for indicator in INDICATORS}
    for code, how in content("reported").items():
        assert {code, how["of"]} <= codes
    assert {code for agency in agencies() for code in agency.returns.reported} <= codes - set(content("reported"))


@pytest.mark.parametrize("indicator", [each.code for each in INDICATORS])
def test_every_figure_is_stated_by_somebody_or_is_in_records_alone(script: Script, indicator: str) -> None:
    stated_by = {key for key in KEYS if any(stated(script, key, indicator))}
    assert stated_by or indicator in {"P05", "V05"}


@pytest.mark.parametrize("indicator", ["P02", "V01", "S01", "A01", "A02"])
def test_thailand_reports_nothing_without_a_record(script: Script, indicator: str) -> None:
    assert stated(script, "TH", indicator) == [Decimal(0)] * 22


def test_china_and_myanmar_report_large_totals(script: Script) -> None:
    assert sum(stated(script, "CN", "P02")) > 5_000
    assert sum(stated(script, "MM", "P02")) > 2_000
    assert sum(stated(script, "MM", "V01")) > 800


def test_totals_are_far_from_what_was_published(script: Script) -> None:
    arrested = sum(sum(stated(script, key, "P02")) for key in KEYS)
    released = sum(sum(stated(script, key, "V01")) for key in KEYS)
    assert 10_000 < arrested < PUBLISHED[1] / 2
    assert released > 5 * PUBLISHED[0]


def test_firearms_are_in_returns_of_every_agency(script: Script) -> None:
    assert all(sum(stated(script, key, "G01")) > 0 for key in KEYS)


def test_unknown_is_not_nought(script: Script) -> None:
    assert all(week["A02"].no_data for week in figures(script.agendas["MM"], 7))
    assert any(week["V01"].no_data for week in figures(script.agendas["VN"], 7))


def test_the_same_seed_states_the_same(script: Script) -> None:
    assert figures(script.agendas["KH"], 7) == figures(script.agendas["KH"], 7)
    assert figures(script.agendas["KH"], 7) != figures(script.agendas["KH"], 8)


def test_gaps_and_delays_are_weeks_of_the_operation() -> None:
    known = {week.number for week in all_weeks()}
    for agency in agencies():
        habits = agency.returns
        assert habits.missing | habits.draft | set(habits.late) <= known
        assert not habits.missing & (habits.draft | set(habits.late))
    assert {agency.key for agency in agencies() if agency.returns.missing} == {"LA", "LA2", "MM"}


def test_questions_and_corrections_speak_of_returns_that_exist() -> None:
    habits = {agency.key: agency.returns for agency in agencies()}
    cases = content("returns")["question"] + content("returns")["reopening"]
    for case in cases:
        assert case["week"] not in habits[case["agency"]].missing | habits[case["agency"]].draft
    answered = [case for case in content("returns")["question"] if "answered_at" in case]
    assert len(answered) < len(content("returns")["question"]), "one question is open"
    assert all(case["asked_at"] < case["answered_at"] for case in answered)
    assert all(case["reopened_at"] < case["submitted_at"] for case in content("returns")["reopening"])
