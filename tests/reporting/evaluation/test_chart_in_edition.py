"""Charts of a report's text in its editions: with the numbers of the tables, tagged, and as observers are told."""

from datetime import date
from types import SimpleNamespace

import pytest

from operation.access.context import acting_as
from operation.kernel import clock
from operation.kernel.errors import Refused
from operation.people.selectors import principal_of
from reporting.consultation.selectors import latest_round
from reporting.drafting.models import Report
from reporting.evaluation.chapters import Drawn
from reporting.evaluation.charts import columns
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Gap
from reporting.evaluation.printed.trends import by_week
from reporting.evaluation.render import render_html
from tests.factories import editions, written
from tests.factories.returns import noon

COMMON = "Before.\n\n{{chart:P02}}\n{{chart:P02:weeks}}\n\nAfter.\n\n{{chart:A01:period}}\n{{chart:P02:KH:weeks}}"


@pytest.fixture
def report(cast: SimpleNamespace) -> Report:
    editions.results(cast)
    made = written.begun(cast.desk_communication)
    written.saved(cast.director, made, "relevance", COMMON, for_observers=True)
    written.saved(cast.supervisor_th, made, "national", "ไทย\n{{chart:P02:TH:weeks}}", "TH", language="th")
    return written.circulated(cast, made)


def collected(cast: SimpleNamespace, report: Report, audience: str = "member", language: str = "en") -> Evaluation:
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        round_ = latest_round(principal, report)
        order = editions.order(audience, language, report.cutoff)
        return collect(principal, report.operation, order, number=1, round_=round_)


def drawn_in(content: Evaluation) -> list[Drawn]:
    texts = [one.text for one in content.written] + [one.text for one in content.nationals]
    return [one for text in texts for one in text if isinstance(one, Drawn)]


def test_members_see_the_figures_of_the_tables_in_their_place(cast: SimpleNamespace, report: Report) -> None:
    content = collected(cast, report)
    assert [one.kind for one in content.written[0].text] == [
        *("paragraph", "chart", "chart"),
        *("paragraph", "chart", "chart"),
    ]
    by_country, by_week, money, _cambodian, thai = drawn_in(content)
    known = {result.indicator.code: result for result in content.results}
    assert [figure.total for figure in by_country.figures] == [figure.total for figure in known["P02"].countries]
    assert [figure.verified for figure in by_country.figures] == [figure.verified for figure in known["P02"].countries]
    assert by_week.figures == known["P02"].weeks
    assert [figure.total for figure in money.figures] == [figure.total for figure in known["A01"].countries]
    own = next(at for at, one in enumerate(content.nationals) if one.country == "TH")
    column = [one.code for one in content.indicators].index("P02")
    assert [figure.total for figure in thai.figures] == [row[column] for row in content.nationals[own].weeks]
    assert [(figure.total, figure.verified) for figure in thai.figures if not isinstance(figure.total, Gap)] == [
        (100, 100),
        (40, 40),
    ]


def test_a_week_that_was_not_due_lacks_nothing(cast: SimpleNamespace) -> None:
    """By the end of 27 September week 37 is returned, 38 is due and 39 is not: as on the page (drafting/drawing.py).

    The pictures of the evaluation's own chapter follow the same rule.
    """
    editions.results(cast)
    made = written.begun(cast.desk_communication, cutoff=date(2024, 9, 27))
    written.saved(cast.director, made, "relevance", "{{chart:P02:VN:weeks}}")
    content = collected(cast, written.circulated(cast, made))
    (drawn,) = drawn_in(content)
    told = {week.number: figure.total for week, figure in zip(drawn.weeks, drawn.figures, strict=True)}
    assert (told[37], told[38], told[39], told[40]) == (60, Gap.NO_DATA, Gap.NOT_DUE, Gap.NOT_DUE)
    crossed = [week.number for week, column in zip(drawn.weeks, columns(drawn.figures), strict=True) if column.cross]
    assert 38 in crossed
    assert max(crossed) == 38
    pictures = by_week(content, "6").parts["trends"]
    assert pictures
    for picture in pictures:
        crossed = [int(week) for week, column in zip(picture.weeks, picture.columns, strict=True) if column.cross]
        assert 36 in crossed
        assert max(crossed) < 39


def test_charts_are_numbered_with_the_tables_of_their_chapter(cast: SimpleNamespace, report: Report) -> None:
    html = render_html(collected(cast, report)).replace("\u200b", "")
    chapter = html.split("Evaluation by the six countries</h2>", 1)[1]
    labels = [piece.split("</b>", 1)[0] for piece in chapter.split("<b>Figure ")[1:]]
    assert [label.rpartition(".")[2] for label in labels[:3]] == ["1", "2", "3"]


def test_a_chart_whose_values_moved_since_stops_the_build(cast: SimpleNamespace, report: Report) -> None:
    with clock.at(noon("2025-01-05")):
        editions.arrests(cast.officer_kh, 3, "2024-12-30")
    with pytest.raises(
        Refused, match=r"chart:P02 KH is 63 in the tables and 60 in the text.*Circulate the report again"
    ):
        collected(cast, report)


def test_observers_see_what_observers_are_told(cast: SimpleNamespace, report: Report) -> None:
    """Myanmar's 25 are not verified, Cambodia's first week is under 10: the chart says so, and draws neither."""
    content = collected(cast, report, "observer")
    by_country, by_week, _money, cambodian = drawn_in(content)
    known = {result.indicator.code: result for result in content.results}
    assert by_country.figures == known["P02"].countries
    assert by_week.figures == known["P02"].weeks
    assert all(figure.verified == figure.total for figure in by_country.figures)
    html = render_html(content).replace("\u200b", "")
    chapter = html.split("Evaluation by the six countries</h2>", 1)[1].split("<h2", 1)[0]
    assert dict(zip(dict(by_country.countries), by_country.figures, strict=True))["MM"].total is Gap.NO_DATA
    told = {week.number: figure.total for week, figure in zip(cambodian.weeks, cambodian.figures, strict=True)}
    assert told[37] is Gap.WITHHELD
    assert "Withheld: W37" in chapter
    assert "ไทย" not in html


def test_its_words_are_in_the_language_of_the_edition(cast: SimpleNamespace, report: Report) -> None:
    for language in ("km", "zh-hans"):
        by_country = drawn_in(collected(cast, report, language=language))[0]
        assert "Persons arrested" not in by_country.title
        assert "Thailand" not in [name for _code, name in by_country.countries]
