"""Reports from a file that was graded elsewhere: read into the 4×4, kept as written, or refused with the row."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest

from operation.cases.importing.actions import take
from operation.cases.importing.models import ImportState
from operation.cases.records.intelligence_report import IntelligenceReport
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.importing.files import as_csv, as_xlsx, checked, rows_of

As = Callable[[User], AbstractContextManager[None]]
SLUG = "intelligence-reports"
HEAD = ["title", "narrative", "grade_given", "grade_system", "handling_code"]
ROWS = [
    ["SIM boxes", "Forty boxes were moved.", "B21", "", "H1"],
    ["Mule accounts", "Three accounts are named.", "2CP", "3x5x2", "H1"],
    ["A casino", "It changed hands.", "E54", "5x5x5", "H2"],
    ["A crossing", "It is used at night.", "A1", "", "H1"],
    ["Not graded", "Somebody wrote.", "", "", "H1"],
]


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_grades_of_other_systems_come_in_and_stay_as_written(
    cast: SimpleNamespace, as_: As, make: Callable[..., bytes]
) -> None:
    file = checked(cast.officer_th, SLUG, make(HEAD, *ROWS))
    assert file.state == ImportState.CHECKED, file.reason
    with as_(cast.officer_th):
        take(principal=principal_of(cast.officer_th), file=file)
        told = {
            one.title: (one.grade_given, one.grade_system, one.source_evaluation, one.information_evaluation)
            for one in IntelligenceReport.objects.all()
        }
    assert told == {
        "SIM boxes": ("B21", "5x5x5", "B", "2"),
        "Mule accounts": ("2CP", "3x5x2", "X", "4"),
        "A casino": ("E54", "5x5x5", "X", ""),
        "A crossing": ("A1", "4x4", "A", "1"),
        "Not graded": ("", "", "", ""),
    }
    with as_(cast.officer_th):
        assert set(IntelligenceReport.objects.values_list("status", flat=True)) == {"draft"}


def test_what_is_no_grade_is_refused_with_its_row_and_nothing_is_taken(cast: SimpleNamespace, as_: As) -> None:
    wrong = [
        ["Unknown", "A letter of nobody.", "F6", "", "H1"],
        ["Mistaken", "A 4×4, called a 5×5×5.", "B2", "5x5x5", "H1"],
        ["Bound", "With conditions, marked as if without.", "C35", "", "H1"],
    ]
    file = checked(cast.officer_th, SLUG, as_csv(HEAD, ROWS[0], *wrong))
    found = [(row.number, name, value) for row in rows_of(cast.officer_th, file) for name, value, _why in row.problems]
    assert [(name, value) for _number, name, value in found] == [
        ("grade_given", "F6"),
        ("grade_system", "5x5x5"),
        ("handling_code", "H1"),
    ]
    why = [str(reason) for row in rows_of(cast.officer_th, file) for _name, _value, reason in row.problems]
    assert "Write 4×4 as B2, 5×5×5 as C35, 3×5×2 as 2CP" in why[0]
    assert "is a grade of 4×4" in why[1]
    assert "Choose H2, or H3" in why[2]
    with as_(cast.officer_th):
        assert not IntelligenceReport.objects.exists()
