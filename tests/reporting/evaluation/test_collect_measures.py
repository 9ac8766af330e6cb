"""Measures in an edition: for members what the page shows, for observers all six together and no small cell."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from types import SimpleNamespace

import pytest

from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.evaluation.collect import collect
from reporting.evaluation.collect_measures import guarded
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Cell, Gap
from reporting.measures.base import Item, Measure
from reporting.measures.rules import MEASURES, measure_named
from reporting.measures.selectors import measures_of
from reporting.measures.values import values_of
from tests.factories import supervision
from tests.factories.editions import CUTOFF, arrests, order
from tests.factories.matches import match_between
from tests.factories.requests import MONDAY, at, sent
from tests.factories.returns import noon

As = Callable[[User], AbstractContextManager[None]]
Gather = Callable[..., Evaluation]


@pytest.fixture
def gathered(cast: SimpleNamespace, as_: As, seagull: Operation) -> Gather:
    sent(cast.coordinator_th, cast.coordinator_kh, at(f"{MONDAY} 10:00"))
    with clock.at(noon("2024-09-18")):
        arrests(cast.officer_th, 12)
        arrests(cast.officer_kh, 3)
        match_between(cast.coordinator_th, cast.coordinator_kh)
    supervision.action_of(cast, at("2024-09-10 10:00").date())

    def gather(audience: str = "member", who: str = "director") -> Evaluation:
        reader = getattr(cast, who)
        with as_(reader):
            return collect(principal_of(reader), seagull, order(audience, cutoff=CUTOFF), number=1)

    return gather


def test_members_read_what_the_page_shows(gathered: Gather, cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    content = gathered()
    with as_(cast.director):
        shown = measures_of(principal_of(cast.director), seagull, CUTOFF)
    codes = [country.code for country in content.countries]
    assert [one.indicator.code for one in content.measures] == [measure.code for measure in MEASURES]
    for said, one in zip(content.measures, shown, strict=True):
        for place, column in enumerate(one.measure.columns):
            assert said.total[place] == _cell(one.total and one.total[column.key])
            for code, row in zip(codes, said.countries, strict=True):
                values = one.of(code)
                assert row[place] == _cell(values and values[column.key])


def _cell(value: object) -> object:
    return Gap.NO_DATA if value is None else value


def test_the_report_is_the_same_whichever_desk_builds_it(gathered: Gather) -> None:
    """The supervision desk is told of no match, and counts them all the same."""
    assert gathered().measures == gathered(who="desk_supervision").measures


def test_observers_read_of_all_six_together(gathered: Gather) -> None:
    told = {one.indicator.code: one for one in gathered("observer").measures}
    assert not [one for one in told.values() if one.countries or one.others]
    assert told["P04"].total[:3] == (15, 0, 0)
    assert told["X01"].total == (Gap.WITHHELD, Gap.WITHHELD, 0, Gap.WITHHELD, 0), "one request that is overdue"
    assert told["D01"].total[0] is Gap.WITHHELD
    assert told["V02"].total == (Gap.NO_DATA,) * 5


def test_rules_say_how_far_a_cut_off_holds(gathered: Gather) -> None:
    for said, measure in zip(gathered().measures, MEASURES, strict=True):
        assert said.indicator.rule == f"{measure.rule} {measure.known}"
        assert said.indicator.rule_version == str(measure.version)


# ---- nobody computes a small cell


def rows(measure: Measure, most: int) -> Iterator[dict[str, int]]:
    """Every row whose whole is `most` at the most, as sums of the layers between its parts."""
    keys = measure.split or measure.chain
    for layers in layers_of(len(keys), most):
        if measure.split:
            yield dict(zip(keys, layers, strict=True)) | {measure.chain[0]: sum(layers)}
        else:
            yield {key: sum(layers[at:]) for at, key in enumerate(keys)}


def layers_of(count: int, most: int) -> Iterator[tuple[int, ...]]:
    if not count:
        yield ()
        return
    for first in range(most + 1):
        yield from ((first, *others) for others in layers_of(count - 1, most - first))


def printed(measure: Measure, parts: dict[str, int]) -> dict[str, Cell]:
    values = values_of(measure, [Item((), parts)])
    row = guarded(measure, values)
    return {column.key: cell for column, cell in zip(measure.columns, row, strict=True) if column.key in parts}


@pytest.mark.parametrize(("code", "most"), [("X02", 60), ("P04", 32), ("M01", 18), ("F02", 40)])
def test_no_small_cell_is_printed_nor_computed(code: str, most: int) -> None:
    """Of every possible row: who reads the print alone finds two rows at least for each small count."""
    measure = measure_named(code)
    assert measure is not None
    if measure.split:
        measure = replace(measure, split=measure.split[:2], columns=measure.columns[:4])
    by_print: dict[tuple[object, ...], list[dict[str, int]]] = {}
    for parts in rows(measure, most):
        shown = printed(measure, parts)
        assert not [key for key, cell in shown.items() if not isinstance(cell, Gap) and 0 < cell < 10], parts
        by_print.setdefault(tuple(shown.values()), []).append(parts)
    attacked = 0
    for shown_, found in by_print.items():
        if min(parts[measure.chain[0]] for parts in found) >= most - 2 and shown_[_place(measure, "")] is Gap.WITHHELD:
            continue  # larger rows, which are not tried, print the same
        for key in found[0]:
            if shown_[_place(measure, key)] is Gap.WITHHELD and any(0 < parts[key] < 10 for parts in found):
                attacked += 1
                assert len({parts[key] for parts in found}) > 1, (shown_, found, key)
    assert attacked > 10


def _place(measure: Measure, key: str) -> int:
    """Where a part is printed; "" is the whole."""
    known = [one.key for one in measure.parts if one.key in {*measure.chain, *measure.split}]
    return known.index(key or measure.chain[0])


@pytest.mark.parametrize("share", ["charged_share", "convicted_share"])
def test_a_share_is_told_with_both_its_parts_or_not_at_all(share: str) -> None:
    measure = measure_named("P04")
    assert measure is not None
    place = [column.key for column in measure.columns].index(share)

    def said(arrested: int, charged: int, convicted: int) -> Cell:
        parts = {"arrested": arrested, "charged": charged, "convicted": convicted}
        return guarded(measure, values_of(measure, [Item((), parts)]))[place]

    assert said(200, 100, 50) == {"charged_share": 50, "convicted_share": 25}[share]
    assert said(200, 100, 5) is Gap.WITHHELD
    assert said(200, 195, 100) == {"charged_share": Gap.WITHHELD, "convicted_share": 50}[share]
