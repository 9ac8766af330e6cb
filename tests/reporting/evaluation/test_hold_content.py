"""The content refuses what does not fit together, and an observer edition that says too much."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime

import pytest

from operation.access.handling import TLP, HandlingCode
from reporting.evaluation.chapters import Precision, Text, When
from reporting.evaluation.content import MARKINGS, Edition
from reporting.evaluation.figures import NO_FIGURE, Figure, Gap, LineOfEffort, subtract
from reporting.evaluation.weeks import ReturnState, WeekReturn
from tests.reporting.evaluation import sample


def test_says_what_and_in_which_form() -> None:
    content = sample.member()
    assert (content.kind, content.version) == ("evaluation", 1)
    assert [result.indicator.code for result in content.results][:3] == ["S01", "P02", "P03"]


def test_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        sample.small().language = "th"  # type: ignore[misc]


def test_same_content_same_digest() -> None:
    assert sample.small().digest() == sample.small().digest()


@pytest.mark.parametrize(
    "change", [{"language": "th"}, {"number": 2}, {"rules_version": "4"}, {"built": date(2025, 1, 11)}]
)
def test_any_change_changes_the_digest(change: dict[str, object]) -> None:
    assert sample.small(**change).digest() != sample.small().digest()


def test_cutoff_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        sample.small(cutoff=datetime(2025, 1, 10, 18))


def test_observers_read_no_money_by_currency() -> None:
    content = sample.observer()
    with pytest.raises(ValueError, match="money by currency"):
        replace(content, lines=sample.member().lines)


def test_observers_read_no_parts_by_country() -> None:
    (arrests,) = [one for one in sample.member().results if one.breakdowns]
    content = sample.observer()
    with pytest.raises(ValueError, match="parts by country"):
        replace(content, lines=(replace(content.lines[1], results=(arrests,)),))


def test_each_part_has_one_number_a_country() -> None:
    content = sample.member()
    (arrests,) = [one for one in content.results if one.breakdowns]
    wrong = replace(arrests.breakdowns[1], countries=arrests.breakdowns[1].countries[1:])
    with pytest.raises(ValueError, match="P02 has not one part a country"):
        replace(content, lines=(replace(content.lines[1], results=(replace(arrests, breakdowns=(wrong,)),)),))


def test_each_currency_has_one_sum_a_country() -> None:
    content = sample.member()
    (seized,) = [one for one in content.results if one.currencies]
    short = replace(seized, currencies=(replace(seized.currencies[0], countries=seized.currencies[0].countries[1:]),))
    with pytest.raises(ValueError, match="A01 has not one sum a country in each currency"):
        replace(content, lines=(replace(content.lines[3], results=(short,)),))


def test_one_national_section_a_country_in_their_order() -> None:
    content = sample.member()
    with pytest.raises(ValueError, match="national sections"):
        replace(content, nationals=tuple(reversed(content.nationals)))


def test_one_row_of_returns_a_country_in_their_order() -> None:
    content = sample.member()
    rows = replace(content.quality, returns=content.quality.returns[1:])
    with pytest.raises(ValueError, match="returns are not those"):
        replace(content, quality=rows)


def test_one_return_a_week() -> None:
    content = sample.small()
    row = replace(content.quality.returns[0], weeks=())
    with pytest.raises(ValueError, match="KH has not one return a week"):
        replace(content, quality=replace(content.quality, returns=(row,)))


def test_one_figure_a_country_and_week() -> None:
    content = sample.small()
    result = replace(content.lines[0].results[0], countries=())
    with pytest.raises(ValueError, match="S01 has not one figure a country"):
        replace(content, lines=(replace(content.lines[0], results=(result,)),))


@pytest.mark.parametrize("change", [{"figures": ()}, {"contributed": ()}, {"weeks": ()}, {"weeks": ((), ())}])
def test_national_tables_are_full(change: dict[str, object]) -> None:
    content = sample.small()
    with pytest.raises(ValueError, match="KH has not one figure"):
        replace(content, nationals=(replace(content.nationals[0], **change),))  # type: ignore[arg-type]


def test_observer_edition_is_possible_without_names() -> None:
    assert sample.observer().edition is Edition.OBSERVER


def test_observer_edition_refuses_names() -> None:
    with pytest.raises(ValueError, match="names of KH in an observer edition"):
        sample.member(edition=Edition.OBSERVER)


@pytest.mark.parametrize("part", ["syndicates", "suspects"])
def test_observer_edition_refuses_one_name(part: str) -> None:
    content = sample.observer()
    named = getattr(sample.member().nationals[0], part)[:1]
    first = replace(content.nationals[0], **{part: named})
    with pytest.raises(ValueError, match="names of KH"):
        replace(content, nationals=(first, *content.nationals[1:]))


def test_observer_edition_refuses_national_text() -> None:
    content = sample.observer()
    first = replace(content.nationals[0], text=(Text("A victim said"),))
    with pytest.raises(ValueError, match="free text of KH"):
        replace(content, nationals=(first, *content.nationals[1:]))


def test_observer_edition_refuses_notes_of_action_days() -> None:
    content = sample.observer()
    noted = tuple(replace(day, note=Text("Someone")) for day in content.action_days)
    with pytest.raises(ValueError, match="action day"):
        replace(content, action_days=noted)


def test_observer_edition_refuses_reasons_of_corrections() -> None:
    with pytest.raises(ValueError, match="free text of a correction"):
        replace(sample.observer(), quality=sample.member().quality)


def test_observer_edition_refuses_reasons_of_restatements() -> None:
    with pytest.raises(ValueError, match="free text of a restatement"):
        replace(sample.observer(), restatements=(sample.RESTATED,))


def test_markings_stay_within_what_domain_allows() -> None:
    assert MARKINGS[Edition.MEMBER].tlp is TLP.AMBER
    assert MARKINGS[Edition.OBSERVER].tlp is TLP.GREEN
    assert MARKINGS[Edition.OBSERVER].code in {HandlingCode.H0, HandlingCode.H1}


def test_line_without_data_knows_nothing() -> None:
    line = sample.member().lines[4]
    assert line.results
    assert line.known == ()
    assert LineOfEffort(5, "Border").known == ()


def test_suppressed_total_is_known() -> None:
    result = sample.small().lines[0].results[0]
    hidden = replace(result, total=Figure(Gap.FEWER_THAN_10))
    assert LineOfEffort(1, "One", results=(hidden,)).known == (hidden,)


def test_what_is_not_verified_is_the_rest() -> None:
    assert Figure(10, verified=7).unverified == 3
    assert NO_FIGURE.unverified is Gap.NO_DATA
    assert Figure(10).unverified is Gap.NO_DATA


def test_subtracting_a_gap_gives_the_gap() -> None:
    assert subtract(Gap.WITHHELD, 3) is Gap.WITHHELD
    assert subtract(3, Gap.FEWER_THAN_10) is Gap.FEWER_THAN_10
    assert subtract(3, 1) == 2


def test_returns_count_themselves() -> None:
    row = sample.member().quality.returns[0]
    assert row.due == 22
    assert row.arrived == row.due - sum(week.state in {ReturnState.MISSING, ReturnState.DRAFT} for week in row.weeks)
    assert row.verified <= row.arrived
    assert row.late == sum(week.late for week in row.weeks)
    assert row.corrected == sum(week.corrected for week in row.weeks)


def test_a_week_that_is_not_due_is_not_missing() -> None:
    row = replace(sample.member().quality.returns[0], weeks=(WeekReturn(ReturnState.NOT_DUE),))
    assert (row.due, row.arrived) == (0, 0)


@pytest.mark.parametrize(
    ("when", "end"),
    [
        (When(date(2024, 9, 18)), date(2024, 9, 18)),
        (When(date(2024, 8, 6), date(2024, 8, 7)), date(2024, 8, 7)),
        (When(date(2024, 2, 1), precision=Precision.MONTH), date(2024, 2, 29)),
        (When(date(2024, 12, 1), precision=Precision.MONTH), date(2024, 12, 31)),
        (When(date(2024, 1, 1), precision=Precision.YEAR), date(2024, 12, 31)),
    ],
)
def test_a_vague_date_ends_with_its_last_day(when: When, end: date) -> None:
    assert when.end == end
