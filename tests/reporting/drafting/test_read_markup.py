"""What an author types, read: the blocks, the figures and charts in them, and what cannot be read."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reporting.drafting.markup import Point, charts, read_text, tokens
from reporting.drafting.references import Chart, Token

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


def test_charts_stand_on_lines_of_their_own() -> None:
    text = "Arrests rose:\n{{chart:P02}}\n {{ chart : P02 : weeks }}\nand fell.\n- one\n{{chart:P02:TH:weeks}}\n\n"
    blocks = read_text(f"{text}{{{{chart:V01:period}}}}\n{{{{chart:P02}}}}", countries=SIX)
    kinds = ["paragraph", "chart", "chart", "paragraph", "points", "chart", "chart", "chart"]
    assert [block.kind for block in blocks] == kinds
    assert [block.chart for block in blocks if block.chart] == [
        Chart("P02"),
        Chart("P02", by_week=True),
        Chart("P02", "TH", by_week=True),
        Chart("V01", in_period=True),
        Chart("P02"),
    ]
    names = ["chart:P02", "chart:P02:weeks", "chart:P02:TH:weeks", "chart:V01:period"]
    assert [one.name for one in charts(blocks)] == names
    assert tokens(blocks) == ()


@pytest.mark.parametrize(
    "inside",
    [
        *(
            "chart",
            "chart:",
            "chart:P99",
            "chart:P02:TH",
            "chart:P02:TH:period",
            "chart:P02:XX:weeks",
            "chart:P02::weeks",
        ),
        *("chart:P02:weeks:period", "chart:P02:TH:KH:weeks", "chart:P02:weeks:TH", "P02:chart", "charts:P02"),
    ],
)
def test_what_is_no_chart_is_refused_with_those_that_there_are(inside: str) -> None:
    with pytest.raises(ValidationError, match=r"P02") as wrong:
        read_text(f"{{{{{inside}}}}}", countries=SIX)
    (message,) = wrong.value.messages
    assert message.startswith(f"«{{{{{inside}}}}}» is no ")
    assert "A01" in message


@pytest.mark.parametrize(
    "text", ["See {{chart:P02}}", "- {{chart:P02}}", "## {{chart:P02}}", "{{chart:\nP02}}", "{{chart:P02}} {{P02}}"]
)
def test_a_chart_within_a_line_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="put it on a line of its own"):
        read_text(text, countries=SIX)


def test_a_recommendation_has_an_owner_and_a_date() -> None:
    (block,) = read_text("- Freeze sooner (before noon) (LMLECC, 2025-06-30).", countries=SIX, advises=True)
    assert block.points == (Point(("Freeze sooner (before noon)",), "LMLECC", date(2025, 6, 30)),)


def test_all_that_cannot_be_read_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as wrong:
        read_text("{{X}} and {{Y:TH}} and }}", countries=SIX)
    assert len(wrong.value.messages) == 3


PIECES = [*"ab{}:P02TH \n#-", "{{", "}}", "chart:", "{{chart:P02", ":weeks}}", ":period}}"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    """Nothing of it is lost: what is read holds every letter that is no sign of ours."""
    try:
        blocks = read_text(text, countries=SIX)
    except ValidationError as wrong:
        assert all(wrong.messages)
        return
    runs = [run for block in blocks for part in (block.runs, *(one.runs for one in block.points)) for run in part]
    said = "".join(run if isinstance(run, str) else f"{{{{{run.name}}}}}" for run in runs)
    said += "".join(f"{{{{{block.chart.name}}}}}" for block in blocks if block.chart)
    assert sum(said.count(letter) for letter in "ab") == sum(text.count(letter) for letter in "ab")
