"""Charts in a text: as their reader may see them, with their tables; a gap is no 0, and what is withheld stays so."""

import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from operation.people.models import User
from reporting.drafting.models import Report, Section
from tests.factories import editions, written

ClientOf = Callable[[User], Client]


@pytest.fixture
def report(cast: SimpleNamespace) -> Report:
    editions.results(cast)
    return written.begun(cast.desk_communication, starts_on=date(2024, 9, 16), ends_on=date(2024, 9, 22))


def kept(client: Client, section: Section, text: str) -> str:
    """How a text reads while one types."""
    url = reverse("written-section-keep", args=[section.report_id, section.pk])
    answer = client.post(url, {"base": str(section.version), "text": text, "language": "en"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def table(html: str) -> dict[str, list[str]]:
    """The rows of the first chart's table, by what stands at their head."""
    body = html.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    rows = [re.sub(r"<[^>]+>", "|", row) for row in body.split("<tr>")[1:]]
    cells = [[cell.strip() for cell in row.split("|") if cell.strip()] for row in rows]
    return {row[0]: row[1:] for row in cells}


def test_a_chart_by_country_with_its_table(cast: SimpleNamespace, client_of: ClientOf, report: Report) -> None:
    section = written.section(cast.director, report, "relevance")
    shown = kept(client_of(cast.director), section, "Arrests:\n{{chart:P02}}\nSo far.")
    assert "Persons arrested, by country" in shown
    assert "Figures known by the end of 10 January 2025." in shown
    told = table(shown)
    assert list(told) == ["Cambodia", "China", "Lao PDR", "Myanmar", "Thailand", "Viet Nam"]
    assert told["Thailand"] == ["140", "0", "140"]
    assert told["Myanmar"] == ["0", "25", "25"]
    assert told["China"] == ["–", "–", "no data"], "unknown is not 0"
    assert "indicator=P02&amp;country=TH&amp;as_known=2025-01-10" in shown
    drawing = shown.split('<ul class="bars', 1)[1].split("</ul>", 1)[0]
    assert drawing.count("<svg") == 4, "a country without data has no bar"
    assert "style=" not in shown
    assert "<script" not in shown


def test_a_chart_by_country_of_the_period_alone(cast: SimpleNamespace, client_of: ClientOf, report: Report) -> None:
    section = written.section(cast.director, report, "relevance")
    shown = kept(client_of(cast.director), section, "{{chart:P02:period}}")
    assert "by country, in the period of the report" in shown
    told = table(shown)
    assert told["Thailand"] == ["40", "0", "40"]
    assert told["Viet Nam"][-1] == "no data"
    assert "results/behind" not in shown, "no page has the sum of some weeks"


def test_a_chart_by_week_of_all_and_of_one_country(cast: SimpleNamespace, client_of: ClientOf, report: Report) -> None:
    section, client = written.section(cast.director, report, "relevance"), client_of(cast.director)
    of_all = table(kept(client, section, "{{chart:P02:weeks}}"))
    of_one = table(kept(client, section, "{{chart:P02:TH:weeks}}"))
    assert next(told for week, told in of_all.items() if week.startswith("Week 37"))[-1] == "190"
    assert next(told for week, told in of_one.items() if week.startswith("Week 37")) == ["100", "0", "100"]
    assert next(told for week, told in of_one.items() if week.startswith("Week 38"))[-1] == "40"
    assert next(told for week, told in of_one.items() if week.startswith("Week 40")) == ["no data"]
    assert len(of_one) == len(of_all) > 20


def test_small_figures_of_victims_elsewhere_are_kept_back(
    cast: SimpleNamespace, client_of: ClientOf, report: Report
) -> None:
    """Viet Nam does not read the 4 of Cambodia in that week, nor what would tell them."""
    section = written.section(cast.supervisor_vn, report, "national", "VN")
    client = client_of(cast.supervisor_vn)
    shown = kept(client, section, "{{chart:V01:period}}")
    assert [table(shown)[country][-1] for country in ("Cambodia", "Thailand", "Myanmar")] == [
        *("withheld", "withheld"),
        "no data",
    ]
    assert "Withheld: small figures of victims in other countries." in shown
    shown = kept(client, section, "{{chart:V01:KH:weeks}}")
    weeks = {week[:7]: told for week, told in table(shown).items()}
    assert weeks["Week 38"] == ["–", "–", "withheld"]
    assert weeks["Week 40"][-1] == "no data"
    shown = kept(client, section, "{{chart:V01}}")
    assert table(shown)["Cambodia"] == ["–", "–", "64"], "how much of it is verified may be smaller than it is"
    assert "not told how much of it is" in shown


def test_what_is_no_chart_is_told_at_once(cast: SimpleNamespace, client_of: ClientOf, report: Report) -> None:
    section = written.section(cast.director, report, "relevance")
    shown = kept(client_of(cast.director), section, "{{chart:P02:TH}} and {{chart:P02}}")
    assert "is no chart that there is" in shown
    assert "put it on a line of its own" in shown


def test_it_is_placed_without_a_script(cast: SimpleNamespace, client_of: ClientOf, report: Report) -> None:
    section = written.section(cast.director, report, "relevance")
    edit = reverse("written-section-edit", args=[report.pk, section.pk])
    client = client_of(cast.director)
    given = {"base": "0", "text": "Begun", "language": "en", "figure": "P02", "place": "1"}
    shown = client.post(edit, given | {"shown_as": "countries", "period": "on"}).content.decode()
    assert "Begun\n\n{{chart:P02:period}}</textarea>" in shown
    assert "by country, in the period of the report" in shown
    shown = client.post(edit, given | {"shown_as": "weeks", "country": "TH"}).content.decode()
    assert "Begun\n\n{{chart:P02:TH:weeks}}</textarea>" in shown
    shown = client.post(edit, given | {"shown_as": "countries", "country": "TH"}).content.decode()
    assert "{{chart:P02:TH}}» is no chart that there is" in shown


def test_the_words_of_a_chart_are_the_readers(cast: SimpleNamespace, client_of: ClientOf, report: Report) -> None:
    """The text may be Thai: what stands around its charts is in the language of the page."""
    written.saved(cast.supervisor_th, report, "national", "ไทย\n{{chart:P02:TH:weeks}}", "TH", language="th")
    section = written.section(cast.supervisor_th, report, "national", "TH")
    shown = client_of(cast.supervisor_th).get(reverse("written-section", args=[report.pk, section.pk]))
    text = shown.content.decode().split('lang="th">', 1)[1]
    assert text.index('lang="en">') < text.index("Persons arrested, by week, Thailand")
