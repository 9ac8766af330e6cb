"""Charts of a text in the file itself: read back by its tags, each number where it belongs, a gap as its word."""

import io
from dataclasses import replace

import pikepdf
import pytest

from reporting.evaluation import render
from reporting.evaluation.attached_lines import lines_of
from reporting.evaluation.chapters import Drawn, Text, Written
from reporting.evaluation.content import Edition, Evaluation
from reporting.evaluation.figures import Figure, Gap, Unit
from reporting.evaluation.render import Rendered, render_pdf
from reporting.evaluation.wording import number, share
from tests.reporting.evaluation import sample
from tests.reporting.evaluation.printed_pdf import Printed, alternatives

ARRESTS = next(result for result in sample.member().results if result.indicator.code == "P02")
WITHHELD = Figure(Gap.WITHHELD, verified=Gap.WITHHELD)
BY_COUNTRY = Drawn(
    code="P02",
    title="Persons arrested, by country",
    unit=Unit.COUNT,
    figures=(Figure(Gap.NO_DATA), WITHHELD, *ARRESTS.countries[2:]),
    countries=tuple((country.code, country.name) for country in sample.COUNTRIES),
    for_observers=True,
)
BY_WEEK = Drawn(
    code="P02",
    title="Persons arrested, by week, Thailand",
    unit=Unit.COUNT,
    figures=(Figure(Gap.NO_DATA), WITHHELD, *ARRESTS.weeks[2:]),
    weeks=sample.WEEKS,
    for_observers=True,
)


def content(*drawn: Drawn, **changes: object) -> Evaluation:
    said = [part for one in drawn for part in (Text("Before it.", for_observers=True), one)]
    written = (Written("Relevance", (*said, Text("After it.", for_observers=True))),)
    return sample.small(written=written, round_digest="0" * 64, **changes)


@pytest.fixture(scope="module")
def printed() -> Rendered:
    """The common sections alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "CHAPTERS", ())
        patch.setattr(render, "ANNEXES", ())
        return render_pdf(content(BY_COUNTRY, BY_WEEK))


@pytest.fixture(scope="module")
def rows(printed: Rendered) -> list[list[str]]:
    return list(Printed(printed.pdf).rows())


def test_bars_are_a_table_with_each_country(rows: list[list[str]]) -> None:
    told = {row[0]: [cell for cell in row[1:] if cell] for row in rows if row}
    for (code, name), figure in zip(BY_COUNTRY.countries, BY_COUNTRY.figures, strict=True):
        parts = share(figure.verified, figure.total)
        row = next(cells for head, cells in told.items() if head.split() == [code, *name.split()])
        expected = [number(figure.total), *([parts] if parts else [])]
        assert [cell.replace("\u00a0", " ") for cell in row] == [one.replace("\u00a0", " ") for one in expected]
    assert ["no data"] in told.values()
    assert ["withheld"] in told.values()


def test_columns_are_a_figure_with_words_and_its_numbers_below(printed: Rendered, rows: list[list[str]]) -> None:
    assert (
        alternatives(printed.pdf).count("Persons arrested, by week, Thailand; the figures stand below each column") == 1
    )
    below = next(row for row in rows if len(row) == len(sample.WEEKS))
    assert below == ["–", "–", *(number(figure.total) for figure in BY_WEEK.figures[2:])]
    text = Printed(printed.pdf).text()
    assert f"Withheld: W{sample.WEEKS[1].number}." in text, "an empty place is no 0"
    assert "crossed: no data" in text


def test_a_chart_stands_where_its_author_put_it(printed: Rendered) -> None:
    text = Printed(printed.pdf).text()
    order = [text.index(words) for words in ("Before it.", "Persons arrested, by country", "After it.")]
    assert order == sorted(order)
    assert text.count("Before it.") == 2


def test_the_file_stays_without_fault(printed: Rendered) -> None:
    assert not printed.complaints
    assert pikepdf.open(io.BytesIO(printed.pdf)).check_pdf_syntax() == []


def test_a_national_section_with_charts_has_the_whole_width() -> None:
    national = replace(sample.small().nationals[0], text=(Text("Own words."), BY_WEEK))
    html = render.render_html(sample.small(nationals=(national,)))
    section = html.split('class="national"', 1)[1]
    assert section.index("Own words.") < section.index('<div class="cols">')
    html = render.render_html(sample.small(nationals=(replace(national, text=(Text("Own words."),)),)))
    section = html.split('class="national"', 1)[1]
    assert section.index("Own words.") > section.index('<div class="cols">')


def test_an_observer_edition_holds_no_chart_that_its_author_did_not_mark() -> None:
    with pytest.raises(ValueError, match="free text of «Relevance» in an observer edition"):
        content(replace(BY_WEEK, for_observers=False), edition=Edition.OBSERVER, **sample.NAMELESS)
    content(BY_WEEK, edition=Edition.OBSERVER, **sample.NAMELESS)


@pytest.mark.parametrize("edition", [Edition.MEMBER, Edition.OBSERVER])
def test_its_figures_are_attached_as_printed(edition: Edition) -> None:
    changes = sample.NAMELESS if edition is Edition.OBSERVER else {}
    lines = [one for one in lines_of(content(BY_COUNTRY, BY_WEEK, edition=edition, **changes)) if one.of == "chart"]
    places = [(code, "") for code, _name in BY_COUNTRY.countries] + [("", week.code) for week in BY_WEEK.weeks]
    assert [(one.country, one.week) for one in lines] == places
    figures = (*BY_COUNTRY.figures, *BY_WEEK.figures)
    told = [figure.total.value if isinstance(figure.total, Gap) else str(figure.total) for figure in figures]
    assert [one.gap or one.value for one in lines] == told
    assert {one.part for one in lines} == {BY_COUNTRY.title, BY_WEEK.title}


def test_another_figure_in_a_chart_is_another_content() -> None:
    moved = replace(BY_WEEK, figures=(*BY_WEEK.figures[:-1], Figure(1, verified=1)))
    assert content(BY_WEEK).digest() != content(moved).digest()
