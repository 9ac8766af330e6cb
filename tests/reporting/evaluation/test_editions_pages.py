"""The pages of the reports: who sees what on them, what one can do there, and how they answer."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from operation.access import scope
from operation.audit.models import AuditEntry
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.evaluation.models import Edition
from tests.factories.editions import PDF, asked_for, built, proposed, released

ClientOf = Callable[[User], Client]
ORDER = {"audience": "observer", "language": "en", "cutoff": "2025-01-10"}


@pytest.fixture(autouse=True)
def january(settings: Any) -> None:
    settings.DEMO_TODAY = "2025-01-08"


def page(edition: Edition, route: str = "report", *more: str) -> str:
    return reverse(route, args=[edition.pk, *more])


def bare(content: bytes) -> str:
    """A page without what differs from one request to the next: its address, its form token and its minute."""
    return re.sub(r"figures known on [^<]*|[0-9a-f]{8}-[0-9a-f-]{27}|value=\"\w{64}\"", "", content.decode())


def test_nobody_without_an_account_comes_in(cast: SimpleNamespace, client: Client) -> None:
    edition = released(cast, "observer")
    for address in (reverse("reports"), page(edition), page(edition, "report-pdf")):
        assert client.get(address).status_code == 302


def test_the_director_orders_an_edition(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.director).post(reverse("reports"), ORDER)
    edition = Edition.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == page(edition)
    assert (edition.audience, str(edition.cutoff), edition.is_synthetic) == ("observer", "2025-01-10", True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"audience": "press"}, "«press» is not known. Choose one of: member, observer."),
        ({"language": "xx"}, "«xx» is not known."),
        ({"cutoff": "10 January"}, "«10 January» is not a date. Write it as 2025-01-31."),
        ({"cutoff": "2025-02-01"}, "Choose a day from 2024-08-07 to 2025-01-31."),
        ({"cutoff": ""}, "This field is required."),
    ],
)
def test_a_wrong_order_is_refused_with_field_value_and_way_out(
    cast: SimpleNamespace, client_of: ClientOf, wrong: dict[str, str], words: str
) -> None:
    answer = client_of(cast.director).post(reverse("reports"), ORDER | wrong)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Edition.objects.exists()


def test_the_form_says_which_figures_a_cut_off_means(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = client_of(cast.director).get(reverse("reports")).content.decode()
    assert "Figures known by the end of this day in Kunming." in text
    assert 'value="2025-01-08"' in text


@pytest.mark.parametrize("name", ["coordinator_th", "observer_unodc", "dpo"])
def test_readers_have_no_form_and_cannot_order(cast: SimpleNamespace, client_of: ClientOf, name: str) -> None:
    client = client_of(getattr(cast, name))
    assert "Build an edition" not in client.get(reverse("reports")).content.decode()
    refused = client.post(reverse("reports"), ORDER)
    assert refused.status_code == 403
    assert "LMLECC builds reports" in refused.content.decode()
    assert AuditEntry.objects.filter(verb="denied", actor_id=getattr(cast, name).pk).exists()


@pytest.mark.parametrize("name", ["coordinator_th", "observer_unodc"])
def test_what_is_not_released_is_as_if_it_did_not_exist(cast: SimpleNamespace, client_of: ClientOf, name: str) -> None:
    client, edition = client_of(getattr(cast, name)), proposed(cast, "observer")
    for route in ("report", "report-pdf"):
        hidden, missing = client.get(page(edition, route)), client.get(reverse(route, args=[uuid4()]))
        assert hidden.status_code == missing.status_code == 404
        assert bare(hidden.content) == bare(missing.content)
    assert client.post(page(edition, "report-step", "confirm")).status_code == 404
    assert "edition" not in client.get(reverse("reports")).content.decode().split("<h1>")[1].split("</h1>")[0]


def test_an_observer_reads_the_released_observer_edition(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, edition, other = client_of(cast.observer_unodc), released(cast, "observer"), released(cast)
    text = client.get(reverse("reports")).content.decode()
    assert page(edition) in text
    assert page(other) not in text
    text = client.get(page(edition)).content.decode()
    assert "TLP:GREEN" in text
    assert "two persons" in text
    assert str(cast.desk_supervision) not in text
    assert client.get(page(other)).status_code == 404


def test_the_file_is_shown_by_the_browser_and_kept_nowhere(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = released(cast, "observer")
    answer = client_of(cast.observer_unodc).get(page(edition, "report-pdf"))
    assert answer.content.startswith(PDF)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="seagull-evaluation-observer-1-en.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert AuditEntry.objects.get(verb="read_file").actor_id == cast.observer_unodc.pk


def test_a_file_that_is_not_built_is_not_there(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = asked_for(cast.director)
    assert client_of(cast.director).get(page(edition, "report-pdf")).status_code == 404


def test_the_page_tells_the_facts_of_the_file(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = built(cast.director)
    text = client_of(cast.director).get(page(edition)).content.decode()
    for fact in ("18", edition.sha256[:8], "figures known by the end of", "TLP:AMBER, H2", "4.20 seconds"):
        assert fact in text
    assert AuditEntry.objects.filter(verb="read", target_id=edition.pk, actor_id=cast.director.pk).exists()


def test_two_persons_release_in_the_browser(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = built(cast.director, "observer")
    director, desk = client_of(cast.director), client_of(cast.desk_supervision)
    assert "Propose the release" in director.get(page(edition, "report-step", "propose")).content.decode()
    told = director.post(page(edition, "report-step", "propose"), follow=True)
    assert "A second person decides on it." in told.content.decode()
    assert director.post(page(edition, "report-step", "confirm")).status_code == 403
    told = desk.post(page(edition, "report-step", "confirm"), follow=True)
    assert "The edition is released." in told.content.decode()
    edition.refresh_from_db()
    assert edition.state == "released"


def test_the_second_of_two_clicks_learns_that_it_was_done(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = released(cast)
    told = client_of(cast.desk_communication).post(page(edition, "report-step", "confirm"), follow=True)
    assert "is not possible: this edition is «released» now." in told.content.decode()


def test_a_reason_is_asked_for(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition, client = proposed(cast), client_of(cast.desk_supervision)
    refused = client.post(page(edition, "report-step", "decline"), {"reason": " "})
    assert refused.status_code == 400
    assert "Say why: the reason stays with the edition." in refused.content.decode()
    told = client.post(page(edition, "report-step", "decline"), {"reason": "V01 lacks Viet Nam"}, follow=True)
    assert "V01 lacks Viet Nam" in told.content.decode()


def test_an_unknown_step_is_not_there(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.director).post(page(built(cast.director), "report-step", "publish")).status_code == 404


def test_whoever_asked_watches_the_build_and_may_stop_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = asked_for(cast.director)
    client = client_of(cast.director)
    text = client.get(page(edition)).content.decode()
    assert f'hx-get="/jobs/{edition.job.pk}/progress/"' in text  # type: ignore[union-attr]
    assert "Look again" in text
    told = client.post(f"/jobs/{edition.job.pk}/stop/", follow=True).content.decode()  # type: ignore[union-attr]
    assert "It was stopped." in told
    assert "Build again" in told


def test_the_others_of_lmlecc_see_that_it_is_being_built(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = client_of(cast.desk_supervision).get(page(asked_for(cast.director))).content.decode()
    assert "It is being built" in text
    assert "hx-get" not in text


def test_what_waits_stands_on_the_desks(cast: SimpleNamespace) -> None:
    edition = proposed(cast, "observer")
    waiting = [item["url"] for group in desk_of(principal_of(cast.desk_supervision)).groups for item in group["items"]]
    assert page(edition) in waiting
    released(cast, "observer")
    news = [item["title"] for group in desk_of(principal_of(cast.observer_unodc)).groups for item in group["items"]]
    assert news == ["Evaluation, edition 2"]


def test_a_long_list_comes_in_pages_at_the_same_cost(
    cast: SimpleNamespace,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = client_of(cast.director)
    monkeypatch.setattr(scope, "PAGE_SIZE", 12)
    for _turn in range(13):
        asked_for(cast.director)
    with django_assert_max_num_queries(22):
        first = client.get(reverse("reports")).content.decode()
    assert first.count("<tr>") == 13
    older = first.split('rel="next" href="')[1].split('"')[0]
    second = client.get(reverse("reports") + older).content.decode()
    assert second.count("<tr>") == 2
    assert "1 · member edition" in second


def test_a_page_that_cannot_be_read_says_so(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.observer_unodc).get(reverse("reports"), {"cursor": "x"})
    assert answer.status_code == 400
    assert "«x» is not a page of this list" in answer.content.decode()
