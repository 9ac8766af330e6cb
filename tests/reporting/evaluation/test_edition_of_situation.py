"""Editions of weekly, monthly and country reports: ordered from their page, for whom, and which supersedes which."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from operation.access.context import acting_as
from operation.kernel.errors import Refused
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.drafting.models import Report
from reporting.evaluation.actions import confirm_release, propose_release
from reporting.evaluation.content import Edition as For
from reporting.evaluation.models import Edition, EditionState
from reporting.evaluation.selectors import editions as seen_by
from tests.factories import editions, written
from tests.factories.situations import (
    MONDAY,
    SUNDAY,
    agreed,
    collected,
    monthly,
    of_thailand,
    ordered,
    released,
    weekly,
)

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("known")
FIRST = "The report itself is not released yet."


@pytest.fixture
def known(cast: SimpleNamespace) -> None:
    editions.results(cast)


def test_it_is_ordered_from_the_page_of_its_report(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = weekly(cast)
    client, page = client_of(cast.desk_communication), reverse("written-edition", args=[report.pk])
    assert page in client.get(reverse("written-report", args=[report.pk])).content.decode()
    answer = client.post(page, {"audience": "member", "language": "th"})
    assert answer.status_code == 302
    edition = Edition.objects.get()
    assert (edition.kind, edition.report, edition.starts_on, edition.ends_on) == (
        ("weekly", report.reference, MONDAY, SUNDAY)
    )
    assert (edition.cutoff, edition.language, edition.title) == (report.cutoff, "th", "Weekly situation report")
    assert "Weekly situation report" in client.get(reverse("reports")).content.decode()


def test_the_page_says_that_the_report_itself_comes_first(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, report = client_of(cast.desk_communication), weekly(cast)
    whole = written.circulated(cast)
    pages = [reverse("written-edition", args=[one.pk]) for one in (report, whole)]
    assert [FIRST in client.get(page).content.decode() for page in pages] == [True, False]
    agreed(cast, report)
    assert FIRST not in client.get(pages[0]).content.decode()


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


def test_content_for_observers_is_refused(cast: SimpleNamespace) -> None:
    """Whoever builds the content past the order is stopped by the content itself."""
    with pytest.raises(ValueError, match="which observers do not read"):
        replace(collected(cast, weekly(cast)), edition=For.OBSERVER)


def test_a_country_report_is_read_by_all_six_once_it_is_released(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = of_thailand(cast)
    waiting = editions.finished(cast.director, ordered(cast, report))
    page = reverse("report-pdf", args=[waiting.pk])
    for user in (cast.officer_th, cast.officer_vn, cast.coordinator_kh, cast.observer_unodc):
        assert client_of(user).get(page).status_code == 404, user.username
    edition = released(cast, report)
    page = reverse("report-pdf", args=[edition.pk])
    for user in (cast.officer_th, cast.officer_vn, cast.coordinator_kh, cast.protection_vn):
        assert client_of(user).get(page).status_code == 200, user.username
    assert client_of(cast.observer_unodc).get(page).status_code == 404


def step(name: str, by: User, edition: Edition) -> Edition:
    principal = principal_of(by)
    take = {"propose": propose_release, "confirm": confirm_release}[name]
    with acting_as(principal, channel="test"):
        return take(principal=principal, edition=edition)


def test_it_is_released_after_its_report(cast: SimpleNamespace) -> None:
    report = of_thailand(cast)
    edition = editions.finished(cast.director, ordered(cast, report))
    written.all_approved(cast, report)
    for by, reached in ((cast.director, "propose"), (cast.desk_supervision, "confirm")):
        with pytest.raises(Refused, match="not released yet"):
            step("propose", cast.director, edition)
        written.stepped(by, report, reached)
    edition = step("confirm", cast.desk_supervision, step("propose", cast.director, edition))
    assert edition.state == EditionState.RELEASED


def test_an_edition_of_an_earlier_round_is_not_released(cast: SimpleNamespace) -> None:
    """What a later round replaced reaches nobody."""
    report = of_thailand(cast)
    older = editions.finished(cast.director, ordered(cast, report))
    written.saved(cast.supervisor_th, report, "context", "Another text.", "TH")
    agreed(cast, written.circulated(cast, report))
    with pytest.raises(Refused, match="prints round 1"):
        step("propose", cast.director, older)


def test_both_walls_keep_what_is_released_before_its_report(cast: SimpleNamespace) -> None:
    """Whatever row says so: of a report that is with the countries, and of a round that a later one replaced."""
    report = of_thailand(cast)
    edition = ordered(cast, report)
    mark_released(cast, edition)
    readers = (cast.coordinator_kh, cast.supervisor_th, cast.protection_vn, cast.officer_vn)
    assert seen(edition, *readers) == [(False, False)] * 4
    assert seen(edition, cast.director) == [(True, True)]
    written.saved(cast.supervisor_th, report, "context", "Another text.", "TH")
    agreed(cast, written.circulated(cast, report))
    assert seen(edition, *readers) == [(False, False)] * 4
    newer = ordered(cast, report)
    mark_released(cast, newer)
    assert seen(newer, *readers) == [(True, True)] * 4


def mark_released(cast: SimpleNamespace, edition: Edition) -> None:
    with acting_as(principal_of(cast.director), channel="test"):
        Edition.objects.filter(pk=edition.pk).update(state="released")


def seen(edition: Edition, *users: User) -> list[tuple[bool, bool]]:
    """Whether each reads it: by the question that everybody asks, and by the database alone."""
    found = []
    for user in users:
        principal = principal_of(user)
        with acting_as(principal, channel="test"):
            mine = Edition.objects.filter(pk=edition.pk)
            found.append((mine.visible_to(principal).exists(), mine.exists()))
    return found


def test_it_is_withdrawn_with_its_report(cast: SimpleNamespace, client_of: ClientOf, client: Client) -> None:
    report, other = of_thailand(cast), editions.released(cast)
    edition = released(cast, report)
    content = client_of(cast.officer_vn).get(reverse("report-pdf", args=[edition.pk])).content
    written.stepped(cast.director, report, "withdraw", "a figure is wrong")
    page = reverse("report", args=[edition.pk])
    for user in (cast.officer_vn, cast.coordinator_kh, cast.protection_vn):
        assert client_of(user).get(page).status_code == 404
    told = client_of(cast.director).get(page).content.decode()
    assert "Withdrawn" in told
    assert "a figure is wrong" in told
    file = SimpleUploadedFile("whatever.pdf", content, "application/pdf")
    for answer in (
        client.post(reverse("verify"), {"file": file}),
        client.get(reverse("verify"), {"mark": edition.reference}),
    ):
        assert "This edition was withdrawn." in answer.content.decode()
    assert client_of(cast.officer_vn).get(reverse("report", args=[other.pk])).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"report": ""},
        {"starts_on": None},
        {"ends_on": None},
        {"round": None},
        {"country": None},
        {"kind": "evaluation"},
    ],
)
def test_the_database_keeps_kind_and_report_together(cast: SimpleNamespace, wrong: dict[str, Any]) -> None:
    edition = ordered(cast, of_thailand(cast))
    with (
        acting_as(principal_of(cast.director), channel="test"),
        pytest.raises(IntegrityError, match="edition_of_report"),
        transaction.atomic(),
    ):
        Edition.objects.filter(pk=edition.pk).update(**wrong)


def successors(cast: SimpleNamespace) -> dict[int, int | None]:
    return {edition.number: edition.successor for edition in seen_by(principal_of(cast.director))}


def test_the_report_of_one_week_supersedes_none_of_another(cast: SimpleNamespace) -> None:
    evaluation = editions.released(cast)
    first = released(cast, weekly(cast))
    other = written.begun(cast.director, "weekly", starts_on=date(2024, 9, 16), ends_on=date(2024, 9, 22))
    written.saved(cast.director, other, "situation", "The next week.")
    second = released(cast, written.circulated(cast, other))
    assert successors(cast) == {evaluation.number: None, first.number: None, second.number: None}
    assert (first.follows, second.follows) == ("", "")


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
    assert successors(cast)[first.number] == again.number


def test_whoever_holds_the_file_reads_of_what_it_is(cast: SimpleNamespace, client_of: ClientOf, client: Client) -> None:
    """By a running number alone nobody lists which reports there are, nor gets the digest by which to ask."""
    report = of_thailand(cast)
    edition = released(cast, report)
    content = client_of(cast.officer_vn).get(reverse("report-pdf", args=[edition.pk])).content
    file = SimpleUploadedFile("whatever.pdf", content, "application/pdf")
    for answer in (
        client.post(reverse("verify"), {"file": file}),
        client.get(reverse("verify"), {"mark": edition.digest[:16]}),
    ):
        page = answer.content.decode()
        assert "Country report: Thailand" in page
        assert report.reference in page
    page = client.get(reverse("verify"), {"mark": edition.reference}).content.decode()
    assert edition.reference in page
    for kept in ("Thailand", "Country report", report.reference, "August", edition.digest[:8], edition.sha256[:8]):
        assert kept not in page, kept


def test_it_waits_for_all_six_countries(cast: SimpleNamespace) -> None:
    edition = editions.finished(cast.director, ordered(cast, weekly(cast)))
    director = principal_of(cast.director)
    with acting_as(director, channel="test"), pytest.raises(ValidationError, match="Not all have approved"):
        propose_release(principal=director, edition=edition)


def test_a_desk_reads_of_what_it_is(cast: SimpleNamespace) -> None:
    released(cast, weekly(cast))
    items = [item["title"] for group in desk_of(principal_of(cast.coordinator_vn)).groups for item in group["items"]]
    assert "Weekly situation report, edition 1" in items


def test_programs_read_of_what_it_is(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = of_thailand(cast)
    edition = ordered(cast, report)
    told = client_of(cast.director).get(reverse("api-report-detail", args=[edition.pk])).json()
    assert (told["kind"], told["title"], told["report"], told["country"], told["starts_on"]) == (
        ("country", "Country report: Thailand", report.reference, "TH", "2024-08-07")
    )
