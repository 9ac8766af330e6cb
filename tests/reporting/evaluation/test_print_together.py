"""The chapter on the work between countries: each measure at a glance and in full, with its rule."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from reporting.evaluation.collect_results import summary
from reporting.evaluation.printed import annexes
from reporting.evaluation.printed.lines import by_line
from reporting.evaluation.printed.together import together
from reporting.evaluation.render import chapters, render_html
from tests.reporting.evaluation import sample
from tests.reporting.evaluation.reading import heads, named, part, rows

CONTENT = sample.member()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_it_stands_between_results_and_national_sections() -> None:
    titles = [chapter.heading.title for chapter in chapters(CONTENT)]
    place = titles.index("How the countries worked together")
    assert titles[place - 1 : place + 2] == ["Weekly trend", "How the countries worked together", "National sections"]


def plain(line: list[str]) -> list[str]:
    return [cell.replace("\u00a0", " ") for cell in line]


def test_each_measure_at_a_glance() -> None:
    table = part(together, CONTENT, "glance")
    assert heads(table) == ["Measure", "Number", "KH", "CN", "LA", "MM", "TH", "VN", "All"]
    assert [plain(line) for line in rows(table)] == [
        ["Requests answered in time X01", "In time", "100 %", "90 %", "80 %", "60 %", "55 %", "no data", "77.6 %"],
        ["Actions done against plan M01", "Done of due", *["50 %"] * 6, "50.8 %"],
    ]


def test_each_measure_in_full_with_its_rule() -> None:
    sections = part(together, CONTENT, "sections")
    assert [heading.title for heading, _blocks in sections] == [
        "Requests, intelligence, matches",
        "Plan, supervision, lessons",
    ]
    [[requests], [actions]] = [blocks for _heading, blocks in sections]
    [table] = requests.tables
    assert heads(table) == ["Country", "Received", "Answered or overdue", "Answered in time", "In time", "Refused"]
    assert named(table, "Viet Nam") == ["Viet Nam VN", *["no data"] * 5]
    assert plain(named(table, "All countries")) == ["All countries", "77", "67", "52", "77.6 %", "5"]
    assert requests.note.text.endswith("(rules, edition 3)")
    assert plain(named(actions.tables[0], "No country")) == ["No country", "5", "3", "60 %"]


def test_observers_have_one_row_a_measure() -> None:
    content = sample.observer()
    assert heads(part(together, content, "glance")) == ["Measure", "Number", "All"]
    for _heading, blocks in part(together, content, "sections"):
        for block in blocks:
            assert [line[0] for line in rows(block.tables[0])] == ["All countries"]
    assert "nobody verified them" in render_html(content)
    assert "nobody verified them" not in render_html(CONTENT)


def test_a_line_of_effort_without_returns_is_told_by_its_measures() -> None:
    sections = {section.heading.number[2:]: section for section in part(by_line, CONTENT, "sections")}
    assert [line.replace("\u00a0", " ") for line in sections["7"].measured] == [
        "Actions done against plan: Done of due 50.8 %."
    ]
    assert sections["5"].measured == ()
    empty = 'class="nodata"'
    without = render_html(sample.member(measures=()))
    assert render_html(CONTENT).count(empty) == without.count(empty) - 1


def test_lines_that_are_measured_are_not_said_to_be_silent() -> None:
    lines = tuple(replace(line, results=()) for line in CONTENT.lines)
    said = summary(lines, CONTENT.measures, CONTENT.cutoff.date())
    assert said == ("No figures are counted yet for the lines of effort 1, 3, 4, 5, 6.",)


def test_their_rules_stand_in_the_annex() -> None:
    table = part(annexes.rules, CONTENT, "measures")
    assert [line[0] for line in rows(table)] == ["Requests answered in time X01", "Actions done against plan M01"]
    assert part(annexes.rules, sample.small(), "measures") is None


def test_without_measures_the_chapter_says_no_data() -> None:
    assert part(together, sample.small(), "glance") is None
    assert part(together, sample.small(), "sections") == ()
