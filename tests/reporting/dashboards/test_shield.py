"""Small figures of victims in other countries: no reader computes one from all that the results print (domain.md §10).

The attacker knows what is printed, his own country's figures, and in which weeks a finding of «claimed by two» exists.
He is asked for each number from 1 to 9 that was to be kept back, by linear algebra and by trying neighbouring tables.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.suppression import is_small
from reporting.dashboards.shield import Shield, shield_for
from tests.reporting.dashboards.claims import OTHERS, OWN, SUSPECTS, VICTIMS, Claims, Line, Term, claimed, table

READER = Principal(None, kind="agency", country=OWN, roles=frozenset({Role.COORDINATOR}))
LMLECC = Principal(None, kind="secretariat", roles=frozenset({Role.DESK_SUPERVISION}))
TRIED_AT_MOST = 9


def cell(country: str, week: int) -> Line:
    return {(country, week): 1}


def added(lines: Sequence[Line]) -> Line:
    found: Line = {}
    for line in lines:
        for term, factor in line.items():
            found[term] = found.get(term, 0) + factor
    return found


def result(week: int) -> Line:
    """What all others claim of a week, without what two claim: all that the total of the week adds to the own."""
    return added([*(cell(country, week) for country in OTHERS), {("", week): -1}])


def twice(week: int) -> Line:
    return {("", week): 1}


def printed(found: Claims, shield: Shield) -> list[Line]:
    """All that the pages and files print of others, as the attacker writes it down."""
    weeks, table = found.weeks, list(product(OTHERS, found.weeks))
    monday = found.known().weeks
    lines = [cell(*at) for at in table if not shield.hides(VICTIMS, at[0], monday[at[1]])]
    lines += [added([cell(country, at) for at in weeks]) for country in OTHERS if not shield.hides(VICTIMS, country)]
    lines += [result(at) for at in weeks if not shield.hides(VICTIMS, week=monday[at])]
    lines += [twice(at) for at in weeks if not found.of(twice(at))]
    if not shield.hides(VICTIMS):
        lines += [added([cell(*at) for at in table]), added([twice(at) for at in weeks])]
    return lines


def secrets(found: Claims) -> list[Line]:
    """Each number of others from 1 to 9: claims, totals, results, and what two claim."""
    weeks, table = found.weeks, list(product(OTHERS, found.weeks))
    lines = [cell(*at) for at in table]
    lines += [added([cell(country, at) for at in weeks]) for country in OTHERS]
    lines += [*map(result, weeks), *map(twice, weeks)]
    lines += [added([cell(*at) for at in table]), added([*map(result, weeks)]), added([*map(twice, weeks)])]
    return [line for line in lines if is_small(found.of(line))]


def computable(line: Line, known: Sequence[Line]) -> bool:
    """Whether a line is a sum of multiples of the known ones (Gauss, exactly)."""
    rows: list[dict[Term, Fraction]] = []
    for one in [*known, line]:
        left = {term: Fraction(factor) for term, factor in one.items() if factor}
        for row in rows:
            pivot = next(iter(row))
            if times := left.get(pivot, Fraction(0)) / row[pivot]:
                left = {term: left.get(term, Fraction(0)) - times * row.get(term, Fraction(0)) for term in left | row}
                left = {term: factor for term, factor in left.items() if factor}
        if left:
            rows.append(left)
        elif one is line:
            return True
    return False


def certain(found: Claims, known: Sequence[Line]) -> list[Line]:
    """The secrets that no table with neighbouring numbers changes, none of what is kept back being 0."""
    given = {next(iter(line)) for line in known if len(line) == 1}
    free = sorted({term for line in [*known, *secrets(found)] for term in line} - given)
    assume(len(free) <= TRIED_AT_MOST)
    left = secrets(found)
    for changes in product((0, 1, -1), repeat=len(free)):
        change = dict(zip(free, changes, strict=True))
        if all(found.value(term) + change[term] >= 1 for term in free) and not any(
            moved(line, change) for line in known
        ):
            left = [line for line in left if not moved(line, change)]
    return left


def moved(line: Line, change: dict[Term, int]) -> int:
    return sum(factor * change.get(term, 0) for term, factor in line.items())


@settings(max_examples=300, deadline=None)
@given(claimed())
def test_no_small_figure_of_others_follows_from_what_is_printed(found: Claims) -> None:
    known = printed(found, shield_for(READER, found.known()))
    assert [line for line in secrets(found) if computable(line, known)] == []


@settings(max_examples=100, deadline=None)
@given(claimed(most_weeks=2))
def test_no_small_figure_of_others_is_the_only_one_possible(found: Claims) -> None:
    assert certain(found, printed(found, shield_for(READER, found.known()))) == []


@settings(max_examples=100, deadline=None)
@given(claimed())
def test_the_own_country_hides_and_is_hidden_nothing(found: Claims) -> None:
    """What is kept back depends on the others alone, so that the own figures, verified or not, tell nothing of it."""
    without = Claims(
        found.claims | {OWN: [None for _week in found.weeks]}, found.twice | {OWN: [0 for _week in found.weeks]}
    )
    shield = shield_for(READER, found.known())
    assert shield.hidden == shield_for(READER, without.known()).hidden
    assert OWN not in {country for country, _monday in shield.hidden[VICTIMS]}
    assert not shield.keeps_parts(VICTIMS, OWN)


@settings(max_examples=50, deadline=None)
@given(claimed())
def test_lmlecc_sees_every_figure_and_suspects_are_for_all(found: Claims) -> None:
    assert shield_for(LMLECC, found.known()) == Shield()
    assert not shield_for(LMLECC, found.known()).keeps_parts(VICTIMS)
    shield = shield_for(READER, found.known(SUSPECTS))
    assert not shield.hidden.get(SUSPECTS)
    assert not shield.keeps_parts(SUSPECTS, "TH")


def hidden(found: Claims) -> set[tuple[str, int | None]]:
    weeks = {week.monday: at for at, week in enumerate(found.known().weeks)}
    places = shield_for(READER, found.known()).hidden[VICTIMS]
    return {(country, weeks[monday] if monday else None) for country, monday in places}


def test_a_small_week_takes_others_with_it() -> None:
    assert hidden(table(TH=[5, 40], VN=[60, 70])) == {("TH", 0), ("TH", 1), ("VN", 0), ("VN", 1)}


def test_the_own_small_week_takes_none_with_it() -> None:
    assert hidden(table(KH=[5, 40], VN=[60, 70])) == set()


def test_the_own_figure_gives_the_rest_of_a_total_away() -> None:
    """All but one country and week are the reader's: the totals would tell the other's 4."""
    assert hidden(table(KH=[500], TH=[4])) == {("TH", 0), ("TH", None), ("", 0), ("", None)}


@pytest.mark.parametrize(
    "twice",
    [
        {"TH": [3, 0]},  # small itself
        {"TH": [45, 45]},  # the results, 5 and 4, and their total
        {OWN: [12, 0], "TH": [3, 0]},  # 15 in all, of which the reader knows 12
    ],
)
def test_what_two_countries_claim_keeps_the_totals_back(twice: dict[str, list[int]]) -> None:
    assert {("", 0), ("", None)} <= hidden(table(twice, KH=[50, 50], TH=[50, 49]))


def test_what_two_claim_of_a_week_is_not_the_rest_of_what_they_claim_in_all() -> None:
    """11 in all, 10 of them in the first week: its total goes too, or the sum, or the second week's 1 is told."""
    places = hidden(table({"CN": [10, 1, 0]}, CN=[24, 2, None], VN=[None, None, 1]))
    assert ("", 1) in places
    assert places & {("", 0), ("", None)}


def test_a_large_claim_by_two_keeps_nothing_back() -> None:
    assert hidden(table({"TH": [20, 0], OWN: [30, 0]}, KH=[50, 50], TH=[50, 49])) == set()


def test_an_earlier_reading_tells_nothing_that_is_kept_back_now() -> None:
    """Thailand's 40 of the second week was printed before there were 5 in the first: now it hides them."""
    before, now = table(TH=[None, 40], VN=[60, 70]), table(TH=[5, 40], VN=[60, 70])
    monday = before.known().weeks[1]
    assert not shield_for(READER, before.known()).hides(VICTIMS, "TH", monday)
    assert shield_for(READER, before.known(), now.known()).hides(VICTIMS, "TH", monday)
    assert shield_for(LMLECC, before.known(), now.known()) == Shield()
