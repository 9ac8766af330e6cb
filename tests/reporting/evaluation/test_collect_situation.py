"""What an edition of a weekly, monthly or country report says: its sections, its period, the figures of the results."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace

import pytest

from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import Country
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.evaluation.attached_lines import lines_of
from reporting.evaluation.attachments import attachments
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Gap
from reporting.evaluation.printed.grid import Chapter
from reporting.evaluation.render import chapters, render_html
from reporting.evaluation.weeks import ReturnState
from reporting.indicators.actions import settle_joint_claim
from reporting.indicators.rules import INDICATORS, indicator_named
from reporting.indicators.selectors import figures
from tests.factories import editions, written
from tests.factories.returns import noon, verified
from tests.factories.situations import MONDAY, collected, monthly, of_thailand, weekly
from tests.factories.targets import target_set

pytestmark = pytest.mark.usefixtures("known")


@pytest.fixture
def known(cast: SimpleNamespace) -> None:
    """In the week from 9 September four countries returned something, Myanmar not verified, two nothing."""
    editions.results(cast)


def titles(content: Evaluation) -> list[str]:
    return [chapter.heading.title for chapter in chapters(content)]


def chapter_of(content: Evaluation, title: str) -> Chapter:
    return next(one for one in chapters(content) if one.heading.title == title)


def test_the_kind_decides_what_is_printed(cast: SimpleNamespace) -> None:
    held_and_agreed = ["Returns", "Joint action days", "Mutual consultation", "How to check this file"]
    assert titles(collected(cast, weekly(cast))) == ["Report", "From the countries", "Figures", *held_and_agreed]
    assert titles(collected(cast, monthly(cast))) == ["Report", "From the countries", "Figures", *held_and_agreed]
    assert titles(collected(cast, of_thailand(cast))) == ["Report", "Figures", *held_and_agreed]


def test_a_weekly_report_prints_its_text_its_week_and_who_agreed(cast: SimpleNamespace) -> None:
    report = weekly(cast)
    written.approved(cast.coordinator_vn, report, "noted", "Một ghi chú")
    content = collected(cast, report)
    html = render_html(content).replace("\u200b", "")
    assert content.situation
    assert (content.kind, content.situation.reference, len(content.weeks)) == ("weekly", report.reference, 1)
    for said in (
        "<h1",
        "Weekly situation report",
        "9 September 2024 to 15 September 2024",
        "In the week 190 arrests of 285.",
        '<p lang="th">ไทย 100</p>',
        "Một ghi chú",
        "TLP:AMBER",
        content.digest()[:4],
        "Digest of the anchor",
        "/verify/",
        "These countries wrote no section of their own: Cambodia",
    ):
        assert said in html, said
    assert "Results by line of effort" not in html
    assert "Glossary" not in html


def test_the_figures_are_those_of_the_results(cast: SimpleNamespace) -> None:
    """Each country in the week, all so far, and the sums: in the content, on the page, in the attachment."""
    report = weekly(cast)
    content = collected(cast, report)
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        found = figures(principal, report.operation, report.cutoff)
    told = {(row["indicator"], row["of"], row["country"], row["measure"]): row for row in carried(content)}
    printed = 0
    for indicator in INDICATORS:
        code = indicator.code
        total, in_week = found.total(code), found.by_week(code)[MONDAY]
        if total is None:
            assert not any(key[0] == code for key in told), code
            continue
        printed += 1
        assert plain(told[code, "operation", "", "total"]) == rounded(total.total)
        assert plain(told[code, "period", "", "total"]) == (rounded(in_week.total) if in_week else None)
        for country in found.countries:
            whole, part = found.by_country(code)[country], found.by_week(code, country)[MONDAY]
            assert plain(told[code, "country", country, "total"]) == (rounded(whole.total) if whole else None)
            assert plain(told[code, "country_period", country, "total"]) == (rounded(part.total) if part else None)
    assert printed >= 3


def carried(content: Evaluation) -> list[dict[str, str]]:
    file = attachments(content)[0].text
    return list(csv.DictReader(StringIO(file.removeprefix("\ufeff"))))


def plain(row: dict[str, str]) -> Decimal | None:
    return Decimal(row["value"]) if row["value"] else None


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1))


def test_parts_sum_in_the_period_and_so_far(cast: SimpleNamespace) -> None:
    content = collected(cast, monthly(cast))
    assert content.situation
    for result in (*content.situation.results, *content.results):
        told = [figure.total for figure in result.countries if not isinstance(figure.total, Gap)]
        if isinstance(result.claims, Gap):
            assert not told
            continue
        assert sum(told) == result.claims
        assert not isinstance(result.claimed_twice, Gap)
        assert not isinstance(result.total.total, Gap)
        assert result.claims - result.claimed_twice == result.total.total


def test_an_unknown_country_is_no_zero(cast: SimpleNamespace) -> None:
    rows = {(row["indicator"], row["of"], row["country"]): row for row in carried(collected(cast, weekly(cast)))}
    china = rows["P02", "country_period", "CN"]
    assert (china["value"], china["gap"]) == ("", "no_data")


def test_returns_that_are_missing_are_named_with_their_country(cast: SimpleNamespace) -> None:
    content = collected(cast, weekly(cast))
    assert {row.country: row.weeks[0].state for row in content.quality.returns} == {
        "KH": ReturnState.VERIFIED,
        "CN": ReturnState.MISSING,
        "LA": ReturnState.MISSING,
        "MM": ReturnState.SUBMITTED,
        "TH": ReturnState.VERIFIED,
        "VN": ReturnState.VERIFIED,
    }
    rows = chapter_of(content, "Returns").parts["table"].rows
    missing = [row.cells[0].code for row in rows if row.cells[3].state is ReturnState.MISSING]
    assert missing == ["CN", "LA"]


def test_a_period_without_the_end_of_a_week_says_so(cast: SimpleNamespace) -> None:
    made = written.begun(cast.director, "weekly", starts_on=date(2024, 9, 10), ends_on=date(2024, 9, 12))
    written.saved(cast.director, made, "situation", "Three days.")
    content = collected(cast, written.circulated(cast, made))
    assert content.weeks == ()
    html = render_html(content)
    assert "No week of the execution ends in this period" in html
    assert "no return belongs to it" in html


def test_a_country_report_holds_no_other_country(cast: SimpleNamespace) -> None:
    content = collected(cast, of_thailand(cast))
    assert [country.code for country in content.countries] == ["TH"]
    assert {line.country for line in lines_of(content) if line.country} == {"TH"}
    assert {line.of for line in lines_of(content)} == {"country", "country_period"}
    told = json.loads(attachments(content)[1].text)
    assert [row["country"] for row in told["returns"]] == ["TH"]
    assert told["of_report"]["country"] == "TH"
    html = render_html(content).replace("\u200b", "")
    assert "Country report: Thailand" in html
    assert "ไทย 140" in html
    assert "Freeze sooner" in html
    before_consent = html[: html.index("Mutual consultation")]
    for other in ("Cambodia", "Viet Nam", "Myanmar"):
        assert other not in before_consent


def test_a_country_report_says_what_its_country_claims(cast: SimpleNamespace) -> None:
    report = of_thailand(cast)
    rows = {(row["indicator"], row["of"], row["measure"]): row["value"] for row in carried(collected(cast, report))}
    assert rows["P02", "country", "total"] == "140"
    assert (rows["P02", "country", "recorded"], rows["P02", "country", "reported"]) == ("4", "136")
    assert rows["P02", "country_period", "total"] == "140"


def test_a_late_return_says_so(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-10-20")):
        verified(cast.supervisor_cn, cast.desk_supervision, "2024-09-10", {"P02": 1})
    rows = chapter_of(collected(cast, weekly(cast)), "Returns").parts["table"].rows
    assert {row.cells[0].code: row.cells[3].text for row in rows}["CN"] == "verified, late"


def test_nothing_missing_and_nothing_late_is_said(cast: SimpleNamespace) -> None:
    """Thailand's report of a week whose return came in time."""
    report = of_thailand(cast, starts_on=MONDAY, ends_on=date(2024, 9, 15))
    content = collected(cast, report)
    assert chapter_of(content, "Returns").parts["table"] is None
    assert "None of them is missing or came late." in render_html(content)


def test_a_monthly_report_begins_with_the_targets(cast: SimpleNamespace) -> None:
    lead, _figures = chapter_of(collected(cast, monthly(cast)), "Figures").parts["tables"]
    assert lead.kind == "targets"
    assert len(lead.rows) == 7


def test_a_country_report_knows_its_own_target_alone(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-20")):
        target_set(cast.director, "P02", 900)
        target_set(cast.director, "P02", 250, "TH")
    content = collected(cast, of_thailand(cast))
    assert {one.indicator.code: one.target for one in content.results if one.target is not None} == {"P02": 250}


@pytest.fixture
def days(seagull: Operation) -> Iterator[dict[str, ActionDay]]:
    """Two in the week: one of Cambodia and Thailand, one without Thailand; a third a week later."""
    found = {}
    for number, (title, on, codes) in enumerate(
        [("both", "2024-09-10", "TH KH"), ("others", "2024-09-12", "VN KH"), ("later", "2024-09-17", "TH KH")], 1
    ):
        lead, *_rest = codes.split()
        found[title] = ActionDay.objects.create(
            operation=seagull, number=number, title=title, held_on=date.fromisoformat(on), lead_id=lead
        )
        found[title].countries.set(Country.objects.filter(code__in=codes.split()))
    yield found


def test_action_days_are_those_of_the_period(cast: SimpleNamespace, days: dict[str, ActionDay]) -> None:
    with clock.at(noon("2024-09-19")):
        editions.arrests(cast.officer_th, 2, action_day=days["both"])
        editions.arrests(cast.officer_kh, 1, action_day=days["both"])
    told = {day.title: dict(day.results) for day in collected(cast, weekly(cast)).action_days}
    assert {title: said.get("P02") for title, said in told.items()} == {"both": 3, "others": None}


def test_of_an_action_day_a_country_report_tells_its_own_results(
    cast: SimpleNamespace, days: dict[str, ActionDay]
) -> None:
    with clock.at(noon("2024-09-19")):
        editions.arrests(cast.officer_th, 2, action_day=days["both"])
        editions.arrests(cast.officer_kh, 1, action_day=days["both"])
    report = of_thailand(cast, starts_on=MONDAY, ends_on=date(2024, 9, 15))
    (held,) = collected(cast, report).action_days
    assert (held.title, dict(held.results)["P02"]) == ("both", 2)
    rows = carried(collected(cast, report))
    assert {(row["country"], row["value"]) for row in rows if row["of"] == "action_day"} == {("TH", "2")}
    assert "the results of Thailand that carry them" in render_html(collected(cast, report)).replace("\u200b", "")
    rows = carried(collected(cast, weekly(cast)))
    assert ("", "3") in {(row["country"], row["value"]) for row in rows if row["of"] == "action_day"}


def test_a_line_of_measures_alone_is_not_called_silent(cast: SimpleNamespace) -> None:
    content = collected(cast, weekly(cast))
    assert [line.number for line in content.lines if not line.results] == [7]
    (known,) = content.summary
    assert known.startswith("Since 7 August 2024, known by the end of")


def test_what_two_countries_claim_is_taken_off_in_its_week(cast: SimpleNamespace, days: dict[str, ActionDay]) -> None:
    """Of the operation in its week and so far; of a country's own claim nothing is."""
    p02, desk = indicator_named("P02"), principal_of(cast.desk_supervision)
    assert p02
    with clock.at(noon("2024-09-20")), acting_as(desk, channel="test"):
        settle_joint_claim(
            principal=desk,
            action_day=days["both"],
            indicator=p02,
            agency=cast.officer_th.organisation,
            twice=Decimal(5),
            reason="the same names on both lists",
        )
    content = collected(cast, weekly(cast))
    assert content.situation
    for results, claims in ((content.situation.results, 190), (content.results, 285)):
        (said,) = [one for one in results if one.indicator.code == "P02"]
        assert (said.claims, said.claimed_twice, said.total.total) == (claims, 5, claims - 5)
    (own,) = [one for one in collected(cast, of_thailand(cast)).results if one.indicator.code == "P02"]
    assert (own.claims, own.total.total) == (140, 140)
