"""Dates in forms and filters: as precise as they are known, in the calendar in which they were written."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.written_dates import BoundaryField, DayField, PartialDateField, WrittenDateWidget, parse_gregorian
from operation.kernel.dates import Calendar, PartialDate, Precision, parse

DAYS = st.dates(date(1900, 1, 1), date(2399, 12, 31))


@given(DAYS)
def test_a_day_written_in_either_calendar_is_the_same_day(day: date) -> None:
    common = PartialDateField().clean([day.isoformat(), "gregorian"])
    buddhist = PartialDateField().clean([f"{day.year + 543}-{day:%m-%d}", "buddhist"])
    assert common.day == buddhist.day == day
    assert common.precision == buddhist.precision == Precision.DAY


@given(DAYS, st.sampled_from(list(Calendar)))
def test_what_was_written_comes_back_into_the_form(day: date, calendar: Calendar) -> None:
    year = day.year + (543 if calendar == Calendar.BUDDHIST else 0)
    read = parse(f"{year}-{day:%m}", calendar)
    field = PartialDateField()
    assert field.clean(WrittenDateWidget().decompress(read)) == read


@given(st.text(max_size=25))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    try:
        read = PartialDateField().clean([text, "gregorian"])
    except ValidationError as refused:
        assert refused.messages
    else:
        assert read is None or isinstance(read, PartialDate)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2024-11-09", date(2024, 11, 9), "day"),
        ("2024-11", date(2024, 11, 1), "month"),
        ("2024", date(2024, 1, 1), "year"),
        (" 2024-1-9 ", date(2024, 1, 9), "day"),
        ("๒๐๒๔-๑๑-๐๙", date(2024, 11, 9), "day"),
    ],
)
def test_a_date_is_no_finer_than_it_is_known(text: str, day: date, precision: str) -> None:
    read = PartialDateField().clean([text, "gregorian"])
    assert (read.day, read.precision) == (day, precision)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (["2567-11-13", "gregorian"], "it would be 2024-11-13"),
        (["13/11/2024", "gregorian"], "«13/11/2024» is not a date"),
        (["2024-02-30", "gregorian"], "There is no day «2024-02-30»"),
        (["2024-00-05", "gregorian"], "There is no day «2024-00-05»"),
        (["2566-02-29", "buddhist"], "There is no day «2566-02-29»"),
        (["yesterday", "gregorian"], "«yesterday» is not a date"),
        (["2024-11-09", "julian"], "julian"),
        (["2024-11-09" * 3, "gregorian"], "at most 20 characters"),
    ],
)
def test_a_wrong_date_is_refused_with_value_and_way_out(value: list[str], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PartialDateField().clean(value)
    assert says in " ".join(refused.value.messages)


def test_a_plain_day_must_be_whole() -> None:
    assert DayField().clean(["2024-11-09", "gregorian"]) == date(2024, 11, 9)
    assert DayField().clean(["2567-11-09", "buddhist"]) == date(2024, 11, 9)
    with pytest.raises(ValidationError, match="«2024-11» is not a whole day"):
        DayField().clean(["2024-11", "gregorian"])
    assert DayField().clean(["", "buddhist"]) is None
    with pytest.raises(ValidationError, match="Write the date"):
        DayField(required=True).clean(["", "gregorian"])


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (None, ["", "buddhist"], False),
        (date(2024, 11, 9), ["2024-11-09", "gregorian"], False),
        (date(2024, 11, 9), ["", "gregorian"], True),
        (None, ["2024", "gregorian"], True),
    ],
)
def test_choosing_a_calendar_alone_is_no_change(initial: Any, data: list[str], changed: bool) -> None:
    assert DayField().has_changed(initial, data) is changed


def test_where_no_calendar_can_be_chosen_the_common_year_is_told() -> None:
    with pytest.raises(ValidationError, match="write 2024-09"):
        parse_gregorian("2567-09")
    with pytest.raises(ValidationError, match="is not a date"):
        parse_gregorian("soon")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3)),
    ],
)
def test_until_means_the_last_day_of_what_was_written(text: str, day: date) -> None:
    written = BoundaryField().clean(text)
    assert written is not None
    assert written.last == day
