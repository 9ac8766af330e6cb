"""Editions of weekly, monthly and country reports: ordered from their page, for whom, and which supersedes which."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
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
from tests.factories.situations import MONDAY, SUNDAY, collected, monthly, of_thailand, ordered, released, weekly

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("known")


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
    written.stepped(cast.desk_supervision, written.stepped(cast.director, report, "propose"), "confirm")
    page = reverse("report-pdf", args=[edition.pk])
    for user in (cast.officer_th, cast.officer_vn, cast.coordinator_kh):
        assert client_of(user).get(page).status_code == 200, user.username
    assert client_of(cast.observer_unodc).get(page).status_code == 404


def test_an_edition_is_read_by_those_who_read_its_report(cast: SimpleNamespace, client_of: ClientOf) -> None:
    """Released for itself it reaches those who are consulted; the others with the report, and nobody once that is
    withdrawn."""
    report = of_thailand(cast)
    edition = released(cast, report)
    consulted, other = client_of(cast.coordinator_kh), client_of(cast.officer_vn)
    pages = [reverse("report", args=[edition.pk]), reverse("report-pdf", args=[edition.pk])]

    def answers() -> list[tuple[int, int]]:
        return [(consulted.get(page).status_code, other.get(page).status_code) for page in pages]

    assert answers() == [(200, 404)] * 2
    written.stepped(cast.desk_supervision, written.stepped(cast.director, report, "propose"), "confirm")
    assert answers() == [(200, 200)] * 2
    written.stepped(cast.director, report, "withdraw", "a figure is wrong")
    assert answers() == [(404, 404)] * 2
    assert client_of(cast.director).get(pages[0]).status_code == 200


def test_the_database_holds_the_same(cast: SimpleNamespace) -> None:
    edition = released(cast, of_thailand(cast))
    for user, seen in ((cast.coordinator_kh, True), (cast.officer_vn, False), (cast.director, True)):
        with acting_as(principal_of(user), channel="test"):
            assert Edition.objects.filter(pk=edition.pk).exists() is seen, user.username


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


def test_whoever_holds_the_file_reads_of_what_it_is(cast: SimpleNamespace, client: Client) -> None:
    report = weekly(cast)
    edition = released(cast, report)
    assert edition.state == EditionState.RELEASED
    page = client.get(reverse("verify"), {"mark": edition.reference}).content.decode()
    assert "Weekly situation report" in page
    assert report.reference in page


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
