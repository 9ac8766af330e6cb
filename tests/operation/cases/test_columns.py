"""The vocabulary of spreadsheets: what is written in one language is read in another, and comes back equal."""

import contextlib
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.cell_dates import read_date
from operation.cases.cells import Code, Count, CountryCode, Figure, Kind, Reading, Several, Yes, neutral, plain
from operation.cases.columns import Column, column_for, columns_of, heading
from operation.cases.registry import RecordType, all_types
from operation.kernel.dates import Calendar, Precision
from operation.kernel.sheets import FORMULA

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PLAINLY = Reading()

every_type = pytest.mark.parametrize("record_type", all_types(), ids=lambda found: found.slug)


def named(record_type: RecordType, name: str) -> Column:
    return next(column for column in columns_of(record_type) if column.name == name)


@every_type
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_means_its_column_in_every_language(record_type: RecordType, language: str) -> None:
    with translation.override(language):
        headings = [(heading(record_type, column), column) for column in columns_of(record_type)]
    assert len({text for text, _column in headings}) == len(headings)
    for text, column in headings:
        assert column_for(record_type, text) is column, text
        assert column_for(record_type, column.name) is column
        assert column_for(record_type, f" Anything [{column.name}] ") is column
    assert column_for(record_type, "remarks") is None


@every_type
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_is_written_with_its_words_and_read_in_any_language(record_type: RecordType, language: str) -> None:
    for column in columns_of(record_type, {"name": 2, "phone": 1}):
        with translation.override(language):
            written = [
                (code, column.kind.write([code] if isinstance(column.kind, Several) else code))
                for code, _words in column.kind.choices()
                if isinstance(column.kind, Code | Several)
            ]
        for code, words in written:
            assert column.kind.read(words, PLAINLY) in (code, [code]), (column.name, words)
            assert column.kind.read(str(words).upper(), PLAINLY) in (code, [code])
            assert column.kind.read(code, PLAINLY) in (code, [code])


@every_type
def test_a_type_has_columns_for_what_it_keeps(record_type: RecordType) -> None:
    columns = columns_of(record_type, {"name": 3, "phone": 1})
    places = {(column.group, column.number) for column in columns if column.group}
    phones = {("phone", 1)} if "phone" in record_type.identifier_kinds else set()
    assert places == ({("name", 1), ("name", 2), ("name", 3)} if record_type.names else set()) | phones
    assert "named_readers" not in {column.name for column in columns}


def test_several_codes_stand_in_one_cell() -> None:
    several = Several(Code(lambda: [("a", "Cash, notes"), ("b", "Phone"), ("c", "Car")]))
    assert several.write(["a", "c"]) == "Cash, notes; Car"
    assert several.read("car; cash, notes", PLAINLY) == ["a", "c"]
    assert several.read("c, b", PLAINLY) == ["b", "c"]
    assert several.write([]) is None
    with pytest.raises(ValidationError, match="«boat»"):
        several.read("c; boat", PLAINLY)


def test_words_of_two_codes_are_written_as_codes_and_read_as_neither() -> None:
    twins = Code(lambda: [("a", "other"), ("b", "Other"), ("c", "none")])
    assert [twins.write(code) for code in "abc"] == ["a", "b", "none"]
    assert twins.read("b", PLAINLY) == "b"
    with pytest.raises(ValidationError, match="«other» is not in the list"):
        twins.read("other", PLAINLY)


def test_a_country_by_code_or_name() -> None:
    assert [CountryCode().read(text, PLAINLY) for text in ("th", "Thailand", "VIET NAM", "泰国")] == [
        "TH",
        "TH",
        "VN",
        "TH",
    ]
    with pytest.raises(ValidationError, match="«Siam» is not a country"):
        CountryCode().read("Siam", PLAINLY)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Figure(), 1250000.5, Decimal("1250000.5")),
        (Figure(), 12.0, Decimal(12)),
        (Figure(), "0.000000000000000001", Decimal("1E-18")),
        (Count(), 7.0, 7),
        (Count(), "๑๒", 12),
        (Kind(), 66812345678.0, "66812345678"),
        (Kind(), "  two\r\nlines ", "two\nlines"),
        (Kind(), "'=SUM(A1)", "=SUM(A1)"),
        (Yes(), True, True),
        (Yes(), "no", False),
        (Yes(), "ใช่", True),
    ],
)
def test_a_cell_is_read(kind: Kind, cell: Any, value: Any) -> None:
    assert kind.read(cell, PLAINLY) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Figure(), "1,250"),
        (Figure(), "-3"),
        (Figure(), float("nan")),
        (Count(), 1.5),
        (Count(), "many"),
        (Yes(), "maybe"),
    ],
)
def test_a_cell_that_cannot_be_read_is_shown_in_the_refusal(kind: Kind, cell: Any) -> None:
    with pytest.raises(ValidationError, match=r"«.+»"):
        kind.read(cell, PLAINLY)


@pytest.mark.parametrize(
    "written",
    ["2024-11-09", "9/11/2024", "09.11.2024", "9-11-2024", "2024/11/09", "2024年11月9日", "๐๙/๑๑/๒๐๒๔",
     "2024-11-09 00:00:00", date(2024, 11, 9), datetime(2024, 11, 9, 14, 30)],
)  # fmt: skip
def test_dates_as_the_six_countries_write_them(written: Any) -> None:
    found = read_date(written, Calendar.GREGORIAN)
    assert (found.day, found.precision, found.text) == (date(2024, 11, 9), Precision.DAY, "2024-11-09")


@pytest.mark.parametrize(("written", "precision"), [("2024", "year"), ("11/2024", "month"), ("2024年11月", "month")])
def test_dates_no_finer_than_they_are_known(written: str, precision: str) -> None:
    assert read_date(written, Calendar.GREGORIAN).precision == precision


def test_the_era_is_asked_and_never_assumed() -> None:
    for written in ("9/11/2567", "2567-11-09", date(2567, 11, 9)):
        with pytest.raises(ValidationError, match="Buddhist Era"):
            read_date(written, Calendar.GREGORIAN)
        found = read_date(written, Calendar.BUDDHIST)
        assert (found.day, found.calendar, found.text) == (date(2024, 11, 9), Calendar.BUDDHIST, "2567-11-09")
    with pytest.raises(ValidationError, match="«2024-11-09» is no year of the Buddhist Era"):
        read_date("9/11/2024", Calendar.BUDDHIST)
    kept_by_the_workbook = read_date(date(2024, 11, 9), Calendar.BUDDHIST)
    assert (kept_by_the_workbook.day, kept_by_the_workbook.calendar) == (date(2024, 11, 9), Calendar.GREGORIAN)


@pytest.mark.parametrize("written", ["yesterday", "31/02/2024", "9/11/24", "2024-13-01", "45605", ""])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        read_date(written, Calendar.GREGORIAN)


@given(st.text())
def test_neutral_text_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert not neutral(text).startswith(FORMULA)
    assert plain(neutral(text)) == text


@given(st.sampled_from(FORMULA), st.text(max_size=5), st.integers(0, 3))
def test_formulas_behind_any_number_of_quotes_come_back(sign: str, rest: str, quotes: int) -> None:
    text = "'" * quotes + sign + rest
    assert plain(neutral(text)) == text
    assert neutral(text).startswith("'")


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for kind in (Figure(), Count(), Yes(), CountryCode()):
        with contextlib.suppress(ValidationError):
            kind.read(text, PLAINLY)
