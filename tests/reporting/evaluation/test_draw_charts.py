"""Charts are numbers: true to scale, from 0, and a gap has no length."""

from datetime import date
from decimal import Decimal

import pytest

from reporting.evaluation import charts
from reporting.evaluation.chapters import Precision, When
from reporting.evaluation.figures import Figure, Gap

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def test_bar_is_true_to_scale() -> None:
    drawn = charts.bar(Figure(50, verified=25), Decimal(100), 75)
    assert drawn == charts.Bar(solid=50, hatched=50, target=150)


def test_bar_of_a_gap_is_no_bar() -> None:
    assert charts.bar(Figure(Gap.NO_DATA), Decimal(100)) is None
    assert charts.bar(Figure(Gap.FEWER_THAN_10), Decimal(100)) is None


def test_bar_of_zero_has_no_length() -> None:
    assert charts.bar(Figure(0, verified=0), Decimal(100)) == charts.Bar(0, 0)


def test_what_is_not_zero_is_seen() -> None:
    assert charts.bar(Figure(1, verified=1), Decimal(1_000_000)) == charts.Bar(1, 0)


def test_bar_stays_within_its_cell() -> None:
    drawn = charts.bar(Figure(500, verified=400), Decimal(100), 600)
    assert drawn is not None
    assert drawn.solid + drawn.hatched == charts.STEPS
    assert drawn.target == charts.STEPS


def test_verified_more_than_the_total_does_not_draw_beyond_it() -> None:
    assert charts.bar(Figure(50, verified=80), Decimal(100)) == charts.Bar(100, 0)


@pytest.mark.parametrize("target", [None, Gap.NO_DATA])
def test_no_target_no_line(target: Gap | None) -> None:
    drawn = charts.bar(Figure(50), Decimal(100), target)
    assert drawn is not None
    assert drawn.target is None


def test_unknown_verification_is_drawn_as_not_verified() -> None:
    assert charts.bar(Figure(50), Decimal(100)) == charts.Bar(0, 100)


def test_split_shares_the_whole_width() -> None:
    assert charts.split(3, 4) == charts.Bar(150, 50)
    assert charts.split(Decimal("0.5"), 1) == charts.Bar(100, 100)


@pytest.mark.parametrize(("part", "whole"), [(Gap.NO_DATA, 4), (3, Gap.NO_DATA), (0, 0)])
def test_what_cannot_be_shared_is_not_drawn(part: int | Gap, whole: int | Gap) -> None:
    assert charts.split(part, whole) is None


def test_scale_ignores_gaps_and_is_never_zero() -> None:
    assert charts.scale_of([3, Gap.NO_DATA, Decimal("7.5")]) == Decimal("7.5")
    assert charts.scale_of([Gap.NO_DATA, 0]) == 1


def test_span_lies_where_its_days_lie() -> None:
    half = charts.span(When(date(2024, 7, 1), date(2024, 12, 31)), *YEAR)
    assert half is not None
    assert half.start == pytest.approx(charts.STEPS / 2, abs=2)
    assert half.start + half.width == pytest.approx(charts.STEPS, abs=2)


def test_span_of_a_month_is_a_month_long() -> None:
    april = charts.span(When(date(2024, 4, 1), precision=Precision.MONTH), *YEAR)
    assert april is not None
    assert april.width == pytest.approx(charts.STEPS / 12, abs=2)


def test_one_day_is_still_seen() -> None:
    day = charts.span(When(date(2024, 12, 31)), *YEAR)
    assert day is not None
    assert day.width >= 2
    assert day.start + day.width <= charts.STEPS


@pytest.mark.parametrize("when", [When(date(2023, 5, 1)), When(date(2025, 5, 1))])
def test_span_is_cut_off_at_the_axis(when: When) -> None:
    outside = charts.span(when, *YEAR)
    assert outside is not None
    assert 0 <= outside.start <= charts.STEPS - 2


def test_nothing_has_no_span() -> None:
    assert charts.span(None, *YEAR) is None


def test_columns_share_one_scale_and_stand_on_the_ground() -> None:
    low, high = charts.columns([Figure(5, verified=5), Figure(10, verified=5)])
    assert float(high.hatched_top) == pytest.approx(0)
    assert float(high.solid) == pytest.approx(charts.HEIGHT / 2)
    assert float(low.top) + float(low.solid) == pytest.approx(charts.HEIGHT)
    assert low.strokes == ""
    assert high.strokes.startswith("M")


def test_missing_week_is_crossed_and_a_suppressed_one_is_not() -> None:
    missing, hidden, none = charts.columns([Figure(Gap.NO_DATA), Figure(Gap.WITHHELD), Figure(0, verified=0)])
    assert missing.cross
    assert not hidden.cross
    assert not none.cross


def test_strokes_stay_inside_their_column() -> None:
    (column,) = charts.columns([Figure(10, verified=0)])
    points = [point.split() for point in column.strokes.replace("M", "L").split("L") if point]
    left, right = float(column.x), float(column.x) + float(column.width)
    assert points
    assert all(left - 0.01 <= float(x) <= right + 0.01 for x, _ in points)
    assert all(-0.01 <= float(y) <= charts.HEIGHT + 0.01 for _, y in points)


def test_every_step_has_its_class() -> None:
    css = charts.step_css()
    assert ".w0{width:0.0%}" in css
    assert ".w200{width:100.0%}" in css
    assert ".l100{left:50.0%}" in css
