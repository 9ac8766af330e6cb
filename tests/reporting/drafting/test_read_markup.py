"""What an author types, read: the blocks, the figures in them, and what cannot be read."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reporting.drafting.markup import Point, Token, read_text, tokens

SIX = ("KH", "CN", "LA", "MM", "TH", "VN")


def test_headings_paragraphs_points_and_figures() -> None:
    text = (
        "## Arrests\nIn all {{P02}} persons,\r\nof them {{ P02:TH }} in Thailand.\n\n- one\n- two {{P02:TH:period}}\n"
    )
    text += "and on"
    heading, first, points, last = read_text(text, countries=SIX)
    assert (heading.kind, heading.runs) == ("heading", ("Arrests",))
    assert first.runs == ("In all ", Token("P02"), " persons,\nof them ", Token("P02", "TH"), " in Thailand.")
    assert points.points == (Point(("one",)), Point(("two ", Token("P02", "TH", True))))
    assert last.runs == ("and on",)
    assert [one.name for one in tokens([heading, first, points, last])] == ["P02", "P02:TH", "P02:TH:period"]


def test_a_recommendation_has_an_owner_and_a_date() -> None:
    (block,) = read_text("- Freeze sooner (before noon) (LMLECC, 2025-06-30).", countries=SIX, advises=True)
    assert block.points == (Point(("Freeze sooner (before noon)",), "LMLECC", date(2025, 6, 30)),)


def test_all_that_cannot_be_read_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as wrong:
        read_text("{{X}} and {{Y:TH}} and }}", countries=SIX)
    assert len(wrong.value.messages) == 3


@given(st.text(alphabet="ab{}:P02TH \n#-", max_size=60))
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    """Nothing of it is lost: what is read holds every letter that is no sign of ours."""
    try:
        blocks = read_text(text, countries=SIX)
    except ValidationError as wrong:
        assert all(wrong.messages)
        return
    runs = [run for block in blocks for part in (block.runs, *(one.runs for one in block.points)) for run in part]
    said = "".join(run if isinstance(run, str) else f"{{{{{run.name}}}}}" for run in runs)
    assert sum(said.count(letter) for letter in "ab") == sum(text.count(letter) for letter in "ab")
