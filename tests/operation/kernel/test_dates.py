"""Dates as far as they are known: one text of a column says the date and how it was written."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from operation.kernel.dates import Calendar, PartialDate, WrittenDateField, parse, restored, stored

FIELD = WrittenDateField(null=True)
PARTS = {"year": "{0:04}", "month": "{0:04}-{1:02}", "day": "{0:04}-{1:02}-{2:02}"}


@st.composite
def written(draw: st.DrawFn, first: int = 1) -> PartialDate:
    """Any date that somebody could write, in either calendar, with and without zeros before a digit."""
    day = draw(st.dates(date(first, 1, 1), date(2399, 12, 31)))
    calendar = draw(st.sampled_from(list(Calendar)))
    form = draw(st.sampled_from([*PARTS.values(), "{0:04}-{1}", "{0:04}-{1}-{2}", " {0:04} "]))
    year = day.year + (543 if calendar == Calendar.BUDDHIST else 0)
    return parse(form.format(year, day.month, day.day), calendar)


@given(written())
def test_what_was_written_comes_back(one: PartialDate) -> None:
    assert restored(stored(one)) == one
    assert len(stored(one)) <= (FIELD.max_length or 0)
    assert stored(restored(stored(one))) == stored(one)


@given(written())
def test_the_text_begins_with_the_common_date_no_finer_than_known(one: PartialDate) -> None:
    assert stored(one).partition("=")[0] == str(one)
    assert len(str(one)) == {"year": 4, "month": 7, "day": 10}[one.precision]
    assert one.day.isoformat().startswith(str(one))


@pytest.mark.parametrize(
    ("text", "calendar", "kept"),
    [
        ("1967-03-02", "gregorian", "1967-03-02"),
        ("1967", "gregorian", "1967"),
        ("1967-3", "gregorian", "1967-03=1967-3"),
        ("2510-03", "buddhist", "1967-03=2510-03"),
        ("2510", "buddhist", "1967=2510"),
        ("๒๕๑๐", "buddhist", "1967=๒๕๑๐"),
        ("๑๙๖๗", "gregorian", "1967=๑๙๖๗"),
        ("0987", "gregorian", "0987"),
    ],
)
def test_how_it_was_written_stands_behind_where_it_differs(text: str, calendar: str, kept: str) -> None:
    one = parse(text, Calendar(calendar))
    assert stored(one) == kept
    assert restored(kept) == one


@given(written())
def test_the_field_takes_what_it_gives(one: PartialDate) -> None:
    text = FIELD.get_prep_value(one)
    assert FIELD.from_db_value(text, None, connection) == FIELD.to_python(text) == FIELD.to_python(one) == one


@given(st.dates(date(1, 1, 1), date(2399, 12, 31)))
def test_a_column_of_days_is_read_as_it_stands_there(day: date) -> None:
    one = FIELD.from_db_value(day.isoformat(), None, connection)
    assert one == FIELD.to_python(day) == PartialDate(day, one.precision, day.isoformat(), one.calendar)  # type: ignore[union-attr]
    assert FIELD.get_prep_value(day) == day.isoformat()


def test_nothing_stays_nothing() -> None:
    for read in (FIELD.to_python(None), FIELD.get_prep_value(None), FIELD.from_db_value(None, None, connection)):
        assert read is None
    assert WrittenDateField(null=True).get_default() is None


@pytest.mark.parametrize("text", ["", "soon", "1967-13", "1967=x", "2510", "1967=2510-02-30"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        FIELD.to_python(text)


@given(written())
def test_its_days_lie_between_the_first_and_the_last(one: PartialDate) -> None:
    assert one.day <= one.last
    assert str(one) == one.last.isoformat()[: len(str(one))]
    if one.last < date.max - timedelta(days=1):
        assert not (one.last + timedelta(days=1)).isoformat().startswith(str(one))


@given(written(first=1900), written(first=1900))
def test_two_contradict_each_other_when_no_day_is_both(one: PartialDate, other: PartialDate) -> None:
    apart = one.last < other.day or other.last < one.day
    assert one.contradicts(other) == other.contradicts(one) == apart
    assert not one.contradicts(one)
