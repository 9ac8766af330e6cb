"""The timeline, the joint action days and the annexes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from reporting.evaluation.chapters import Event, EventKind, Precision, When
from reporting.evaluation.printed import annexes, course
from reporting.evaluation.printed.grid import Numbering
from tests.reporting.evaluation import sample
from tests.reporting.evaluation.reading import heads, named, part, rows

CONTENT = sample.member()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_the_axis_takes_in_whole_months_around_everything() -> None:
    assert course.bounds(CONTENT) == (date(2024, 4, 1), date(2025, 1, 31))


def test_without_events_the_axis_is_the_execution() -> None:
    content = replace(CONTENT, timeline=())
    assert course.bounds(content) == (date(2024, 8, 1), date(2024, 12, 31))
    assert part(course.timeline, content, "table") is None


def test_the_axis_numbers_its_months() -> None:
    head = part(course.timeline, CONTENT, "table").head[-1]
    assert head.text == "April 2024 to January 2025"
    assert [text for _, text in head.axis] == ["4", "5", "6", "7", "8", "9", "10", "11", "12", "1"]
    starts = [span.start for span, _ in head.axis]
    assert starts == sorted(set(starts))


def test_planned_and_actual_stand_side_by_side() -> None:
    table = part(course.timeline, CONTENT, "table")
    line = named(table, "First joint action day")
    assert line == ["First joint action day Action day", "18 Sep 2024", "20 Sep 2024", ""]
    planned, actual = table.rows[3].cells[-1].spans
    assert planned.start < actual.start


def test_what_was_not_planned_or_not_held_says_so() -> None:
    table = part(course.timeline, CONTENT, "table")
    assert named(table, "Second joint action day")[1] == "not planned"
    assert named(table, "Results evaluation")[2] == "not yet"
    assert table.rows[4].cells[-1].spans[0] is None


def test_an_event_says_kind_place_and_note() -> None:
    line = named(part(course.timeline, CONTENT, "table"), "Sharing best practices")
    assert line[0].endswith("Meeting · Kunming · Over 50 representatives")


def test_a_vague_date_is_no_day() -> None:
    event = Event(EventKind.MILESTONE, "Plan", When(date(2024, 4, 1), precision=Precision.MONTH), None)
    content = replace(CONTENT, timeline=(event,))
    assert rows(part(course.timeline, content, "table"))[0][1] == "April 2024"


def test_an_action_day_says_who_and_what() -> None:
    table = part(course.action_days, CONTENT, "table")
    assert heads(table)[:3] == ["Joint action", "Lead", "P02"]
    assert named(table, "First joint action day") == [
        "First joint action day 20 Sep 2024 · with MM · CN",
        "TH",
        "54",
        "31",
        "412,000",
        "\u2013",
    ]
    assert table.rows[0].cells[0].names[0].language == "th"


def test_an_action_day_without_results_is_not_zero() -> None:
    third = part(course.action_days, CONTENT, "table").rows[2]
    assert {cell.text for cell in third.cells[2:]} == {"\u2013"}


def test_results_of_unknown_indicators_are_not_printed() -> None:
    day = replace(CONTENT.action_days[0], results=(("Z99", 5), ("P02", 3)))
    content = replace(CONTENT, action_days=(day,))
    assert [indicator.code for indicator in course.counted_on(content)] == ["P02"]
    assert rows(part(course.action_days, content, "table"))[0][2:] == ["3"]


def test_without_results_there_is_no_column_for_them() -> None:
    day = replace(CONTENT.action_days[0], results=())
    content = replace(CONTENT, action_days=(day,))
    assert heads(part(course.action_days, content, "table")) == ["Joint action", "Lead"]
    assert part(course.action_days, content, "counted") is False


def test_notes_stand_below_in_their_language() -> None:
    ((title, note),) = part(course.action_days, CONTENT, "notes")
    assert (title, note.language) == ("First joint action day", "en")


def test_every_indicator_has_its_rule_and_edition() -> None:
    table = part(annexes.rules, CONTENT, "table")
    assert len(table.rows) == len(CONTENT.results)
    assert named(table, "Assets confiscated")[1:] == ["4", "Permanent measures, by order of a court.", "3"]


def test_general_rules_keep_their_numbers() -> None:
    assert part(annexes.rules, CONTENT, "rules") == sample.RULES
    assert part(annexes.rules, CONTENT, "version") == "3"


def test_the_glossary_lists_words_and_codes() -> None:
    table = part(annexes.glossary, CONTENT, "table")
    assert heads(table) == ["Term", "Meaning"]
    assert named(table, "H2")[1] == "No onward dissemination without permission."


def test_a_file_tells_how_to_check_it() -> None:
    table = part(annexes.this_file, CONTENT, "table")
    digest = named(table, "Digest")[1]
    assert digest.replace(" ", "") == CONTENT.digest()
    assert named(table, "Audit trail")[1] == "Anchor 412: 114,087 entries, 10 January 2025, 18:00 (UTC+8)"
    assert named(table, "Digest of the anchor (SHA-256)")[1].startswith("3f9a c27e")
    assert named(table, "Figures known as of")[1] == "10 January 2025, 18:00 (UTC+8)"


def test_a_file_without_a_seal_claims_none() -> None:
    table = part(annexes.this_file, replace(CONTENT, seal=None), "table")
    assert not any("udit" in line[0] for line in rows(table))


def test_a_digest_is_read_in_groups() -> None:
    assert annexes.grouped("3f9ac27e51b0") == "3f9a c27e 51b0"


def test_tables_and_figures_share_one_count_in_their_chapter() -> None:
    numbering = Numbering("7")
    assert numbering.section("One").number == "7.1"
    assert [numbering.table(), numbering.figure(), numbering.table()] == ["Table 7.1", "Figure 7.2", "Table 7.3"]
    assert numbering.section("Two").anchor == "s7-2"
