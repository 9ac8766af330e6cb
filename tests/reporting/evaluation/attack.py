"""An attempt to compute what an observer edition withholds, from everything that it tells, by linear reasoning.

Whoever has the file knows: countries sum to the claims and weeks to the result, rows and columns of the weekly tables
sum to both, the result is the claims without what two countries claim, records and reports sum to the claims, and a
withheld cell is a whole number of at least 1. All of it is used: first equations alone (Gauss, exactly), then bounds.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from io import StringIO
from math import ceil, floor, inf

Key = tuple[str, str, str, str]  # of, country, week, measure
Equation = dict[Key, int]  # coefficients; their sum is 0


class Attack:
    """On one indicator. `known` holds what is printed, `least` the smallest value that is possible."""

    least = 1

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self.known: dict[Key, int] = {}
        self.withheld: set[Key] = set()
        countries, weeks = set(), set()
        for row in rows:
            key = (row["of"], row["country"], row["week"], row["measure"])
            countries |= {row["country"]} - {""}
            weeks |= {row["week"]} - {""}
            if row["gap"] == "withheld":
                self.withheld.add(key)
            elif row["gap"] != "not_due":
                self.known[key] = int(row["value"]) if row["value"] else 0  # nobody reported: adds nothing
        self.equations = [self._reduced(one) for one in _relations(sorted(countries), sorted(weeks))]

    def solved(self) -> dict[Key, int]:
        """What follows from equations alone."""
        unknown = sorted({key for equation, _rest in self.equations for key in equation})
        rows = [[Fraction(equation.get(key, 0)) for key in unknown] + [rest] for equation, rest in self.equations]
        pivots = _eliminate(rows, len(unknown))
        found = {}
        for at, column in enumerate(pivots):
            if sum(value != 0 for value in rows[at][:-1]) == 1:
                found[unknown[column]] = int(rows[at][-1])
        return {key: value for key, value in found.items() if key in self.withheld}

    def narrowed(self) -> dict[Key, int]:
        """What is left one possibility once every equation has narrowed its unknowns as far as it can."""
        bounds: dict[Key, tuple[float, float]] = defaultdict(lambda: (0, inf))
        bounds |= dict.fromkeys(self.withheld, (self.least, inf))
        while sum(_narrow(equation, rest, bounds) for equation, rest in self.equations):
            """Until nothing more follows."""
        return {key: int(low) for key, (low, high) in bounds.items() if key in self.withheld and low == high}

    def _reduced(self, relation: Equation) -> tuple[Equation, Fraction]:
        """The unknowns of a relation, and what they have to sum to."""
        rest = -sum(sign * self.known[key] for key, sign in relation.items() if key in self.known)
        return {key: sign for key, sign in relation.items() if key not in self.known}, Fraction(rest)


def attacks_on(text: str) -> dict[str, Attack]:
    """One for each indicator that counts, on the figures as they are attached."""
    by_indicator: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(StringIO(text.removeprefix("\ufeff"))):
        if row["unit"] == "count" and row["of"] in {"operation", "country", "week", "country_week"}:
            by_indicator[row["indicator"]].append(row)
    return {code: Attack(rows) for code, rows in by_indicator.items()}


def _relations(countries: list[str], weeks: list[str]) -> list[Equation]:
    claims, twice, result = (("operation", "", "", measure) for measure in ("claims", "claimed_twice", "total"))
    of_week = {week: ("week", "", week, "total") for week in weeks}
    twice_of = {week: ("week", "", week, "claimed_twice") for week in weeks}
    cell = {(c, w): ("country_week", c, w, "total") for c in countries for w in weeks}
    total = {c: ("country", c, "", "total") for c in countries}
    sources: Equation = {("operation", "", "", "recorded"): 1, ("operation", "", "", "reported"): 1, claims: -1}
    return [
        {claims: 1, twice: -1, result: -1},
        sources,
        {result: 1, ("operation", "", "", "verified"): -1},
        {claims: -1} | {total[c]: 1 for c in countries},
        {result: -1} | {of_week[w]: 1 for w in weeks},
        {twice: -1} | {twice_of[w]: 1 for w in weeks},
        *({total[c]: -1} | {cell[c, w]: 1 for w in weeks} for c in countries),
        *({of_week[w]: -1, twice_of[w]: -1} | {cell[c, w]: 1 for c in countries} for w in weeks),
    ]


def _eliminate(rows: list[list[Fraction]], width: int) -> list[int]:
    pivots: list[int] = []
    for column in range(width):
        at = len(pivots)
        found = next((r for r in range(at, len(rows)) if rows[r][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        rows[at] = [value / rows[at][column] for value in rows[at]]
        for r, row in enumerate(rows):
            if r != at and row[column]:
                rows[r] = [value - row[column] * pivot for value, pivot in zip(row, rows[at], strict=True)]
        pivots.append(column)
    return pivots


def _narrow(equation: Equation, rest: Fraction, bounds: dict[Key, tuple[float, float]]) -> bool:
    """Narrow each unknown of one equation by what the others leave it; whether anything changed."""
    changed = False
    for key, sign in equation.items():
        others = [_reach(bounds[other], weight) for other, weight in equation.items() if other != key]
        least, most = float(rest) - sum(high for _low, high in others), float(rest) - sum(low for low, _high in others)
        low, high = sorted((least * sign, most * sign))
        narrower = max(bounds[key][0], _up(low)), min(bounds[key][1], _down(high))
        if narrower != bounds[key]:
            bounds[key], changed = narrower, True
    return changed


def _reach(bound: tuple[float, float], sign: int) -> tuple[float, float]:
    low, high = bound
    return (low, high) if sign > 0 else (-high, -low)


def _up(value: float) -> float:
    return value if value in (inf, -inf) else ceil(value)


def _down(value: float) -> float:
    return value if value in (inf, -inf) else floor(value)
