"""An edition of a weekly, monthly or country report: its own sections, its period, and the figures of the results."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from operation.access.context import acting_as
from operation.kernel.errors import Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.consultation.selectors import latest_round
from reporting.drafting.models import Report
from reporting.evaluation.actions import confirm_release, propose_release, request_edition
from reporting.evaluation.attachments import attachments, lines_of
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Edition as For
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Gap, ReturnState
from reporting.evaluation.models import Edition, EditionState
from reporting.evaluation.render import chapters, render_html
from reporting.indicators.rules import INDICATORS
from reporting.indicators.selectors import figures
from tests.factories import editions, written

ClientOf = Callable[[User], Client]
WEEK = {"starts_on": date(2024, 9, 9), "ends_on": date(2024, 9, 15)}
MONTH = {"starts_on": date(2024, 9, 1), "ends_on": date(2024, 9, 30)}
MONDAY = date(2024, 9, 9)


def weekly(cast: SimpleNamespace) -> Report:
    """The week in which four countries returned something, Myanmar not verified, two nothing."""
    made = written.begun(cast.director, "weekly", **WEEK)
    written.saved(cast.director, made, "situation", "In the week {{P02:period}} arrests of {{P02}}.")
    written.saved(cast.supervisor_th, made, "national", "ไทย {{P02:TH:period}}", "TH", language="th")
    return written.circulated(cast, made)


def monthly(cast: SimpleNamespace) -> Report:
    made = written.begun(cast.director, "monthly", **MONTH)
    written.saved(cast.director, made, "situation", "A month.")
    return written.circulated(cast, made)


def of_thailand(cast: SimpleNamespace, **given: Any) -> Report:
    made = written.begun(cast.director, "country", "TH", **given)
    written.saved(cast.supervisor_th, made, "context", "ไทย {{P02:TH}}", "TH", language="th")
    written.saved(cast.supervisor_th, made, "recommendations", "- Freeze sooner (TH, 2025-06-30)", "TH")
    return written.circulated(cast, made)


def collected(cast: SimpleNamespace, report: Report, language: str = "en") -> Evaluation:
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        round_ = latest_round(principal, report)
        order = editions.order("member", language, report.cutoff)
        return collect(principal, report.operation, order, number=7, round_=round_)


def ordered(cast: SimpleNamespace, report: Report, audience: str = "member") -> Edition:
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        round_ = latest_round(principal, report)
        order = editions.order(audience, "en", report.cutoff)
        return request_edition(principal=principal, operation=report.operation, order=order, round_=round_)


def released(cast: SimpleNamespace, report: Report) -> Edition:
    written.all_approved(cast, report)
    edition = editions.finished(cast.director, ordered(cast, report))
    director, second = principal_of(cast.director), principal_of(cast.desk_supervision)
    with acting_as(director, channel="test"):
        edition = propose_release(principal=director, edition=edition)
    with acting_as(second, channel="test"):
        return confirm_release(principal=second, edition=edition)


def titles(content: Evaluation) -> list[str]:
    return [chapter.heading.title for chapter in chapters(content)]


@pytest.fixture
def known(cast: SimpleNamespace) -> None:
    editions.results(cast)


@pytest.mark.usefixtures("known")
def test_the_kind_decides_what_is_printed(cast: SimpleNamespace) -> None:
    held_and_agreed = ["Returns", "Joint action days", "Mutual consultation", "How to check this file"]
    assert titles(collected(cast, weekly(cast))) == ["Report", "From the countries", "Figures", *held_and_agreed]
    assert titles(collected(cast, monthly(cast))) == ["Report", "From the countries", "Figures", *held_and_agreed]
    assert titles(collected(cast, of_thailand(cast))) == ["Report", "Figures", *held_and_agreed]


@pytest.mark.usefixtures("known")
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
        "No section of their own have written: Cambodia",
    ):
        assert said in html, said
    assert "Results by line of effort" not in html
    assert "Glossary" not in html


@pytest.mark.usefixtures("known")
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


@pytest.mark.usefixtures("known")
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


@pytest.mark.usefixtures("known")
def test_an_unknown_country_is_no_zero(cast: SimpleNamespace) -> None:
    rows = {(row["indicator"], row["of"], row["country"]): row for row in carried(collected(cast, weekly(cast)))}
    china = rows["P02", "country_period", "CN"]
    assert (china["value"], china["gap"]) == ("", "no_data")


@pytest.mark.usefixtures("known")
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
    chapter = next(one for one in chapters(content) if one.heading.title == "Returns")
    missing = [row.cells[0].code for row in chapter.parts["table"].rows if row.cells[3].state is ReturnState.MISSING]
    assert missing == ["CN", "LA"]


@pytest.mark.usefixtures("known")
def test_a_period_without_the_end_of_a_week_says_so(cast: SimpleNamespace) -> None:
    made = written.begun(cast.director, "weekly", starts_on=date(2024, 9, 10), ends_on=date(2024, 9, 12))
    written.saved(cast.director, made, "situation", "Three days.")
    content = collected(cast, written.circulated(cast, made))
    assert content.weeks == ()
    html = render_html(content)
    assert "No week of the execution ends in this period" in html
    assert "no return belongs to it" in html


@pytest.mark.usefixtures("known")
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


@pytest.mark.usefixtures("known")
def test_a_country_report_says_what_its_country_claims(cast: SimpleNamespace) -> None:
    report = of_thailand(cast)
    rows = {(row["indicator"], row["of"], row["measure"]): row["value"] for row in carried(collected(cast, report))}
    assert rows["P02", "country", "total"] == "140"
    assert (rows["P02", "country", "recorded"], rows["P02", "country", "reported"]) == ("4", "136")
    assert rows["P02", "country_period", "total"] == "140"


@pytest.mark.usefixtures("known")
def test_it_is_ordered_from_the_page_of_its_report(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = weekly(cast)
    client, page = client_of(cast.desk_communication), reverse("written-edition", args=[report.pk])
    assert page in client.get(reverse("written-report", args=[report.pk])).content.decode()
    answer = client.post(page, {"audience": "member", "language": "th"})
    assert answer.status_code == 302
    edition = Edition.objects.get()
    assert (edition.kind, edition.report, edition.starts_on, edition.ends_on) == (
        ("weekly", report.reference, WEEK["starts_on"], WEEK["ends_on"])
    )
    assert (edition.cutoff, edition.language, edition.title) == (report.cutoff, "th", "Weekly situation report")
    assert "Weekly situation report" in client.get(reverse("reports")).content.decode()


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("make", [weekly, monthly, of_thailand])
def test_observers_have_no_edition_of_it(
    make: Callable[..., Report], cast: SimpleNamespace, client_of: ClientOf
) -> None:
    report = make(cast)
    with pytest.raises(Refused, match="Build this one for members"):
        ordered(cast, report, "observer")
    page = reverse("written-edition", args=[report.pk])
    client = client_of(cast.director)
    assert 'value="observer"' not in client.get(page).content.decode()
    assert client.post(page, {"audience": "observer", "language": "en"}).status_code == 400
    edition = ordered(cast, report)
    with (
        acting_as(principal_of(cast.director), channel="test"),
        pytest.raises(IntegrityError, match="edition_for_observers"),
        transaction.atomic(),
    ):
        Edition.objects.filter(pk=edition.pk).update(audience="observer")


@pytest.mark.usefixtures("known")
def test_content_for_observers_is_refused(cast: SimpleNamespace) -> None:
    """Whoever builds the content past the order is stopped by the content itself."""
    with pytest.raises(ValueError, match="which observers do not read"):
        replace(collected(cast, weekly(cast)), edition=For.OBSERVER)


@pytest.mark.usefixtures("known")
def test_a_country_report_is_read_by_all_six_once_it_is_released(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = of_thailand(cast)
    waiting = editions.finished(cast.director, ordered(cast, report))
    page = reverse("report-pdf", args=[waiting.pk])
    for user in (cast.officer_th, cast.officer_vn, cast.coordinator_kh, cast.observer_unodc):
        assert client_of(user).get(page).status_code == 404, user.username
    edition = released(cast, report)
    page = reverse("report-pdf", args=[edition.pk])
    for user in (cast.officer_th, cast.officer_vn, cast.coordinator_kh):
        assert client_of(user).get(page).status_code == 200, user.username
    assert client_of(cast.observer_unodc).get(page).status_code == 404


@pytest.mark.usefixtures("known")
def test_the_report_of_one_week_supersedes_none_of_another(cast: SimpleNamespace) -> None:
    evaluation = editions.released(cast)
    first = released(cast, weekly(cast))
    other = written.begun(cast.director, "weekly", starts_on=date(2024, 9, 16), ends_on=date(2024, 9, 22))
    written.saved(cast.director, other, "situation", "The next week.")
    second = released(cast, written.circulated(cast, other))
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        found = {one.number: one.successor for one in Edition.objects.visible_to(principal).with_successor()}
    assert found == {evaluation.number: None, first.number: None, second.number: None}
    assert (first.follows, second.follows) == ("", "")


@pytest.mark.usefixtures("known")
def test_a_newer_edition_of_the_same_report_supersedes_the_older(cast: SimpleNamespace) -> None:
    report = weekly(cast)
    first = released(cast, report)
    editions.released(cast)
    director = principal_of(cast.director)
    again = editions.finished(cast.director, ordered(cast, report))
    assert again.follows == first.reference
    with acting_as(director, channel="test"):
        propose_release(principal=director, edition=again)
    second = principal_of(cast.desk_supervision)
    with acting_as(second, channel="test"):
        confirm_release(principal=second, edition=again)
        found = {one.number: one.successor for one in Edition.objects.visible_to(director).with_successor()}
    assert found[first.number] == again.number


@pytest.mark.usefixtures("known")
def test_whoever_holds_the_file_reads_of_what_it_is(cast: SimpleNamespace, client: Client) -> None:
    report = weekly(cast)
    edition = released(cast, report)
    assert edition.state == EditionState.RELEASED
    page = client.get(reverse("verify"), {"mark": edition.reference}).content.decode()
    assert "Weekly situation report" in page
    assert report.reference in page


@pytest.mark.usefixtures("known")
def test_it_waits_for_all_six_countries(cast: SimpleNamespace) -> None:
    edition = editions.finished(cast.director, ordered(cast, weekly(cast)))
    director = principal_of(cast.director)
    with acting_as(director, channel="test"), pytest.raises(ValidationError, match="Not all have approved"):
        propose_release(principal=director, edition=edition)
