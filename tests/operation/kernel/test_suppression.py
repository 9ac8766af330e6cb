"""Small cells are withheld with their complements: nobody computes one from what is printed (domain.md §7)."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operation.kernel.suppression import Place, is_small, withheld, withheld_parts

SMALL_TABLES = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 14), st.integers(15, 400)), min_size=columns, max_size=columns),
        min_size=1,
        max_size=3,
    )
)
TABLES = st.integers(1, 7).flatmap(
    lambda columns: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 14), st.integers(0, 5000)), min_size=columns, max_size=columns),
        min_size=1,
        max_size=6,
    )
)


def with_totals(counts: list[list[int | None]]) -> list[list[int]]:
    rows = [[cell or 0 for cell in row] for row in counts]
    rows = [[*row, sum(row)] for row in rows]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def sums(table: list[list[int]]) -> list[dict[Place, int]]:
    """Each line of the printed table as an equation: its cells, less its total, are 0."""
    height, width = len(table), len(table[0])
    rows = [{(r, c): -1 if c == width - 1 else 1 for c in range(width)} for r in range(height)]
    columns = [{(r, c): -1 if r == height - 1 else 1 for r in range(height)} for c in range(width)]
    return rows + columns


def computable(table: list[list[int]], hidden: frozenset[Place]) -> set[Place]:
    """Hidden places whose value follows from the printed ones by linear algebra (Gauss, exactly)."""
    unknown = sorted(hidden)
    rows = [[Fraction(line.get(place, 0)) for place in unknown] for line in sums(table)]
    pivots: list[int] = []
    for column in range(len(unknown)):
        found = next((r for r in range(len(pivots), len(rows)) if rows[r][column]), None)
        if found is None:
            continue
        at = len(pivots)
        rows[at], rows[found] = rows[found], rows[at]
        rows[at] = [value / rows[at][column] for value in rows[at]]
        for r, row in enumerate(rows):
            if r != at and row[column]:
                rows[r] = [value - row[column] * pivot for value, pivot in zip(row, rows[at], strict=True)]
        pivots.append(column)
    return {unknown[column] for at, column in enumerate(pivots) if sum(value != 0 for value in rows[at]) == 1}


def certain(table: list[list[int]], hidden: frozenset[Place]) -> set[Place]:
    """Hidden places that are the same in every table with neighbouring numbers, none of them 0: tried one by one."""
    unknown = sorted(hidden)
    free = set(unknown)
    for changes in product((0, 1, -1), repeat=len(unknown)):
        change = dict(zip(unknown, changes, strict=True))
        if all(table[r][c] + change[r, c] >= 1 for r, c in unknown) and all(
            sum(change.get(place, 0) * sign for place, sign in line.items()) == 0 for line in sums(table)
        ):
            free -= {place for place in unknown if change[place]}
        if not free:
            break
    return free


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_withheld_cell_follows_from_the_printed_ones(counts: list[list[int | None]]) -> None:
    assert computable(with_totals(counts), withheld(counts)) == set()


@settings(max_examples=60, deadline=None)
@given(SMALL_TABLES.filter(lambda counts: len(withheld(counts)) <= 9))
def test_no_withheld_cell_is_the_only_one_possible(counts: list[list[int | None]]) -> None:
    """Stronger: not even whoever knows that no withheld cell is 0 is left with one answer."""
    assert certain(with_totals(counts), withheld(counts)) == set()


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_every_small_count_is_withheld_and_no_zero_is(counts: list[list[int | None]]) -> None:
    hidden = withheld(counts)
    for row, line in enumerate(with_totals(counts)):
        for column, count in enumerate(line):
            if is_small(count):
                assert (row, column) in hidden
            if count == 0:
                assert (row, column) not in hidden


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_a_table_without_small_counts_is_printed_whole(counts: list[list[int | None]]) -> None:
    large = [[None if cell is None else cell * 10 for cell in row] for row in counts]
    assert withheld(large) == frozenset()


def test_the_complement_goes_with_a_small_cell() -> None:
    hidden = withheld([[5, 40], [60, 70]])
    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_totals_are_kept_where_cells_do() -> None:
    hidden = withheld([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    assert len(hidden) == 4
    assert all(row < 3 and column < 3 for row, column in hidden)


def test_cells_of_one_are_not_given_away_by_their_sum() -> None:
    """Two withheld cells that sum to 2 can only be 1 and 1: a third one has to go with them."""
    hidden, total = withheld_parts([1, 1, 50, 60])
    assert {0, 1} < hidden
    assert not total


def test_a_row_with_a_small_part_loses_a_second_one() -> None:
    hidden, total = withheld_parts([4, 30, 90])
    assert hidden == {0, 1}
    assert not total


def test_a_small_total_hides_all_its_parts() -> None:
    hidden, total = withheld_parts([4, 0, 3])
    assert hidden == {0, 2}
    assert total


def test_what_is_not_known_is_neither_withheld_nor_a_complement() -> None:
    assert withheld([[None, 4, 50], [None, 60, 70]]) == {(0, 1), (0, 2), (1, 1), (1, 2)}


def test_a_total_can_be_withheld_for_another_reason() -> None:
    """What two countries claim is small: their sum of claims is withheld too, and cannot be added up again."""
    counts: list[list[int | None]] = [[100, 200], [300, 400]]
    hidden = withheld(counts, [(2, 2)])
    assert (2, 2) in hidden
    assert computable(with_totals(counts), hidden) == set()


@pytest.mark.parametrize("counts", [[], [[]], [[None]], [[0, 0]]])
def test_nothing_to_withhold(counts: list[list[int | None]]) -> None:
    assert withheld(counts) == frozenset()
