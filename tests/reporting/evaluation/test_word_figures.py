"""Numbers, dates and gaps as words, in every language of the six."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.utils import translation

from operation.access.handling import TLP, HandlingCode
from reporting.evaluation import wording
from reporting.evaluation.chapters import Precision, When
from reporting.evaluation.content import Edition, Marking
from reporting.evaluation.figures import Cell, Gap, Unit
from tests.reporting.evaluation import sample

LANGUAGES = ("en", "km", "zh-hans", "lo", "my", "th", "vi")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("cell", "unit", "said"),
    [
        (0, Unit.COUNT, "0"),
        (6912, Unit.COUNT, "6,912"),
        (-46, Unit.COUNT, "\u221246"),
        (Decimal("20733618.40"), Unit.USD, "20,733,618"),
        (Decimal("94.25"), Unit.PERCENT, "94.2\u00a0%"),
        (Decimal("3.5"), Unit.DAYS, "3.5"),
        (Gap.NO_DATA, Unit.COUNT, "no data"),
        (Gap.FEWER_THAN_10, Unit.USD, "under 10"),
        (Gap.WITHHELD, Unit.COUNT, "withheld"),
        (Gap.NOT_DUE, Unit.COUNT, "\u2013"),
    ],
)
def test_a_cell_is_a_number_or_the_word_for_its_gap(cell: Cell, unit: Unit, said: str) -> None:
    assert wording.number(cell, unit) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_are_latin_in_every_language(language: str) -> None:
    with translation.override(language):
        digits = wording.number(1234567)
        written = wording.day(date(2025, 1, 10)) + wording.compact(1234567)
    assert [digit for digit in digits if digit.isdigit()] == list("1234567")
    assert all(sign in "0123456789" for sign in written if sign.isdigit())
    assert "2025" in written


@pytest.mark.parametrize(
    ("cell", "said"), [(742, "742"), (9_999, "9,999"), (61_937, "62K"), (929_055, "929K"), (1_300_677, "1.3M")]
)
def test_a_narrow_place_gets_a_short_number(cell: int, said: str) -> None:
    assert wording.compact(cell) == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cell", [12_345, 154_000, 1_540_000, 31_148_422, 895_470_889, 1_240_000_000])
def test_a_short_number_fits_below_a_column_in_every_language(cell: int, language: str) -> None:
    with translation.override(language):
        assert len(wording.compact(cell)) <= 6


def test_a_short_number_has_the_decimal_sign_of_its_language() -> None:
    with translation.override("lo"):
        assert wording.compact(1_540_000) == "1,5M"
    with translation.override("my"):
        assert wording.compact(1_540_000) == "1.5M"


def test_a_gap_in_a_narrow_place_is_a_dash() -> None:
    assert wording.compact(Gap.NO_DATA) == "\u2013"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (95, 100, "95\u00a0%"),
        (1, 3, "33\u00a0%"),
        (0, 5, "0\u00a0%"),
        (110, 100, "100\u00a0%"),
        (1, 0, ""),
        (Gap.NO_DATA, 5, ""),
        (5, Gap.WITHHELD, ""),
    ],
)
def test_a_share_that_cannot_be_said_is_not(part: Cell, whole: Cell, said: str) -> None:
    assert wording.share(part, whole) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(33, 31, "\u22122"), (31, 33, "+2"), (5, 5, "0"), (Gap.NO_DATA, 25, ""), (Decimal("1.5"), 3, "+2")],
)
def test_a_change_has_its_sign(before: Cell, after: Cell, said: str) -> None:
    assert wording.change(before, after) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (None, "\u2013"),
        (When(date(2024, 9, 18)), "18 Sep 2024"),
        (When(date(2024, 8, 6), date(2024, 8, 7)), "6\u20137 Aug 2024"),
        (When(date(2024, 8, 7), date(2024, 12, 31)), "7 Aug \u2013 31 Dec 2024"),
        (When(date(2024, 12, 30), date(2025, 1, 5)), "30 Dec 2024 to 5 Jan 2025"),
        (When(date(2024, 4, 1), precision=Precision.MONTH), "April 2024"),
        (When(date(2024, 1, 1), precision=Precision.YEAR), "2024"),
    ],
)
def test_a_date_is_no_more_precise_than_it_is_known(when: When | None, said: str) -> None:
    assert wording.when(when, short=True) == said


def test_a_span_in_full() -> None:
    span = When(date(2024, 8, 7), date(2024, 12, 31))
    assert wording.when(span) == "7 August 2024 to 31 December 2024"


def test_a_thai_reader_is_told_the_era() -> None:
    with translation.override("th"):
        assert "ค.ศ. 2025" in wording.day(date(2025, 1, 10))


@pytest.mark.parametrize(("hours", "zone"), [(8, "UTC+8"), (6.5, "UTC+6:30"), (0, "UTC"), (-4, "UTC-4")])
def test_a_moment_has_its_zone(hours: float, zone: str) -> None:
    at = datetime(2025, 1, 10, 18, 0, tzinfo=timezone(timedelta(hours=hours)))
    assert wording.moment(at) == f"10 January 2025, 18:00 ({zone})"


def test_a_week_and_its_days() -> None:
    first, last = sample.WEEKS[0], sample.WEEKS[-1]
    assert wording.week_span(first) == ("W32", "7\u201311 Aug")
    assert wording.week_span(last) == ("W01", "30\u201331 Dec")
    assert wording.days(date(2024, 8, 26), date(2024, 9, 1)) == "26 Aug \u2013 1 Sep"
    assert wording.days(date(2024, 12, 31), date(2024, 12, 31)) == "31 Dec"


def test_handling_in_words() -> None:
    assert wording.handling(Marking(TLP.AMBER, HandlingCode.H2)) == "No onward dissemination without permission"
    assert wording.handling(Marking(TLP.AMBER, HandlingCode.H3, "Six coordinators only")) == "Six coordinators only"


def test_editions_are_numbered() -> None:
    assert wording.edition(Edition.OBSERVER, 3) == "Observer edition 3"


def test_money_says_its_currency() -> None:
    count, money = sample.RETURNED[0], sample.RETURNED[3]
    assert wording.titled(count) == "Main syndicates identified"
    assert wording.titled(money) == "Assets frozen or seized, USD"
