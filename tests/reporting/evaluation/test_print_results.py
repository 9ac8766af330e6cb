"""Results by line of effort, by country and by week: the sums stand, and what is unknown stays unknown."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import NO_FIGURE, Breakdown, Cell, Figure, Gap, IndicatorResult, Part, Share
from reporting.evaluation.printed import lines, trends
from reporting.evaluation.printed.grid import Table
from reporting.evaluation.printed.lines import LineSection
from tests.reporting.evaluation import sample
from tests.reporting.evaluation.reading import heads, named, part, rows

CONTENT = sample.member()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def sections(content: Evaluation = CONTENT) -> tuple[LineSection, ...]:
    found: tuple[LineSection, ...] = part(lines.by_line, content, "sections")
    return found


def tables(section: LineSection) -> list[Table]:
    return [table for block in section.blocks for table in (*block.tables, *block.wide)]


def one(result: IndicatorResult) -> Evaluation:
    """A small evaluation with this result alone."""
    content = sample.small()
    return replace(content, lines=(replace(content.lines[0], results=(result,)),))


def whole(figure: str) -> int:
    return int(figure.replace(",", "").replace("\u2212", "-"))


def test_sections_are_numbered_in_their_chapter() -> None:
    headings = [(section.heading.number, section.heading.anchor) for section in sections()]
    assert headings[0] == ("4.1", "s4-1")
    assert headings[-1] == ("4.7", "s4-7")


def test_each_known_indicator_has_a_table_and_its_rule_beside_it() -> None:
    section = sections()[3]
    assert [table.title for table in tables(section)] == [
        "Assets frozen or seized, USD",
        "Assets frozen or seized by original currency",
        "Assets confiscated, USD",
        "Firearms seized, found or surrendered",
    ]
    assert section.blocks[0].note.term == "A01 Assets frozen or seized"
    assert section.blocks[0].note.text.endswith("Seized is not confiscated. (rules, edition 3)")


def test_claims_less_what_two_claim_is_the_total() -> None:
    for section in sections():
        for table in (table for table in tables(section) if table.kind == "split"):
            claims, twice, total = (whole(line[3]) for line in rows(table)[-3:])
            assert sum(whole(line[3]) for line in rows(table)[:-3] if line[3] != "no data") == claims
            assert claims + twice == total


def test_a_total_that_lacks_a_country_says_so() -> None:
    released = tables(sections()[2])[0]
    assert "without VN" in named(released, "Total")
    assert named(released, "Viet Nam")[1:4] == ["no data"] * 3
    assert released.rows[5].cells[4].bar is None


def test_money_stands_in_its_currencies_which_are_never_added() -> None:
    """The column in USD sums to the total that is printed; what no record says of itself is a row of it."""
    table = tables(sections()[3])[1]
    *parts, total = rows(table)
    assert [line[0] for line in parts] == ["THB", "LAK", "BTC", "Known in USD alone"]
    assert sum(whole(line[4]) for line in parts) == whole(total[4])
    assert total[4] == named(tables(sections()[3])[0], "Total")[3]
    assert total[1:4] == ["", "", ""]
    assert parts[2][1:4] == ["3.20000001", "\u22120.5", "2.70000001"]
    assert whole(parts[0][1]) == 34 * whole(parts[0][4])


def test_a_full_total_says_nothing_more() -> None:
    assert "without" not in " ".join(named(tables(sections()[0])[0], "Total"))


@pytest.mark.parametrize(
    ("twice", "said"), [(46, "\u221246"), (0, "0"), (Gap.WITHHELD, "withheld"), (Gap.NO_DATA, "no data")]
)
def test_what_two_claim_is_taken_off(twice: Cell, said: str) -> None:
    result = replace(sample.small().results[0], claimed_twice=twice)
    assert named(tables(sections(one(result))[0])[0], "Claimed by two")[3] == said


def test_suppressed_cells_stay_words() -> None:
    result = replace(sample.small().results[0], countries=(Figure(Gap.FEWER_THAN_10),), claims=Gap.WITHHELD)
    table = tables(sections(one(result))[0])[0]
    assert named(table, "Cambodia")[3] == "under 10"
    assert named(table, "Sum of claims")[3] == "withheld"
    assert table.rows[0].cells[3].kind == "num gap strong"


def test_a_line_is_summed_up_where_nobody_wrote_of_it() -> None:
    (said,) = sections()[0].text
    result = CONTENT.lines[0].results[0]
    assert said == (
        f"Main syndicates identified: {result.total.total}, of which {result.total.verified} verified. "
        "The target was 350."
    )


def test_a_line_of_which_somebody_wrote_says_that() -> None:
    content = replace(CONTENT, lines=(replace(CONTENT.lines[0], text=("Slow at first.",)),))
    assert sections(content)[0].text == ("Slow at first.",)


def test_no_target_and_no_verification_are_said() -> None:
    result = replace(sample.small().results[0], target=None)
    assert lines.statement(result).endswith("No target was set.")
    assert lines.statement(replace(result, total=Figure(Gap.WITHHELD))) == "Main syndicates identified: withheld."
    assert lines.statement(replace(result, total=Figure(12))) == "Main syndicates identified: 12."


def test_a_line_without_data_has_no_table_and_names_what_is_missing() -> None:
    section = sections()[4]
    assert section.blocks == ()
    assert [indicator.code for indicator in section.unknown] == ["B01"]
    assert [indicator.code for indicator in sections()[1].unknown] == ["P03"]


def test_parts_that_do_not_sum_have_a_row_for_the_difference() -> None:
    table = tables(sections()[1])[1]
    figures = [whole(line[1]) for line in rows(table)]
    assert table.title == "Persons arrested: by sex"
    assert [line[0] for line in rows(table)] == ["Men", "Women", "Not broken down", "Total"]
    assert sum(figures[:-1]) == figures[-1]


def test_parts_by_country_sum_down_to_each_countrys_figure_and_to_the_total() -> None:
    whole_figure, _by_sex, table = tables(sections()[1])
    assert heads(table) == ["", *(country.code for country in CONTENT.countries), "Sum of claims", "Total"]
    adults, children, left, total = rows(table)
    assert [line[0] for line in (adults, children, left, total)] == ["Adults", "Under 18", "Not broken down", "Total"]
    assert adults[1:] == ["40", "–", "–", "–", "60", "–", "100", "99"]
    for at in range(1, 9):
        assert sum(whole(line[at]) for line in (adults, children, left) if line[at] != "–") == whole(total[at])
    assert total[8] == named(whole_figure, "Total")[3]
    assert total[7] == named(whole_figure, "Sum of claims")[3]


def test_parts_that_sum_need_no_such_row() -> None:
    result = sample.small().results[0]
    total = result.total.total
    broken = replace(result, breakdowns=(Breakdown("by kind", (Part("All", total),)),))
    table = tables(sections(one(broken))[0])[1]
    assert [line[0] for line in rows(table)] == ["All", "Total"]


def matrices(content: Evaluation = CONTENT) -> list[Table]:
    return list(part(trends.by_country, content, "tables"))


def test_a_part_of_another_figure_is_told_in_percent_below_its_table() -> None:
    result = sample.small().results[0]
    shared = replace(result, shares=(Share(result.indicator, Decimal("91.96")),))
    assert tables(sections(one(shared))[0])[0].note == (
        "92\u00a0% of S01 Main syndicates identified, where both are known."
    )
    assert tables(sections(one(result))[0])[0].note == ""


def test_countries_stand_beside_each_other_with_the_same_sums() -> None:
    tables = matrices()
    assert [table.title for table in tables] == [f"{number} {title}" for number, title in sample.LINES[:4]]
    assert heads(tables[0]) == [
        "Indicator",
        *("KH", "CN", "LA", "MM", "TH", "VN"),
        *("Sum of claims", "Claimed by two countries", "Total"),
    ]
    for line in (line for table in tables for line in rows(table)):
        claims, twice, total = (whole(figure.split()[0]) for figure in line[-3:])
        assert sum(whole(figure) for figure in line[1:7] if figure != "no data") == claims
        assert claims + twice == total
    assert rows(tables[2])[0][-1].endswith("without VN")


def test_only_indicators_that_are_returned_have_rows() -> None:
    content = replace(CONTENT, lines=CONTENT.lines[1:])
    assert "S01" not in " ".join(line[0] for table in matrices(content) for line in rows(table))


def test_a_figure_that_nobody_knows_is_named_below_its_line() -> None:
    known = CONTENT.lines[3].results[1]
    unknown = replace(known, total=NO_FIGURE, weeks=(NO_FIGURE,) * len(known.weeks))
    line = replace(CONTENT.lines[3], results=(CONTENT.lines[3].results[0], unknown, CONTENT.lines[3].results[2]))
    content = replace(CONTENT, lines=(*CONTENT.lines[:3], line, *CONTENT.lines[4:]))
    assert matrices(content)[3].note == "No data: A02 Assets confiscated, USD."
    assert heads(list(part(trends.by_week, content, "tables"))[3]) == ["Week", "Days", "A01", "G01"]
    assert len(part(trends.by_week, content, "trends")) == 5


@pytest.mark.parametrize("week", [Figure(0, 0, 0, 0), Figure(Gap.WITHHELD), NO_FIGURE])
def test_of_what_has_no_column_in_any_week_there_is_no_picture(week: Figure) -> None:
    result = CONTENT.lines[0].results[0]
    nothing = replace(result, weeks=(week,) * len(result.weeks))
    content = replace(CONTENT, lines=(replace(CONTENT.lines[0], results=(nothing,)), *CONTENT.lines[1:]))
    assert len(part(trends.by_week, content, "trends")) == 5
    assert heads(next(iter(part(trends.by_week, content, "tables")))) == ["Week", "Days", "S01"]


def test_weeks_have_a_row_each_and_the_figures_of_a_line_a_column_each() -> None:
    tables = list(part(trends.by_week, CONTENT, "tables"))
    assert [heads(table) for table in tables] == [
        ["Week", "Days", "S01"],
        ["Week", "Days", "P02"],
        ["Week", "Days", "V01"],
        ["Week", "Days", "A01", "A02", "G01"],
    ]
    assert rows(tables[0])[0][:2] == ["W32", "7\u201311 Aug"]
    assert {len(table.rows) for table in tables} == {22}
    assert tables[0].note == "S01 Main syndicates identified."
    pictures = part(trends.by_week, CONTENT, "trends")
    assert [len(picture.columns) for picture in pictures] == [22] * 6
    assert pictures[0].weeks[0] == "32"
    assert pictures[3].values[0] == "1.3M"


def test_a_week_without_data_is_crossed() -> None:
    result = sample.small().results[0]
    content = one(replace(result, weeks=(NO_FIGURE, result.weeks[1])))
    (picture,) = part(trends.by_week, content, "trends")
    assert picture.columns[0].cross
    assert not picture.columns[1].cross
    assert picture.values[0] == "\u2013"
    assert rows(next(iter(part(trends.by_week, content, "tables"))))[0][2] == "no data"


def test_a_week_that_was_not_due_is_not_crossed() -> None:
    result = CONTENT.lines[0].results[0]
    told = replace(result, weeks=(*result.weeks[:-2], NO_FIGURE, NO_FIGURE))
    weeks = (*CONTENT.weeks[:-1], replace(CONTENT.weeks[-1], due=False))
    content = replace(CONTENT, weeks=weeks, lines=(replace(CONTENT.lines[0], results=(told,)), *CONTENT.lines[1:]))
    picture = part(trends.by_week, content, "trends")[0]
    assert [bool(column.cross) for column in picture.columns[-2:]] == [True, False]
    assert picture.values[-2:] == ("\u2013", "\u2013")
