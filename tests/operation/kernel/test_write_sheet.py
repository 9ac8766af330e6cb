"""Files for spreadsheets: no cell that could run, unknown is empty, and numbers stay numbers."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.kernel.sheets import FORMULA, safe, sheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1", "＠x"])
def test_text_that_begins_like_a_formula_is_written_as_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), (0, "0"), (-3, "-3"), (Decimal("-12.50"), "-12.50"), (Decimal("1E+5"), "100000")]
)
def test_numbers_stay_numbers_and_unknown_is_empty(value: int | Decimal | None, cell: str) -> None:
    assert safe(value) == cell


@given(st.text())
def test_no_text_runs(text: str) -> None:
    assert not safe(text).startswith(FORMULA)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r")), min_size=1, max_size=4))
def test_what_is_written_is_read_back(cells: list[str]) -> None:
    answer = sheet("x", ["head"] * len(cells), [cells])
    read = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [cell.removeprefix("'") if cell[1:].startswith(FORMULA) else cell for cell in read[1]] == cells
