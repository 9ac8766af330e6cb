"""The national sections: a country's own figures, its weeks, and names only where they may be printed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from reporting.evaluation.chapters import Name, NamedRecord
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import NO_FIGURE, Figure, Gap
from reporting.evaluation.printed import national
from reporting.evaluation.printed.grid import Table
from reporting.evaluation.printed.national import NationalSection
from tests.reporting.evaluation import sample
from tests.reporting.evaluation.reading import heads, named, part, rows

CONTENT = sample.member()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def sections(content: Evaluation = CONTENT) -> tuple[NationalSection, ...]:
    found: tuple[NationalSection, ...] = part(national.nationals, content, "sections")
    return found


def weekly(country: int, line: int) -> Table:
    """The weeks of a country in a line of effort."""
    return next(table for table in sections()[country].weeks if table.title.startswith(f"{line} "))


def test_one_section_a_country_in_their_order() -> None:
    assert [section.heading.title for section in sections()] == [country.name for country in CONTENT.countries]
    assert sections()[2].agencies == ("Ministry of Public Security", "Ministry of National Defence")


def test_own_figures_by_where_they_come_from() -> None:
    figure = CONTENT.nationals[4].figures[1]
    line = named(sections()[4].figures, "Persons arrested")
    assert line[1:4] == [str(figure.recorded), str(figure.reported), str(figure.total)]


def test_own_figures_stand_under_their_line_of_effort() -> None:
    groups = [line.cells[0].text for line in sections()[4].figures.rows if line.kind == "group"]
    assert groups == [
        "1 Identify main criminal syndicates",
        "2 Capture main suspects",
        "3 Rescue trapped laborers",
        "4 Confiscate criminal assets",
    ]


def test_a_country_reads_its_own_money_by_currency() -> None:
    (lao,) = sections()[2].parts
    figure = CONTENT.nationals[2].figures[3]
    assert [line[1] for line in rows(lao)] == ["LAK", "BTC", "USD alone"]
    assert {line[0] for line in rows(lao)} == {"Assets frozen or seized, USD A01"}
    assert sum(int(line[3].replace(",", "").replace("\u2212", "-")) for line in rows(lao)) == figure.total
    assert sections()[0].parts == ()


def test_credit_is_shown_and_not_added() -> None:
    section = sections()[4]
    assert heads(section.figures)[-1] == "Contributed"
    assert named(section.figures, "Persons arrested")[-1] == "4"
    assert "never added" in section.figures.note


def test_an_unknown_figure_has_no_bar() -> None:
    line = next(line for line in sections()[5].figures.rows if line.cells[0].code == "V01")
    assert [cell.text for cell in line.cells[1:4]] == ["no data"] * 3
    assert line.cells[4].bar is None


def test_weeks_sum_to_the_own_figures() -> None:
    table = weekly(0, 2)
    column = [line[2] for line in rows(table)]
    assert sum(int(figure) for figure in column[:-1] if figure != "no data") == int(column[-1])


def test_each_line_of_effort_has_a_table_of_weeks_and_the_first_one_the_returns() -> None:
    tables = sections()[0].weeks
    assert [table.title for table in tables] == [
        "1 Identify main criminal syndicates: Week by week, with the state of each return",
        "2 Capture main suspects: Week by week",
        "3 Rescue trapped laborers: Week by week",
        "4 Confiscate criminal assets: Week by week",
    ]
    assert [heads(table) for table in tables] == [
        ["Week", "Days", "S01", "Return"],
        ["Week", "Days", "P02"],
        ["Week", "Days", "V01"],
        ["Week", "Days", "A01", "A02", "G01"],
    ]
    assert tables[3].note.startswith("A01 Assets frozen or seized, USD; A02 Assets confiscated, USD; G01")


def test_of_what_a_country_does_not_know_there_is_no_column() -> None:
    content = CONTENT.nationals[5]
    assert content.figures[2].total is Gap.NO_DATA
    assert [table.title[0] for table in sections()[5].weeks] == ["1", "2", "4"]


def test_a_country_that_knows_nothing_has_the_states_of_its_returns() -> None:
    small = sample.small()
    empty = replace(small.nationals[0], figures=(NO_FIGURE,), weeks=((Gap.NO_DATA,), (Gap.NO_DATA,)))
    (section,) = sections(replace(small, nationals=(empty,)))
    (table,) = section.weeks
    assert heads(table) == ["Week", "Days", "Return"]
    assert (table.title, table.note) == ("Week by week, with the state of each return", "")


def test_each_week_says_how_far_its_return_has_come() -> None:
    table = sections()[0].weeks[0]
    returned = CONTENT.quality.returns[0].weeks
    for line, week in zip(table.rows, returned, strict=True):
        assert line.cells[-1].state is week.state
        assert ("late" in line.cells[-1].text) is week.late
    assert {line.cells[-1].text for line in table.rows} >= {"verified", "missing", "draft only"}


def test_the_claim_counts_the_country_alone() -> None:
    row = CONTENT.quality.returns[0]
    assert sections()[0].claim == (
        f"{row.arrived} of 22 weekly returns have arrived, {row.late} of them late; {row.verified} are verified."
    )


def test_names_stand_in_their_script_above_their_romanisation() -> None:
    syndicates, suspects = sections()[3].names
    cell = suspects.rows[0].cells[0]
    assert cell.text == sample.PEOPLE["MM"].words
    assert (cell.lang, cell.below, cell.below_lang) == ("my", "Kyaw Zaw Namuna", "my-Latn")
    assert cell.header
    assert rows(syndicates)[0][2] == "41"


def test_aliases_keep_their_own_languages() -> None:
    record = NamedRecord("R-1", Name("李示例", "zh-Hans"), (Name("Lee", "en"), Name("ลี", "th", "Li")), "Wanted")
    country = replace(sample.small().nationals[0], syndicates=(), suspects=(record,))
    (table,) = sections(replace(sample.small(), nationals=(country,)))[0].names
    assert [name.language for name in table.rows[0].cells[1].names] == ["en", "th"]
    assert rows(table)[0][2:] == ["Wanted", "R-1"]


def test_a_syndicate_of_unknown_size_has_an_empty_cell() -> None:
    record = NamedRecord("R-1", Name("Example", "en"))
    country = replace(sample.small().nationals[0], syndicates=(record,), suspects=())
    (table,) = sections(replace(sample.small(), nationals=(country,)))[0].names
    assert rows(table)[0] == ["Example", "", "", "", "R-1"]


def test_a_country_that_released_no_name_has_no_table_of_names() -> None:
    country = replace(sample.small().nationals[0], syndicates=(), suspects=())
    (section,) = sections(replace(sample.small(), nationals=(country,)))
    assert section.names == ()
    assert section.without[-1] == "This country has released no name to all six countries."


def test_observers_get_no_names_at_all() -> None:
    for section in sections(sample.observer()):
        assert section.names == ()
        assert section.without == ("National texts and names are in the member edition only.",)


def test_a_country_that_wrote_nothing_says_so() -> None:
    assert sections()[0].without == ("This country has written no text for this edition.",)


def test_suppressed_figures_stay_words_in_every_table() -> None:
    content = sample.small()
    hidden = Figure(Gap.FEWER_THAN_10, Gap.FEWER_THAN_10, Gap.FEWER_THAN_10, Gap.WITHHELD)
    country = replace(content.nationals[0], figures=(hidden,), weeks=((Gap.WITHHELD,), (Gap.FEWER_THAN_10,)))
    (section,) = sections(replace(content, nationals=(country,)))
    assert rows(section.figures)[1][1:6] == ["under 10", "under 10", "under 10", "", ""]
    assert [line[2] for line in rows(section.weeks[0])] == ["withheld", "under 10", "under 10"]
