"""Pages of results kept under a name: one's own, and those that colleagues share."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.test import Client

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.dashboards.actions import AT_MOST, drop_view, keep_view
from reporting.dashboards.models import KeptView
from tests.factories.returns import noon
from tests.reporting.dashboards.reading_pages import page

ClientOf = Callable[[User], Client]
ADDRESS = "/results/views/?page=results-line&line=3&last=2024-W40"
QUERY = "line=3&last=2024-W40"


@pytest.fixture(autouse=True)
def after_the_execution() -> Iterator[None]:
    with clock.at(noon("2025-01-08")):
        yield


def kept(user: User, name: str = "to week 40", **given: object) -> KeptView:
    given = {"page": "results-line", "query": QUERY, "name": name} | given
    with acting_as(principal_of(user), channel="test"):
        return keep_view(principal=principal_of(user), **given)  # type: ignore[arg-type]


def test_a_page_is_kept_with_its_filters_and_opened_again(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    answer = client.post(ADDRESS, {"name": "to week 40"})
    assert answer["Location"] == f"/results/line/?{QUERY}"
    text = page(client, f"line/?{QUERY}")
    assert f'href="/results/line/?{QUERY.replace("&", "&amp;")}" aria-current="page">to week 40</a>' in text
    assert "to week 40" not in page(client, "country/")
    assert AuditEntry.objects.get(verb="saved view").details == {"page": "results-line", "shared": False}


def test_it_is_ones_own_until_it_is_shared_and_never_leaves_the_agency(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    kept(cast.officer_th)
    readers = (cast.officer_th, cast.coordinator_th, cast.officer_vn, cast.director)
    seen = ["to week 40" in page(client_of(reader), "line/") for reader in readers]
    assert seen == [True, False, False, False]
    kept(cast.officer_th, is_shared=True)
    seen = ["to week 40" in page(client_of(reader), "line/") for reader in readers]
    assert seen == [True, True, False, False]


def test_only_who_kept_it_takes_it_away(cast: SimpleNamespace, client_of: ClientOf) -> None:
    view = kept(cast.officer_th, is_shared=True)
    with pytest.raises(NotAllowed):
        drop_view(principal=principal_of(cast.coordinator_th), view=view)
    assert client_of(cast.officer_vn).post(ADDRESS, {"drop": view.pk}).status_code == 404
    assert client_of(cast.officer_th).post(ADDRESS, {"drop": view.pk}).status_code == 302
    with acting_as(principal_of(cast.officer_th), channel="test"):
        assert not KeptView.objects.exists()


def test_what_cannot_be_kept(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    assert client.post("/results/views/?page=results-line", {"name": "all"}).status_code == 400
    assert client.post("/results/views/?page=results-line&line=99", {"name": "x"}).status_code == 400
    assert client.get("/results/views/?page=reports").status_code == 404
    for number in range(AT_MOST):
        kept(cast.officer_th, f"view {number}")
    with pytest.raises(Refused):
        kept(cast.officer_th, "one more")
    assert kept(cast.officer_th, "view 0", query="line=4").query == "line=4"
