"""Charts: the geometry tells the truth, and what is unknown is neither nought nor a bar."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.templatetags.charts import bar_of, nice_scale, share, total
from tests.operation.templates.conftest import Render

CHART = {"id": "arrests", "title": "Persons arrested", "code": "P02", "unit": "persons", "label": "Country"}


def row(verified: Any, recorded: Any = None, **more: Any) -> dict[str, Any]:
    return {"label": "Thailand", "cc": "TH", "verified": verified, "recorded": recorded, **more}


def columns(*figures: int | None) -> list[dict[str, Any]]:
    return [
        {"label": str(32 + at), "name": f"Week {32 + at}", "verified": n, "recorded": None}
        for at, n in enumerate(figures)
    ]


def widths(html: str, kind: str) -> list[str]:
    """The widths of the drawn rectangles of a kind, in the chart itself and not in its legend."""
    drawing = html.split('<ul class="bars', 1)[1]
    return [piece.split('width="', 1)[1].split('"', 1)[0] for piece in drawing.split(f'<rect class="{kind}"')[1:]]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1, 4, "25.00%"),
        (0, 4, "0%"),
        (None, 4, "0%"),
        (3, 0, "0%"),
        (3, None, "0%"),
        (9, 4, "100.00%"),
        (Decimal("0.5"), 2, "25.00%"),
    ],
)
def test_share_of_a_whole(part: Any, whole: Any, expected: str) -> None:
    assert share(part, whole) == expected


def test_a_share_has_a_point_in_every_language(settings: Any) -> None:
    settings.LANGUAGE_CODE = "vi"
    assert share(1, 3) == "33.33%"


@pytest.mark.parametrize(
    ("figures", "sum_of_known"),
    [((3, 2), 5), ((3, None), 3), ((None, 2), 2), ((0, 0), 0), ((0, None), 0), ((None, None), None)],
)
def test_unknown_is_not_nought(figures: tuple[int | None, int | None], sum_of_known: int | None) -> None:
    assert total(row(*figures)) == sum_of_known


@given(st.one_of(st.integers(1, 10**9), st.floats(0.001, 1e9)))
def test_a_scale_starts_at_nought_holds_the_highest_and_has_few_even_steps(highest: float) -> None:
    end, ticks = nice_scale(highest)
    assert ticks[0] == 0
    assert ticks[-1] == end >= highest
    assert 2 <= len(ticks) <= 7
    steps = {round(after - before, 6) for before, after in pairwise(ticks)}
    assert len(steps) == 1
    assert all(tick == int(tick) for tick in ticks)


@pytest.mark.parametrize("nothing", [0, None, -3])
def test_a_scale_without_figures_still_stands(nothing: int | None) -> None:
    assert nice_scale(nothing) == (1, [0, 1])


def test_the_solid_part_ends_where_the_hatched_one_begins() -> None:
    bar = bar_of(row(30, 10, plan=20), 80, "h")
    assert (bar["solid"], bar["open_from"], bar["open"], bar["line"]) == ("37.50%", "37.50%", "12.50%", "25.00%")


def test_a_plan_is_drawn_before_a_target() -> None:
    assert bar_of(row(1, plan=20, target=40), 40, "h")["line"] == "50.00%"
    assert bar_of(row(1, target=40), 40, "h")["line"] == "100.00%"
    assert bar_of(row(1), 40, "h")["line"] == ""


def test_bars_of_one_chart_share_one_scale(render: Render) -> None:
    html = render("{% chart_bars chart %}", chart=CHART | {"rows": [row(50), row(100, 100)]})
    assert widths(html, "solid") == ["25.00%", "50.00%"]
    assert widths(html, "open") == ["50.00%"]


def test_a_bar_without_figure_is_not_drawn_and_says_so(render: Render) -> None:
    html = render("{% chart_bars chart %}", chart=CHART | {"rows": [row(None), row(0)]})
    assert widths(html, "solid") == ["0%"]
    assert "no data" in html


def test_every_chart_comes_with_its_table(render: Render) -> None:
    html = render("{% chart_bars chart %}", chart=CHART | {"rows": [row(1200, 34)]})
    table = html[html.index("<table") : html.index("</table>")]
    for figure in ("1,200", "34", "1,234"):
        assert figure in table


def test_a_figure_opens_what_is_behind_it(render: Render) -> None:
    html = render("{% chart_bars chart %}", chart=CHART | {"rows": [row(7, url="/records/?status=arrested")]})
    assert html.count('href="/records/?status=arrested"') == 2


def test_hatchings_have_names_of_their_own(render: Render) -> None:
    html = render("{% chart_bars chart %}", chart=CHART | {"rows": [row(1, 2), row(3, 4)]})
    names = [piece.split('"', 1)[0] for piece in html.split('<pattern id="')[1:]]
    assert len(names) == len(set(names)) == 3
    for name in names:
        assert f"url(#{name})" in html


def test_each_line_of_effort_is_measured_against_its_own_target(render: Render) -> None:
    rows = [
        {
            "number": 1,
            "label": "Identify",
            "indicator": "S01",
            "verified": 20,
            "recorded": None,
            "target": 40,
            "plan": 30,
        },
        {"number": 2, "label": "Capture", "indicator": "P02", "verified": 300, "recorded": None, "target": 400},
    ]
    html = render("{% chart_score chart %}", chart={"id": "score", "title": "Seven lines", "rows": rows})
    assert 'class="solid" width="50.00%"' in html
    assert 'class="solid" width="75.00%"' in html
    assert 'x1="75.00%"' in html


def line(verified: int | None, target: int | None, recorded: int | None = None) -> dict[str, Any]:
    lead = {"number": 7, "label": "Experience", "indicator": "L01"}
    return lead | {"verified": verified, "recorded": recorded, "target": target}


@pytest.mark.parametrize(("verified", "target", "said"), [(None, 40, "no data"), (12, None, "no target set")])
def test_a_line_without_figure_or_target_says_so_and_draws_nothing(
    render: Render, verified: int | None, target: int | None, said: str
) -> None:
    rows = [line(verified, target), line(None, 10)]
    html = render("{% chart_score chart %}", chart={"id": "score", "title": "Seven lines", "rows": rows})
    assert said in html
    assert 'class="track"' not in html


def test_where_no_line_has_a_target_it_is_said_once(render: Render) -> None:
    html = render(
        "{% chart_score chart %}", chart={"id": "score", "title": "t", "rows": [line(3, None), line(4, None)]}
    )
    assert "no target is set" in html
    assert "no target set" not in html
    assert "Against the target" not in html


def test_what_is_not_verified_is_said_beside_the_figure(render: Render) -> None:
    html = render("{% chart_score chart %}", chart={"id": "score", "title": "t", "rows": [line(30, None, 4)]})
    assert "34" in html
    assert "4 not verified yet" in html


def test_a_result_above_its_target_fills_the_bar_and_shows_the_target(render: Render) -> None:
    rows = [{"number": 1, "label": "x", "indicator": "S01", "verified": 50, "recorded": None, "target": 40}]
    html = render("{% chart_score chart %}", chart={"id": "score", "title": "t", "rows": rows})
    assert 'class="solid" width="100.00%"' in html
    assert 'x1="80.00%"' in html


def test_columns_stand_on_a_round_scale(render: Render) -> None:
    html = render("{% chart_columns chart %}", chart=CHART | {"columns": columns(100, 400)})
    assert 'height="25.00%"' in html
    assert 'height="100.00%"' in html
    assert "<li>400</li>" in html


def test_a_missing_return_is_crossed_and_a_week_without_figure_stays_a_gap(render: Render) -> None:
    week = {"label": "35", "name": "Week 35", "verified": None, "recorded": None}
    chart = CHART | {"columns": [*columns(10), week | {"missing": True}, week]}
    html = render("{% chart_columns chart %}", chart=chart)
    drawing, table = html.split("<table")
    assert drawing.count("cols__x") == 1
    assert "no return" in table
    assert "no data" in table


def test_the_highest_week_and_the_marked_ones_keep_their_figure_on_a_phone(render: Render) -> None:
    chart = CHART | {"columns": [*columns(10, 90), columns(30)[0] | {"mark": "action day 6"}]}
    html = render("{% chart_columns chart %}", chart=chart)
    assert html.count("cols__v--key") == 2
    assert html.count("action day 6") == 2


def test_the_drawing_is_for_the_eye_and_the_table_for_everybody(render: Render) -> None:
    chart = CHART | {"columns": [columns(10)[0] | {"url": "/behind/"}]}
    drawing, table = render("{% chart_columns chart %}", chart=chart).split("<table")
    assert 'class="cols" aria-hidden="true"' in drawing
    assert 'tabindex="-1"' in drawing.split('href="/behind/"')[1][:20]
    assert 'href="/behind/"' in table


@pytest.mark.parametrize("state", ["verified", "submitted", "queried", "draft", "missing"])
def test_each_state_of_a_return_has_its_own_mark_and_words(render: Render, state: str) -> None:
    cell = {"state": state, "name": f"Week 33: {state}", "url": "/returns/33/"}
    chart = CHART | {"columns": ["33"], "rows": [{"cc": "MM", "label": "Myanmar", "cells": [cell], "total": "0/1"}]}
    html = render("{% chart_grid chart %}", chart=chart)
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    assert f"Week 33: {state}" in body
    assert 'href="/returns/33/"' in body
    assert body.count("<svg") == 1
    assert f'href="#arrests-{state}"' in body
    assert html.count(f'<symbol id="arrests-{state}"') == 1


def test_a_week_that_is_not_due_is_an_empty_place(render: Render) -> None:
    chart = CHART | {
        "columns": ["33"],
        "rows": [{"cc": "MM", "label": "Myanmar", "cells": [{"state": ""}], "total": "0/0"}],
    }
    body = render("{% chart_grid chart %}", chart=chart).split("<tbody>")[1].split("</tbody>")[0]
    assert "<svg" not in body


@pytest.mark.parametrize("tag", ["chart_bars", "chart_columns", "chart_score"])
def test_a_chart_without_rows_stands(render: Render, tag: str) -> None:
    assert "Persons arrested" in render("{% " + tag + " chart %}", chart=CHART | {"rows": [], "columns": []})


def test_the_shapes_are_well_formed_and_hold_no_words(render: Render) -> None:
    html = render(
        "{% chart_bars chart %}{% chart_columns other %}",
        chart=CHART | {"rows": [row(1, 2, target=4)]},
        other=CHART | {"columns": columns(1)},
    )
    for piece in html.split("<svg")[1:]:
        drawing = ET.fromstring("<svg" + piece.split("</svg>")[0] + "</svg>")
        assert "".join(drawing.itertext()).strip() == ""


def test_a_label_is_escaped(render: Render) -> None:
    html = render("{% chart_bars chart %}", chart=CHART | {"rows": [row(1) | {"label": "<script>", "note": "<i>"}]})
    assert "<script>" not in html
    assert "<i>" not in html
