"""Figures about suspects by sex, age and nationality, without the parts by which one of them could be known.

Whoever turns out to be a presumed victim is a suspect no more: his record leaves the figures, and the difference of two
editions is he. So parts under 10 are withheld, a 0 too, and with them as many others as are needed
(operation/kernel/suppression.py). What each country claims in all is printed elsewhere and stays; a part that is under
10 in all is not broken down.
"""

from collections.abc import Sequence
from dataclasses import replace

from operation.kernel.suppression import SMALLEST, is_small, withheld
from reporting.evaluation.figures import Breakdown, Cell, Gap, Part, rest, subtract

HIDDEN = Gap.WITHHELD


def kept_back(whole: Breakdown) -> Breakdown | None:
    """The same as it may be told; None where no part may be, or where what is told of the figure does not fit it or
    would tell the one result that is withheld.

    Parts stand in the order of their words: an order by size would tell of those that are withheld.
    """
    parts = tuple(sorted((one for one in whole.parts if _count(one.claims) >= SMALLEST), key=lambda one: one.label))
    left = _left(whole, parts)
    if not parts or any(_count(cell) < 0 for row in (*parts, left) for cell in (row.value, row.claims, *row.countries)):
        return None
    *told, rest_of_it = rows = _told((*parts, left))
    if sum(one.value is HIDDEN for one in rows) == 1:
        return None  # all others are 0 or told: the figure's own total would tell it
    return replace(
        whole,
        parts=tuple(told),
        difference=rest_of_it.value,
        countries=rest_of_it.countries,
        claims=rest_of_it.claims,
        kept_back=True,
    )


def _left(whole: Breakdown, parts: Sequence[Part]) -> Part:
    """What is not broken down, with the parts that are not told: always a row, so that a cell has its complement."""
    small = [one for one in whole.parts if one not in parts]
    countries = tuple(
        rest(cell, (-_count(one.countries[at]) for one in small)) for at, cell in enumerate(whole.countries)
    )
    return Part(
        "",
        rest(0 if whole.difference is None else whole.difference, (-_count(one.value) for one in small)),
        countries,
        rest(whole.claims, (-_count(one.claims) for one in small)),
    )


def _told(rows: Sequence[Part]) -> list[Part]:
    """All rows, that of what is not broken down last. Its 0 is about nobody; a part is 0 as well once somebody left."""
    columns = [at for at in range(len(rows[0].countries)) if _has_parts(rows, at)]
    counts = [[_count(row.countries[at]) for at in columns] for row in rows]
    small = {(row, at) for row, line in enumerate(counts[:-1]) for at, count in enumerate(line) if count < SMALLEST}
    hidden = withheld(counts, small, columns_told=True)
    sums = {row for row in range(len(rows)) if (row, len(columns)) in hidden}
    totals = _hidden_totals(rows, sums)
    return [
        replace(
            one,
            value=HIDDEN if row in totals else one.value,
            claims=HIDDEN if row in sums else one.claims,
            countries=tuple(
                HIDDEN if at in columns and (row, columns.index(at)) in hidden else cell
                for at, cell in enumerate(one.countries)
            ),
        )
        for row, one in enumerate(rows)
    ]


def _has_parts(rows: Sequence[Part], at: int) -> bool:
    """Whether a country has records of the figure and claims anything: of a claim of 0 all parts are 0, as is known."""
    return not isinstance(rows[0].countries[at], Gap) and sum(_count(row.countries[at]) for row in rows) > 0


def _hidden_totals(rows: Sequence[Part], sums: set[int]) -> set[int]:
    """The rows of which the result is withheld, being small or telling a withheld sum, or that few count for another
    country. The results of all rows are known together: so of none or of two at least."""
    hidden = {at for at, row in enumerate(rows) if at in sums or is_small(_count(row.value)) or _is_telling(row)}
    others = [at for at, row in enumerate(rows) if at not in hidden and _count(row.value)]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda at: _count(rows[at].value)))
    return hidden


def _is_telling(row: Part) -> bool:
    return is_small(_count(subtract(row.claims, row.value)))


def _count(cell: Cell) -> int:
    return 0 if isinstance(cell, Gap) else int(cell)
