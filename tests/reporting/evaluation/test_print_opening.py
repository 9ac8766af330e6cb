"""Results at a glance, mandate and method: what a reader sees first."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from reporting.evaluation.charts import STEPS
from reporting.evaluation.figures import Gap
from reporting.evaluation.printed import opening
from tests.reporting.evaluation import sample
from tests.reporting.evaluation.reading import heads, named, part, rows

CONTENT = sample.member()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_each_line_of_effort_has_one_row() -> None:
    table = part(opening.glance, CONTENT, "targets")
    assert [line[0] for line in rows(table)] == ["1", "2", "3", "4", "5", "6", "7"]
    assert heads(table) == ["", "Line of effort, lead figure", "Result", "Target", "", "Share"]


def test_a_line_shows_its_lead_figure_against_its_target() -> None:
    result = CONTENT.lines[0].results[0]
    line = named(part(opening.glance, CONTENT, "targets"), "1")
    assert line[1] == "Identify main criminal syndicates Main syndicates identified (S01)"
    assert line[2:4] == [str(result.total.total), "350"]
    assert line[5].endswith("\u00a0%")


def test_the_target_stands_at_five_sixths_of_the_width() -> None:
    table = part(opening.glance, CONTENT, "targets")
    drawn = table.rows[0].cells[4].bar
    assert drawn is not None
    assert drawn.target == pytest.approx(STEPS * 5 / 6, abs=1)


def test_a_result_far_beyond_its_target_moves_the_target() -> None:
    result = replace(CONTENT.lines[0].results[0], target=10)
    content = replace(CONTENT, lines=(replace(CONTENT.lines[0], results=(result,)),))
    drawn = part(opening.glance, content, "targets").rows[0].cells[4].bar
    assert drawn.solid + drawn.hatched == STEPS
    assert drawn.target < STEPS / 10


@pytest.mark.parametrize("target", [None, Gap.NO_DATA])
def test_without_a_target_there_is_neither_bar_nor_share(target: Gap | None) -> None:
    result = replace(CONTENT.lines[0].results[0], target=target)
    content = replace(CONTENT, lines=(replace(CONTENT.lines[0], results=(result,)),))
    line = part(opening.glance, content, "targets").rows[0]
    assert [cell.text for cell in line.cells[3:]] == ["none set", "", ""]
    assert line.cells[4].bar is None


def test_a_line_without_data_says_so_and_draws_nothing() -> None:
    line = part(opening.glance, CONTENT, "targets").rows[4]
    assert line.kind == "unknown"
    assert [cell.text for cell in line.cells] == ["5", "Strengthen border control", "no data", "", "", ""]


def test_the_member_edition_says_when_names_are_printed() -> None:
    about = opening.about(CONTENT)
    assert about[0] == "Member edition 1. TLP:AMBER, H2: No onward dissemination without permission."
    assert "released it to all six countries" in about[1]
    assert "synthetic demonstration data" in about[-1]


def test_the_observer_edition_says_what_is_left_out() -> None:
    about = opening.about(sample.observer())
    assert about[0].startswith("Observer edition 1. TLP:GREEN, H1:")
    assert "no names" in about[1]


def test_real_data_are_not_called_synthetic() -> None:
    assert not any("synthetic" in line for line in opening.about(sample.small(demonstration=False)))


def test_published_figures_keep_their_date() -> None:
    assert part(opening.glance, CONTENT, "published_on") == "21 January 2025"
    assert part(opening.glance, replace(CONTENT, published=None), "published_on") == ""


def test_all_participants_are_listed_in_one_order() -> None:
    table = part(opening.mandate, CONTENT, "participants")
    codes = [line.cells[0].code for line in table.rows if line.cells[0].code]
    assert codes == ["KH", "CN", "LA", "MM", "TH", "VN"]
    assert named(table, "Lao")[1] == "Ministry of Public Security, Ministry of National Defence"
    assert named(table, "Partners")[1] == "UNODC, INTERPOL"


def test_an_operation_without_partners_names_none() -> None:
    content = replace(CONTENT, operation=replace(CONTENT.operation, partners=()))
    assert "Partners" not in [line[0] for line in rows(part(opening.mandate, content, "participants"))]


def test_the_plan_lists_what_each_line_is_measured_by() -> None:
    table = part(opening.mandate, CONTENT, "lines")
    assert named(table, "4")[1:] == ["Confiscate criminal assets", "none recorded", "A01, A02, G01"]
    aimed = replace(CONTENT.lines[0], objective="Know who leads", results=())
    again = part(opening.mandate, replace(CONTENT, lines=(aimed,)), "lines")
    assert rows(again) == [["1", "Identify main criminal syndicates", "Know who leads", "none"]]


def test_the_method_names_the_cutoff_and_takes_unknown_for_unknown() -> None:
    method = " ".join(part(opening.mandate, CONTENT, "method"))
    assert "as they were known on 10 January 2025, 18:00 (UTC+8)" in method
    assert "«no data». It is never taken as 0" in method


def test_the_operations_own_method_comes_first() -> None:
    content = replace(CONTENT, operation=replace(CONTENT.operation, method=("Interviews were held.",)))
    assert part(opening.mandate, content, "method")[0] == "Interviews were held."


def test_money_is_measured_in_whole_dollars() -> None:
    result = replace(CONTENT.lines[3].results[0], target=Decimal("18000000.50"))
    content = replace(CONTENT, lines=(replace(CONTENT.lines[3], results=(result,)),))
    line = rows(part(opening.glance, content, "targets"))[0]
    assert line[1].endswith("Assets frozen or seized, USD (A01)")
    assert line[3] == "18,000,000"
