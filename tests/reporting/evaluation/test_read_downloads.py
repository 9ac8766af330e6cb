"""Who got the file of an edition: told to LMLECC and the data-protection officer, and to nobody else."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.kernel.errors import NotAllowed
from operation.people.selectors import principal_of
from reporting.evaluation.models import Edition
from reporting.evaluation.selectors import downloads
from tests.factories.editions import proposed, released

ClientOf = Callable[..., Client]


def page(edition: Edition) -> str:
    return reverse("report-downloads", args=[edition.pk])


def test_each_download_is_listed_newest_first(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = released(cast)
    for name in ("officer_th", "coordinator_vn"):
        assert client_of(getattr(cast, name)).get(reverse("report-pdf", args=[edition.pk])).status_code == 200
    text = client_of(cast.director).get(page(edition)).content.decode()
    assert text.index("Operation coordinator") < text.index("National officer")
    assert cast.officer_th.organisation.short_name in text
    assert str(cast.officer_th) not in text


def test_the_own_people_are_named(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = released(cast)
    client_of(cast.desk_supervision).get(reverse("report-pdf", args=[edition.pk]))
    assert str(cast.desk_supervision) in client_of(cast.director).get(page(edition)).content.decode()


def test_the_page_of_the_edition_shows_the_last_ones_to_the_secretariat(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    edition = released(cast)
    client_of(cast.officer_th).get(reverse("report-pdf", args=[edition.pk]))
    at = reverse("report", args=[edition.pk])
    for name, shown in (("desk_information", True), ("dpo", True), ("officer_th", False), ("observer_unodc", False)):
        text = client_of(getattr(cast, name)).get(at).content.decode()
        assert ("Who downloaded it" in text) is shown, name


def test_downloads_of_another_edition_are_not_among_them(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition, other = released(cast), released(cast, language="th")
    client_of(cast.officer_th).get(reverse("report-pdf", args=[other.pk]))
    assert "Nobody yet" in client_of(cast.dpo).get(page(edition)).content.decode()


def test_nobody_else_reads_them(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = released(cast)
    assert client_of(cast.coordinator_th).get(page(edition)).status_code == 403
    assert client_of(cast.observer_unodc).get(page(edition)).status_code == 404
    assert client_of(cast.dpo).get(page(proposed(cast, language="th"))).status_code == 404
    principal = principal_of(cast.coordinator_th)
    with pytest.raises(NotAllowed, match="data-protection officer"), acting_as(principal, channel="test"):
        downloads(principal, edition)


def test_the_second_wall_tells_lmlecc_of_downloads_and_of_nothing_else_in_the_trail(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    edition = released(cast)
    client_of(cast.officer_th).get(reverse("report-pdf", args=[edition.pk]))
    with acting_as(principal_of(cast.desk_information), channel="test"):
        assert set(AuditEntry.objects.exclude(actor_id=cast.desk_information.pk).values_list("verb")) == {
            ("read_file",)
        }


def test_a_look_at_the_list_is_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = released(cast)
    client_of(cast.director).get(page(edition))
    looked = AuditEntry.objects.filter(verb="read readings", target_id=edition.pk, actor_id=cast.director.pk)
    assert looked.exists()


def test_a_page_that_does_not_exist_says_so(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.director).get(page(released(cast)), {"cursor": "x"})
    assert answer.status_code == 400
