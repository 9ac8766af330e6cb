"""What the checks doubt, entry by entry, and what they leave alone. They look at values: no database."""

from decimal import Decimal
from typing import Any

import pytest

from reporting.indicators.rules import INDICATORS
from reporting.returns.checks import CHECKS, Check, WeekFigures, at_most, doubts_of, needs
from reporting.returns.models import ReturnLine

ANY = "because"


def week(**parts: Any) -> WeekFigures:
    """Figures as numbers; `total` is also all that was ever said, all of it reported, where nothing else is."""
    total = {code: None if value is None else Decimal(value) for code, value in parts.pop("total", {}).items()}
    given: dict[str, Any] = {"total": total, "until": total, "reported": total} | parts
    before = {code: tuple(map(Decimal, values)) for code, values in given.pop("before", {}).items()}
    return WeekFigures(**given, before=before)


def found(check: Check, **parts: Any) -> list[str]:
    return [doubt.code for doubt in check.doubts(week(**parts))]


def named(name: str) -> Check:
    return next(check for check in CHECKS if check.name == name)


def test_every_check_has_a_name_of_its_own() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "part", "whole"),
    [
        ("dismantled", "S02D", "S02"), ("solved", "P01S", "P01"), ("events", "P02", "P06"), ("main", "P03", "P02"),
        ("charged", "P04", "P02"), ("convicted", "P04C", "P04"), ("screened", "V02", "V01"),
        ("identified", "V03F", "V03"), ("penalised", "V05", "V03F"), ("confiscated", "A02", "A01"),
        ("intercepted", "A05", "A05R"), ("traceable", "G03T", "G01"), ("traced", "G03", "G03T"),
        ("refused", "B02R", "B02"),
    ],
)  # fmt: skip
def test_each_part_of_the_index_is_held_against_its_whole(name: str, part: str, whole: str) -> None:
    assert {part, whole} <= {each.code for each in INDICATORS}
    assert found(named(name), total={part: 6, whole: 5}) == [part]
    assert found(named(name), total={part: 5, whole: 5}) == []


def test_a_presumed_victim_was_screened_or_reclassified() -> None:
    assert found(named("presumed"), total={"V03": 6, "V02": 5, "P05": 0}) == ["V03"]
    assert found(named("presumed"), total={"V03": 6, "V02": 5, "P05": 1}) == []


@pytest.mark.parametrize(("name", "code", "other"), [("hours", "B01H", "B01"), ("reach", "C01R", "C01")])
def test_what_belongs_to_something_needs_it(name: str, code: str, other: str) -> None:
    assert found(named(name), total={code: 3, other: 0}) == [code]
    assert found(named(name), total={code: 3, other: None}) == []
    assert found(named(name), total={code: 0, other: 0}) == []


@pytest.mark.parametrize(
    ("part", "whole", "doubted"),
    [(6, 5, ["A01"]), (5, 5, []), (4, 5, []), (0, 0, []), (None, 5, []), (6, None, []), (0, -1, [])],
)
def test_a_part_is_at_most_its_whole(part: int | None, whole: int | None, doubted: list[str]) -> None:
    check = at_most("x", "A01", "A02", why=ANY, from_start=False)
    assert found(check, total={"A01": part, "A02": whole}) == doubted


def test_a_part_may_be_more_in_a_week_and_not_from_the_start() -> None:
    check = at_most("x", "A01", "A02", why=ANY)
    late = {"total": {"A01": 6, "A02": 0}}
    assert found(check, **late, until={"A01": Decimal(6), "A02": Decimal(9)}) == []
    assert found(check, **late, until={"A01": Decimal(10), "A02": Decimal(9)}) == ["A01"]


def test_nothing_is_said_in_a_week_that_adds_nothing() -> None:
    check = at_most("x", "A01", "A02", why=ANY)
    assert found(check, total={"A01": 0, "A02": 0}, until={"A01": Decimal(10), "A02": Decimal(9)}) == []


def test_a_whole_may_have_two_sources() -> None:
    check = at_most("x", "A01", "A02", "S01", why=ANY)
    assert found(check, total={"A01": 6, "A02": 5, "S01": 1}) == []
    assert found(check, total={"A01": 7, "A02": 5, "S01": 1}) == ["A01"]
    assert found(check, total={"A01": 7, "A02": 5, "S01": None}) == []


def test_what_its_records_took_out_of_the_whole_is_not_missed_there() -> None:
    """Confiscated assets have left A01: only what was reported without records is compared."""
    check = named("confiscated")
    assert found(check, total={"A02": 100, "A01": 0}, reported={"A02": Decimal(0)}) == []
    assert found(check, total={"A02": 100, "A01": 0}, reported={"A02": Decimal(100)}) == ["A02"]


def test_figures_that_are_not_counted_are_passed_over() -> None:
    assert found(at_most("x", "A01", "Z99", why=ANY), total={"A01": 6, "Z99": 1}) == []
    assert found(needs("x", "A01", "Z99", ANY), total={"A01": 6, "Z99": 0}) == []


@pytest.mark.parametrize(
    ("value", "before", "doubted"),
    [
        (31, [10, 4], True),
        (30, [10, 4], False),
        (9, [0, 0], False),
        (10, [0, 0], True),
        (400, [10], False),
        (400, [], False),
        (31, [200, 10, 10, 10, 10], True),
        (31, [200, 10, 10, 10], False),
        (None, [1, 1], False),
    ],
)
def test_a_jump_is_more_than_three_times_the_largest_of_four_weeks(
    value: int | None, before: list[int], doubted: bool
) -> None:
    assert bool(found(named("jump"), total={"P02": value}, before={"P02": before})) is doubted


def test_a_jump_says_its_threshold() -> None:
    [doubt] = named("jump").doubts(week(total={"P02": 412}, before={"P02": [30, 36]}))
    assert "412 is more than 3 times the largest of the last 2 weeks (36)" in doubt.text


@pytest.mark.parametrize(
    ("value", "before", "doubted"),
    [(0, [10, 11, 12, 13], True), (0, [9, 11, 12, 13], False), (0, [11, 12, 13], False), (1, [10, 11, 12, 13], False)],
)
def test_a_fall_to_nothing_is_doubted_after_four_full_weeks(value: int, before: list[int], doubted: bool) -> None:
    assert bool(found(named("fall"), total={"P02": value}, before={"P02": before})) is doubted


@pytest.mark.parametrize(
    ("number", "note", "doubted"), [(3, "", ["P02"]), (3, "three raids", []), (0, "", []), (None, "", [])]
)
def test_a_number_without_records_has_a_note(number: int | None, note: str, doubted: list[str]) -> None:
    lines = {"P02": ReturnLine(indicator="P02", note=note)}
    assert found(named("unexplained"), total={"P02": number}, lines=lines) == doubted


@pytest.mark.parametrize(("no_data", "recorded", "doubted"), [(True, 3, ["P02"]), (True, 0, []), (False, 3, [])])
def test_no_data_is_not_said_beside_records(no_data: bool, recorded: int, doubted: list[str]) -> None:
    lines = {"P02": ReturnLine(indicator="P02", no_data=no_data)}
    assert found(named("contradicted"), lines=lines, recorded={"P02": Decimal(recorded)}) == doubted


def test_nothing_at_all_is_doubted_of_a_quiet_week() -> None:
    lines = {each.code: ReturnLine(indicator=each.code, reported=Decimal(0)) for each in INDICATORS}
    assert doubts_of(week(lines=lines, total=dict.fromkeys(lines, 0))) == {}


def test_an_open_question_is_doubted_at_its_line() -> None:
    assert found(named("unanswered"), unanswered={"P02", ""}) == ["", "P02"]
