"""Nobody computes a cell that an observer edition withholds: not from totals, differences and what is attached."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operation.access.context import acting_as
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.evaluation import collect_results
from reporting.evaluation.attached_lines import lines_of
from reporting.evaluation.attachments import as_csv, attachments
from reporting.evaluation.chapters import Quality
from reporting.evaluation.collect import collect
from reporting.evaluation.collect_figures import tell_members, tell_observers
from reporting.evaluation.content import MARKINGS, Edition, Evaluation
from reporting.evaluation.figures import Indicator, IndicatorResult, LineOfEffort, Unit
from reporting.indicators import figures as known
from reporting.indicators.models import Source, Standing
from reporting.indicators.rules import indicator_named
from reporting.indicators.weeks import Week
from tests.factories.editions import order, results
from tests.reporting.evaluation import sample
from tests.reporting.evaluation.attack import Attack, attacks_on

COUNTRIES, WEEKS, CODE = 4, 4, "P02"
MONDAYS = [date(2024, 8, 12) + timedelta(days=7 * at) for at in range(WEEKS)]
CELLS = st.one_of(st.none(), st.just(0), st.integers(1, 14), st.integers(15, 400))
GRIDS = st.lists(st.lists(CELLS, min_size=WEEKS, max_size=WEEKS), min_size=COUNTRIES, max_size=COUNTRIES)
OVERLAPS = st.lists(st.one_of(st.just(0), st.integers(1, 30)), min_size=WEEKS, max_size=WEEKS)
FULL = sample.member()
Grid = list[list[int | None]]


def figures_of(grid: Grid, overlaps: list[int]) -> known.Figures:
    """Verified claims of four countries in four weeks, and what two of them claim in each week."""
    codes = [country.code for country in sample.COUNTRIES[:COUNTRIES]]
    agencies = [known.Agency(UUID(int=at), code, f"Agency of {code}") for at, code in enumerate(codes)]
    sums = []
    for agency, row in zip(agencies, grid, strict=True):
        for monday, cell in zip(MONDAYS, row, strict=True):
            if cell is not None:
                parts = ((Source.RECORD, cell // 2), (Source.REPORTED, cell - cell // 2))
                sums += [_sum(agency, monday, source, value) for source, value in parts]
    for at, monday in enumerate(MONDAYS):
        claims = sum(row[at] or 0 for row in grid)
        twice = min(overlaps[at], claims // 2)
        if twice:
            sums.append(_sum(agencies[0], monday, Source.TWICE, -twice))
    weeks = tuple(Week(monday, monday, monday + timedelta(days=6)) for monday in MONDAYS)
    return known.Figures(tuple(sums), tuple(agencies), tuple(codes), weeks)


def _sum(agency: known.Agency, monday: date, source: str, value: int) -> known.Sum:
    return known.Sum(CODE, agency.id, agency.country, monday, source, Standing.VERIFIED, Decimal(value), 1)


def edition_of(grid: Grid, overlaps: list[int], *, guarded: bool = True) -> Evaluation:
    """An edition for observers of these figures alone; not guarded: with every figure in it."""
    rule = indicator_named(CODE)
    assert rule
    told = (tell_observers if guarded else tell_members)(figures_of(grid, overlaps), rule)
    indicator = Indicator(CODE, "Persons arrested", Unit.COUNT, 2, "", "1")
    said = IndicatorResult(indicator, told.countries, told.weeks, told.claims, told.claimed_twice, told.total)
    countries = sample.COUNTRIES[:COUNTRIES]
    returns = tuple(replace(one, weeks=one.weeks[:WEEKS]) for one in FULL.quality.returns[:COUNTRIES])
    return replace(
        FULL,
        edition=Edition.OBSERVER,
        marking=MARKINGS[Edition.OBSERVER],
        countries=countries,
        weeks=FULL.weeks[:WEEKS],
        indicators=(indicator,),
        lines=(LineOfEffort(2, "Capture main suspects", results=(said,)),),
        nationals=collect_results.nationals(countries, {CODE: told}, {}, {}, {}),
        quality=Quality(returns),
        action_days=(),
        measures=(),
    )


def attack_on(content: Evaluation) -> Attack:
    return attacks_on(as_csv(lines_of(content)))[CODE]


@settings(max_examples=40, deadline=None)
@given(GRIDS, OVERLAPS)
def test_no_withheld_cell_follows_from_what_is_told(grid: Grid, overlaps: list[int]) -> None:
    assert_nothing_follows(grid, overlaps)


@pytest.mark.long
@settings(max_examples=2000, deadline=None)
@given(GRIDS, OVERLAPS)
def test_nor_in_many_more_tables(grid: Grid, overlaps: list[int]) -> None:
    assert_nothing_follows(grid, overlaps)


@pytest.mark.parametrize(
    ("grid", "overlaps"),
    [
        # the claims are withheld for a small overlap in one week; the results of the other weeks and the whole are told
        ([[60, 40, None, None], [40, 80, None, None], [None] * 4, [None] * 4], [5, 0, 0, 0]),
        ([[2, None, None, None], [None, 13, None, None], [None] * 4, [None] * 4], [1, 0, 0, 0]),
    ],
)
def test_the_result_of_one_week_is_not_what_is_missing_to_the_whole(grid: Grid, overlaps: list[int]) -> None:
    assert_nothing_follows(grid, overlaps)


def assert_nothing_follows(grid: Grid, overlaps: list[int]) -> None:
    attack = attack_on(edition_of(grid, overlaps))
    assert attack.solved() == {}, (grid, overlaps)
    assert attack.narrowed() == {}, (grid, overlaps)


@settings(max_examples=40, deadline=None)
@given(GRIDS, OVERLAPS)
def test_no_small_count_is_told(grid: Grid, overlaps: list[int]) -> None:
    attack = attack_on(edition_of(grid, overlaps))
    assert not [key for key, value in attack.known.items() if 0 < value < 10]


@pytest.mark.parametrize(
    ("hidden", "found"),
    [
        ({("country_week", "KH")}, {("country_week", "KH"): 4}),
        ({("country_week", "KH"), ("country", "KH")}, {("country_week", "KH"): 4, ("country", "KH"): 124}),
    ],
)
def test_the_attack_finds_a_cell_whose_complements_are_told(
    hidden: set[tuple[str, str]], found: dict[tuple[str, str], int]
) -> None:
    """It would notice: with one small cell withheld alone, or with its total only, it computes both."""
    grid: Grid = [[4, 40, 40, 40], [50, 50, 50, 50], [60, 60, 60, 60], [70, 70, 70, 70]]
    text = as_csv(lines_of(edition_of(grid, [0, 0, 0, 0], guarded=False)))
    rows = []
    for line in text.splitlines():
        cells = line.split(",")
        of, country, week, measure = *cells[2:5], cells[6]
        is_hidden = (of, country) in hidden and (week in ("", "2024-W32")) and measure in ("total", "verified")
        rows.append(",".join([*cells[:7], "", "withheld"]) if is_hidden else line)
    attack = attacks_on("\n".join(rows))[CODE]
    solved = {key[:2]: value for key, value in attack.solved().items() if key[3] == "total"}
    assert solved == found
    assert {key[:2]: value for key, value in attack.narrowed().items() if key[3] == "total"} == found


def test_nor_from_an_edition_as_it_is_collected(cast: SimpleNamespace, seagull: Operation) -> None:
    results(cast)
    director = principal_of(cast.director)
    with acting_as(director, channel="test"):
        content = collect(director, seagull, order("observer"), number=1)
    attacks = attacks_on(attachments(content)[0].text)
    assert any(attack.withheld for attack in attacks.values())
    for code, attack in attacks.items():
        assert (attack.solved(), attack.narrowed()) == ({}, {}), code
