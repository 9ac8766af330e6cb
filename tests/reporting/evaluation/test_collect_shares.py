"""A figure as a part of another one, in percent: of what is printed, and of nothing else."""

from decimal import Decimal

import pytest

from reporting.evaluation import figures
from reporting.evaluation.collect_figures import Told
from reporting.evaluation.collect_results import shares
from reporting.evaluation.figures import Cell, Figure, Gap, Unit


def only(cells: tuple[Cell, ...]) -> Told:
    return Told(tuple(Figure(cell) for cell in cells), (), (), (), 0, 0, Figure(0), ())


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        ((5, 10), (20, 20), Decimal("37.5")),
        ((5, Gap.NO_DATA), (20, 20), Decimal(25)),
        ((5, 10), (20, Gap.NO_DATA), Decimal(25)),
        ((5, Gap.WITHHELD), (20, 20), None),
        ((5, 10), (20, Gap.WITHHELD), None),
        ((0, 0), (0, 0), None),
        ((Gap.NO_DATA, Gap.NO_DATA), (20, 20), None),
    ],
)
def test_a_percentage_is_of_what_is_printed_of_both(
    part: tuple[Cell, ...], whole: tuple[Cell, ...], percent: Decimal | None
) -> None:
    known = {code: figures.Indicator(code, code, Unit.COUNT, 3, "", "1") for code in ("V01", "V02")}
    told = {"V01": only(whole), "V02": only(part)}
    assert [one.percent for one in shares("V02", known, told)] == ([] if percent is None else [percent])
