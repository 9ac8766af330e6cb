"""The chapter on data quality: what is missing, late, changed, unverified."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from reporting.evaluation.figures import Figure, Gap
from reporting.evaluation.printed import quality, situation
from reporting.evaluation.weeks import ReturnState, WeekReturn
from tests.reporting.evaluation import sample, sample_situation
from tests.reporting.evaluation.reading import heads, named, part, rows

CONTENT = sample.member()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_the_grid_has_a_square_for_each_country_and_week() -> None:
    table = part(quality.quality, CONTENT, "grid")
    assert heads(table)[1:4] == ["32", "33", "34"]
    assert heads(table)[-1] == "01"
    assert [len(line.cells) for line in table.rows] == [23] * 6
    assert [line.cells[0].text for line in table.rows] == ["KH", "CN", "LA", "MM", "TH", "VN"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (WeekReturn(ReturnState.VERIFIED), "verified"),
        (WeekReturn(ReturnState.LOCKED, late=True), "verified, late"),
        (WeekReturn(ReturnState.SUBMITTED, corrected=True), "submitted, corrected"),
        (WeekReturn(ReturnState.QUERIED, late=True, corrected=True), "queried, late, corrected"),
        (WeekReturn(ReturnState.DRAFT), "draft only"),
        (WeekReturn(ReturnState.MISSING), "missing"),
        (WeekReturn(ReturnState.NOT_DUE), "not due"),
    ],
)
def test_a_square_says_its_state_in_words(cell: WeekReturn, said: str) -> None:
    content = sample.small()
    row = replace(content.quality.returns[0], weeks=(cell, cell))
    table = part(quality.quality, replace(content, quality=replace(content.quality, returns=(row,))), "grid")
    square = table.rows[0].cells[1]
    assert square.text == said
    assert (square.state, square.late, square.corrected) == (cell.state, cell.late, cell.corrected)


def test_the_legend_shows_every_state_once() -> None:
    words = [str(word) for _, word in part(quality.quality, CONTENT, "legend")]
    assert words == ["verified", "submitted", "queried", "draft only", "missing"]


def test_the_claim_counts_all_countries() -> None:
    returns = CONTENT.quality.returns
    due, arrived, late = (sum(getattr(row, name) for row in returns) for name in ("due", "arrived", "late"))
    expected = f"{arrived} of {due} returns that were due have arrived, {late} of them late."
    assert part(quality.quality, CONTENT, "claim") == expected


def test_returns_by_country_sum_to_the_last_row() -> None:
    table = part(quality.quality, CONTENT, "returns")
    columns = list(zip(*(line[1:7] for line in rows(table)), strict=True))
    for column in columns:
        assert sum(int(figure) for figure in column[:-1]) == int(column[-1])
    assert rows(table)[-1][0] == "All countries"


def test_due_is_arrived_and_missing() -> None:
    for line in rows(part(quality.quality, CONTENT, "returns")):
        assert int(line[1]) == int(line[2]) + int(line[6])


def test_record_backed_and_reported_make_the_whole() -> None:
    for line in part(quality.quality, CONTENT, "sources").rows:
        recorded, reported, whole = (int(cell.text.replace(",", "")) for cell in line.cells[1:4])
        assert recorded + reported == whole
        assert line.cells[4].bar is not None


@pytest.mark.parametrize(
    ("recorded", "reported", "whole"),
    [
        (3, Gap.NO_DATA, "3"),
        (Gap.NO_DATA, 4, "4"),
        (Gap.NO_DATA, Gap.NO_DATA, "no data"),
        (Gap.WITHHELD, 4, "withheld"),
        (3, Gap.FEWER_THAN_10, "under 10"),
    ],
)
def test_a_gap_is_not_added_as_zero(recorded: int | Gap, reported: int | Gap, whole: str) -> None:
    content = sample.small()
    result = replace(content.results[0], total=Figure(9, recorded, reported, 5))
    content = replace(content, lines=(replace(content.lines[0], results=(result,)),))
    assert rows(part(quality.quality, content, "sources"))[0][3] == whole


def test_verified_and_not_make_the_total() -> None:
    for line in part(quality.quality, CONTENT, "checks").rows:
        verified, rest, total = (int(cell.text.replace(",", "")) for cell in line.cells[1:4])
        assert verified + rest == total


def test_indicators_without_data_are_not_drawn() -> None:
    names = [line[0] for line in rows(part(quality.quality, CONTENT, "checks"))]
    assert names[0] == "Main syndicates identified S01"
    assert not any("P03" in name for name in names)


def test_a_correction_shows_both_values_and_why() -> None:
    table = part(quality.quality, CONTENT, "corrections")
    assert named(table, "TH") == ["TH", "W36", "P02", "33", "31", "\u22122", "20 Sep 2024", "สองคนถูกนับซ้ำ"]
    assert table.rows[0].cells[-1].lang == "th"
    assert named(table, "MM")[3:6] == ["no data", "25", ""]


def test_observers_read_corrections_without_reasons() -> None:
    table = part(quality.quality, sample.observer(), "corrections")
    assert {line[-1] for line in rows(table)} == {"not in this edition"}


def test_nothing_corrected_or_restated_is_no_table() -> None:
    content = sample.small()
    assert part(quality.quality, content, "corrections") is None
    assert part(quality.quality, content, "restatements") is None


def test_a_restatement_names_its_edition() -> None:
    table = part(quality.quality, replace(CONTENT, restatements=(sample.RESTATED,)), "restatements")
    assert rows(table)[0][:6] == ["Member edition 1", "TH", "P02", "876", "874", "\u22122"]


def test_a_short_report_says_of_a_late_return_what_its_square_says() -> None:
    content = sample_situation.situation()
    first, *others = content.quality.returns
    changed = replace(first, weeks=(WeekReturn(ReturnState.VERIFIED, late=True, corrected=True),))
    content = replace(content, quality=replace(content.quality, returns=(changed, *others)))
    row, *_others = rows(part(situation.returns, content, "table"))
    assert row[3] == "verified, late, corrected"
