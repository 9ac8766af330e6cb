"""ISO weeks, clipped to the execution dates."""

from datetime import date
from itertools import pairwise

from operation.plan.models import Operation
from reporting.indicators.weeks import monday_of, week_named, weeks_of

SEAGULL = Operation(code="x", starts_on=date(2024, 8, 7), ends_on=date(2024, 12, 31))


def test_the_execution_has_22_weeks_one_after_the_other() -> None:
    weeks = weeks_of(SEAGULL)
    assert len(weeks) == 22
    assert {(after.monday - before.monday).days for before, after in pairwise(weeks)} == {7}
    assert sum((week.last - week.first).days + 1 for week in weeks) == (date(2024, 12, 31) - date(2024, 8, 7)).days + 1


def test_the_first_week_begins_with_the_execution() -> None:
    first = weeks_of(SEAGULL)[0]
    assert (first.code, first.monday, first.first, first.last) == (
        "2024-W32",
        date(2024, 8, 5),
        date(2024, 8, 7),
        date(2024, 8, 11),
    )


def test_the_last_week_belongs_to_the_iso_year_2025_and_ends_with_the_execution() -> None:
    last = weeks_of(SEAGULL)[-1]
    assert (last.code, last.year, last.number) == ("2025-W01", 2025, 1)
    assert (last.first, last.last) == (date(2024, 12, 30), date(2024, 12, 31))


def test_a_day_belongs_to_the_monday_of_its_week() -> None:
    assert monday_of(date(2024, 12, 31)) == monday_of(date(2025, 1, 5)) == date(2024, 12, 30)
    assert monday_of(date(2024, 8, 7)) == date(2024, 8, 5)


def test_a_week_is_found_by_its_monday_alone() -> None:
    found = week_named(SEAGULL, date(2024, 11, 4))
    assert found is not None
    assert found.code == "2024-W45"
    assert week_named(SEAGULL, date(2024, 11, 5)) is None
    assert week_named(SEAGULL, date(2025, 1, 6)) is None


def test_an_operation_without_dates_has_no_weeks() -> None:
    assert weeks_of(Operation(code="y")) == ()
