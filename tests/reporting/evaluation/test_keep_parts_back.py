"""Parts of figures about suspects: no small one follows from what is told, nor from the difference of editions."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from operation.cases.reclassification.actions import reclassify_suspect
from operation.kernel import clock
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.evaluation.attached_lines import lines_of
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Breakdown, Cell, Gap, IndicatorResult, Part
from reporting.evaluation.kept_parts import kept_back
from reporting.indicators.actions import settle_joint_claim
from reporting.indicators.rules.p02 import P02
from tests.factories.editions import arrests, order
from tests.factories.returns import noon, verified
from tests.reporting.evaluation.attack import Attack, Equation, Key

As = Callable[[User], AbstractContextManager[None]]
DAY, CUTOFF = "2024-09-10", date(2024, 9, 20)
COUNTS = st.one_of(st.just(0), st.integers(1, 14), st.integers(15, 400))
TABLES = st.lists(st.lists(COUNTS, min_size=3, max_size=3), min_size=2, max_size=4)
TAKEN_OFF = st.lists(st.one_of(st.just(0), st.integers(1, 12)), min_size=4, max_size=4)


class OnParts(Attack):
    """The same on one split: rows sum to their claims, each column to what is printed elsewhere; 0 may be withheld."""

    least = 0

    def __init__(self, told: Breakdown, columns: list[int], claims: int, total: int) -> None:
        left = Part("", told.difference or 0, told.countries, told.claims)
        rows = [(*one.countries, one.claims, one.value) for one in (*told.parts, left)]
        feet = [*columns, claims, total + int(told.joint)]
        cells = {_key(row, at): cell for row, line in enumerate(rows) for at, cell in enumerate(line)}
        cells |= {_key(len(rows), at): foot for at, foot in enumerate(feet)}
        self.known = {key: int(cell) for key, cell in cells.items() if not isinstance(cell, Gap)}
        self.withheld = {key for key, cell in cells.items() if cell is Gap.WITHHELD}
        across = [
            {_key(row, at): 1 for at in range(len(columns))} | {_key(row, len(columns)): -1} for row in range(len(rows))
        ]
        down: list[Equation] = [
            {_key(row, at): 1 for row in range(len(rows))} | {_key(len(rows), at): -1} for at in range(len(feet))
        ]
        self.equations = [self._reduced(one) for one in (*across, *down)]


def _key(row: int, at: int) -> Key:
    return ("breakdown", str(row), str(at), "")


def table_of(counts: list[list[int]], off: list[int]) -> tuple[Breakdown, list[int], int, int]:
    """The last row is what is not broken down; `off` is what counts for another country in each row."""
    rows = [Part(str(at), max(sum(row) - off[at], 0), tuple(row), sum(row)) for at, row in enumerate(counts)]
    *parts, left = rows
    columns = [sum(column) for column in zip(*counts, strict=True)]
    whole = Breakdown("By sex", tuple(parts), left.value, left.countries, left.claims)
    return whole, columns, sum(columns), sum(int(row.value) for row in rows if not isinstance(row.value, Gap))


@settings(max_examples=60, deadline=None)
@given(TABLES, TAKEN_OFF)
def test_no_withheld_part_follows_and_no_small_one_is_told(counts: list[list[int]], off: list[int]) -> None:
    whole, columns, claims, total = table_of(counts, off)
    told = kept_back(whole)
    if told is None:
        results = [row for row, taken in zip(counts, off, strict=False) if sum(row) > taken]
        assert all(sum(row) < 10 for row in counts[:-1]) or len(results) <= 1
        return
    attack = OnParts(told, columns, claims, total)
    assert (attack.solved(), attack.narrowed()) == ({}, {}), (counts, off)
    for part in told.parts:
        known = [cell for at, cell in enumerate(part.countries) if columns[at] and not isinstance(cell, Gap)]
        assert all(cell >= 10 for cell in known)


def test_the_attack_finds_a_part_whose_complements_are_told() -> None:
    whole, columns, claims, total = table_of([[50, 60, 70], [4, 20, 30], [5, 5, 5]], [0] * 4)
    one = Part("1", 54, (Gap.WITHHELD, 20, 30), 54)
    bare = Breakdown("By sex", (whole.parts[0], one), whole.difference, whole.countries, whole.claims)
    assert OnParts(bare, columns, claims, total).solved() == {_key(1, 0): 4}


def collected(cast: SimpleNamespace, as_: As, seagull: Operation) -> Evaluation:
    with as_(cast.director):
        return collect(principal_of(cast.director), seagull, order(cutoff=CUTOFF), number=1)


def said_of(content: Evaluation, code: str = "P02") -> IndicatorResult:
    return next(one for one in content.results if one.indicator.code == code)


def test_a_reclassified_suspect_is_not_the_difference_of_two_editions(
    cast: SimpleNamespace, as_: As, seagull: Operation
) -> None:
    """Of a country that arrested him alone, and of one with so many that each part is told."""
    with clock.at(noon("2024-09-12")):
        arrests(cast.officer_th, 12, DAY, sex="male")
        women = arrests(cast.officer_th, 12, DAY, sex="female")
        [alone] = arrests(cast.officer_kh, 1, DAY, sex="female", nationalities=["CN"], treated_as_child=True)
    first = said_of(collected(cast, as_, seagull))
    (by_sex,) = first.breakdowns
    assert by_sex.title == "By sex", "of nationality and age ten are not known"
    at = [one.country_id for one in (cast.officer_kh.organisation,)]
    codes = [country.code for country in collected(cast, as_, seagull).countries]
    assert {one.countries[codes.index(at[0])] for one in by_sex.parts} == {Gap.WITHHELD}
    for who, suspect in ((cast.protection_kh, alone), (cast.protection_th, women[0])):
        with clock.at(noon("2024-09-25")), as_(who):
            reclassify_suspect(principal=principal_of(who), suspect=suspect, on=date(2024, 9, 24), words="held there")
        second = said_of(collected(cast, as_, seagull))
        assert second.total.total == first.total.total == 25, "the claim stays at this cut-off"
        assert second.breakdowns == ()


def test_what_the_desk_settled_of_a_joint_result_is_a_row_of_its_own(
    cast: SimpleNamespace, as_: As, seagull: Operation
) -> None:
    day = ActionDay.objects.create(operation=seagull, number=1, title="First", held_on=date(2024, 9, 10), lead_id="TH")
    day.countries.set(Country.objects.filter(code__in=["TH", "KH"]))
    with clock.at(noon("2024-09-12")):
        for who in ("th", "kh"):
            user = getattr(cast, f"officer_{who}")
            arrests(user, 12, DAY, sex="male", action_day=day)
            verified(getattr(cast, f"supervisor_{who}"), cast.desk_supervision, DAY, {"P02": 0})
        with as_(cast.desk_supervision):
            settle_joint_claim(
                principal=principal_of(cast.desk_supervision),
                action_day=day,
                indicator=P02,
                agency=cast.coordinator_kh.organisation,
                twice=Decimal(11),
                reason="Both lists compared name by name",
            )
    content = collected(cast, as_, seagull)
    said = said_of(content)
    (by_sex,) = said.breakdowns
    assert (said.claims, said.total.total, by_sex.joint, by_sex.difference) == (24, 13, 11, 0)
    assert [part.value for part in by_sex.parts] == [24], "more than the total, which is without the joint result"
    lines = {(one.part, one.country, one.measure): one.value for one in lines_of(content) if one.of == "breakdown"}
    assert lines["By sex: Joint results claimed by two", "", "total"] == "-11"
    assert lines["By sex: male", "", "claims"] == "24"
    parts = [int(value) for (_part, country, measure), value in lines.items() if (country, measure) == ("", "total")]
    assert sum(parts) == 13


def test_a_country_whose_records_do_not_say_has_records(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    with clock.at(noon("2024-09-12")):
        arrests(cast.officer_th, 20, DAY, sex="male")
        arrests(cast.officer_kh, 12, DAY, sex="unknown")
    content = collected(cast, as_, seagull)
    (by_sex,) = said_of(content).breakdowns
    cells: dict[str, Cell] = dict(zip([one.code for one in content.countries], by_sex.parts[0].countries, strict=True))
    assert cells["KH"] is Gap.WITHHELD
    assert cells["VN"] is Gap.NOT_DUE
    assert cells["TH"] is Gap.WITHHELD, "Cambodia's 0 would follow from it"
