"""Grades of three systems, read into the 4×4: never better than they say, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.grading import INFORMATION, SHAPES, SOURCES, Information, Source, System, read_grade

SURE = list(Information)


@pytest.mark.parametrize(
    ("text", "system", "source", "information", "conditions"),
    [
        ("B2", "4x4", "B", "2", False),
        ("x 4", "4x4", "X", "4", False),
        ("A11", "5x5x5", "A", "1", False),
        ("C 3 5", "5x5x5", "C", "3", True),
        ("D-4-4", "5x5x5", "C", "4", True),
        ("E41", "5x5x5", "X", "4", False),
        ("B51", "5x5x5", "B", None, False),
        ("1AP", "3x5x2", "B", "2", False),
        ("2/B/C", "3x5x2", "X", "3", True),
        ("3dp", "3x5x2", "C", "4", False),
        ("1EP", "3x5x2", "B", None, False),
    ],
)
def test_a_grade_is_read(text: str, system: str, source: str, information: str | None, conditions: bool) -> None:
    grade = read_grade(text)
    assert grade is not None
    assert (grade.system, grade.source, grade.information, grade.has_conditions) == (
        system,
        source,
        information,
        conditions,
    )


@pytest.mark.parametrize("text", ["", "B", "2", "B5", "E1", "A66", "4AP", "1FP", "1AX", "B2 maybe", "B22P", "ข2"])
def test_what_is_no_grade_is_not_guessed(text: str) -> None:
    assert read_grade(text) is None


@given(st.text(alphabet="ABCDEXPF123456/ -", max_size=6))
def test_whatever_is_read_belongs_to_one_system(text: str) -> None:
    grade = read_grade(text)
    bare = [one for one in text if one.isalnum()]
    fitting = [system for system, shape in SHAPES.items() if shape.fullmatch("".join(bare))]
    assert len(fitting) <= 1
    assert (grade.system if grade else None) == next(iter(fitting), None)


def test_every_grade_of_each_system_has_a_place_or_none_on_purpose() -> None:
    assert set(SOURCES) == set(INFORMATION) == set(System)
    assert set(SOURCES[System.FIVE_BY_FIVE]) == set("ABCDE")
    assert set(SOURCES[System.THREE_BY_FIVE]) == set("123")
    for system in System:
        assert set(SOURCES[system].values()) <= set(Source)
    unsaid = {System.FIVE_BY_FIVE: {"5"}, System.THREE_BY_FIVE: {"E"}}
    for system, letters in unsaid.items():
        asked = set("12345") if system == System.FIVE_BY_FIVE else set("ABCDE")
        assert asked - set(INFORMATION[system]) == letters


@pytest.mark.parametrize("system", [System.FIVE_BY_FIVE, System.THREE_BY_FIVE])
def test_no_lesser_grade_becomes_a_better_one(system: System) -> None:
    """In the order in which a system names them, information only becomes less sure."""
    places = [SURE.index(one) for _letter, one in sorted(INFORMATION[system].items())]
    assert places == sorted(places)
