"""Saved views: a list under a name, private or for the agency, the one it opens with; what a view never keeps."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.cases.arrangement import choosable
from operation.cases.records.suspect import SUSPECT
from operation.cases.saved_views.actions import AT_MOST, delete_view, open_with, save_view
from operation.cases.saved_views.models import SavedView
from operation.cases.saved_views.selectors import views_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
LIST, VIEWS = "/records/suspects/", "/records/suspects/views/"
QUERY = "status=arrested&columns=tier&order=oldest"
KEPT = "columns=tier&order=oldest&status=arrested"


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def save(user: User, name: str = "held", query: str = QUERY, **more: Any) -> SavedView:
    return save_view(principal=principal_of(user), record_type=SUSPECT, name=name, query=query, **more)


def names(user: User, as_: As) -> list[str]:
    with as_(user):
        return [view.name for view in views_of(principal_of(user), SUSPECT)]


def test_a_list_is_saved_from_its_page_and_comes_back_as_it_was(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    assert "Save this view" in words(client.get(LIST))
    asked = words(client.get(VIEWS, {"among": f"{QUERY}&cursor=x&tier="}))
    assert f'name="among" value="{KEPT.replace("&", "&amp;")}"' in asked
    done = client.post(VIEWS, {"among": QUERY, "name": "held"}, follow=True)
    assert done.request["QUERY_STRING"] == KEPT
    assert f'<a href="?{KEPT.replace("&", "&amp;")}" aria-current="page">held</a>' in words(done)
    assert '<a href="?view=all" aria-current="page">All</a>' in words(client.get(LIST))


def test_a_private_view_is_its_owners_and_a_shared_one_the_agencys(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        save(cast.officer_th, "mine")
        save(cast.officer_th, "ours", is_shared=True)
    assert names(cast.officer_th, as_) == ["mine", "ours"]
    assert names(cast.coordinator_th, as_) == ["ours"]
    for other in (cast.officer_kh, cast.director, cast.observer_unodc):
        assert names(other, as_) == []


def test_the_database_itself_keeps_private_views_private(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        save(cast.officer_th, "mine")
        save(cast.officer_th, "ours", is_shared=True)
    for user, seen in ((cast.officer_th, 2), (cast.supervisor_th, 1), (cast.officer_kh, 0), (cast.admin, 0)):
        with as_(user), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM operation_savedview")
            assert cursor.fetchone() == (seen,)


def test_the_list_opens_with_ones_own_choice(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    with as_(cast.officer_th):
        view = save(cast.officer_th, is_shared=True)
    client = client_of(cast.coordinator_th)
    client.post(f"{VIEWS}first/", {"view": str(view.pk)})
    assert client.get(LIST).headers["Location"] == f"?{KEPT}"
    assert client.get(f"{LIST}?view=all").status_code == 200
    assert client_of(cast.officer_th).get(LIST).status_code == 200, "a colleague's choice is a colleague's"
    client.post(f"{VIEWS}first/")
    assert client.get(LIST).status_code == 200


def test_saving_may_say_that_the_list_opens_with_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    client.post(VIEWS, {"among": QUERY, "name": "held", "is_first": "on"})
    assert client.get(LIST).status_code == 302
    assert "the list opens with it" in words(client.get(VIEWS))


def test_a_view_that_is_gone_opens_nothing(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    with as_(cast.officer_th):
        view = save(cast.officer_th, is_shared=True)
    with as_(cast.coordinator_th):
        open_with(principal=principal_of(cast.coordinator_th), record_type=SUSPECT, view=view)
    with as_(cast.officer_th):
        delete_view(principal=principal_of(cast.officer_th), view=view)
    assert client_of(cast.coordinator_th).get(LIST).status_code == 200


@pytest.mark.parametrize(
    ("query", "shared", "why"),
    [
        ("", False, "nothing to keep"),
        ("view=all&cursor=x&tier=", False, "nothing to keep"),
        ("id=018f0000-0000-7000-8000-000000000000", False, "keeps no chosen records"),
        ("tier=strange", False, "cannot be shown"),
        ("columns=nonsense", False, "cannot be shown"),
        ("q=สมชาย", True, "may be a name"),
    ],
)
def test_what_a_view_does_not_keep(cast: SimpleNamespace, as_: As, query: str, shared: bool, why: str) -> None:
    with as_(cast.officer_th), pytest.raises(ValidationError, match=why):
        save(cast.officer_th, query=query, is_shared=shared)


def test_a_private_view_may_keep_a_search(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        assert save(cast.officer_th, query="q=สมชาย").query.startswith("q=")
    refused = client_of(cast.officer_th).post(VIEWS, {"among": "q=ab", "name": "x", "is_shared": "on"})
    assert refused.status_code == 400
    assert "it may be a name" in words(refused)


def test_the_same_name_replaces_and_there_is_an_end(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        for place in range(AT_MOST):
            save(cast.officer_th, f"view {place}")
        save(cast.officer_th, "view 0", "tier=main")
        with pytest.raises(ValidationError, match="Take one away first"):
            save(cast.officer_th, "one more")
        assert SavedView.objects.get(name="view 0").query == "tier=main"


def test_nobody_takes_a_colleagues_view_away(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        shared, private = save(cast.officer_th, "ours", is_shared=True), save(cast.officer_th, "mine")
    client = client_of(cast.coordinator_th)
    assert client.post(f"{VIEWS}delete/", {"view": str(private.pk)}).status_code == 404
    assert client.post(f"{VIEWS}delete/", {"view": str(shared.pk)}).status_code == 403
    assert client_of(cast.officer_kh).post(f"{VIEWS}delete/", {"view": str(shared.pk)}).status_code == 404
    assert client_of(cast.officer_th).post(f"{VIEWS}delete/", {"view": str(shared.pk)}).status_code == 302
    assert names(cast.officer_th, as_) == ["mine"]


def test_columns_are_chosen_in_the_address(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, sex="female", warrant_number="W 7")
    client = client_of(cast.officer_th)
    page = words(client.get(f"{LIST}?columns=warrant_number&columns=sex"))
    heads = re.findall(r'<th scope="col"[^>]*> ?([^<]*?) ?</th>', page)
    assert [head for head in heads if head in ("Warrant number", "Sex", "Tier")] == ["Warrant number", "Sex"]
    assert "W 7" in page
    assert "Female" in page
    refused = client.get(f"{LIST}?columns=narrative")
    assert refused.status_code == 400
    assert "There is no column «narrative»" in words(refused)
    assert "Choose 12 columns at most" in words(client.get(LIST, {"columns": choosable(SUSPECT)}))


def test_a_withheld_field_stays_withheld_in_a_column(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, release: Any
) -> None:
    with as_(cast.officer_th):
        child = log("suspects", cast.officer_th, treated_as_child=True, warrant_number="W 7")
    release(child, "kh-moi")
    page = words(client_of(cast.officer_kh).get(f"{LIST}?columns=warrant_number"))
    assert child.reference in page
    assert "W 7" not in page
    assert "withheld" in page


def test_the_oldest_come_first_page_by_page(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        logged = [record.reference for record in log_many("suspects", cast.officer_th, 60)]
    client = client_of(cast.officer_th)
    page = words(client.get(f"{LIST}?order=oldest"))
    onward = re.search(r'rel="next" href="\?([^"]+)"', page)
    assert onward
    rest = words(client.get(f"{LIST}?{onward[1].replace('&amp;', '&')}"))
    seen = [list(dict.fromkeys(re.findall(r"SG24-TH-SUS-\w{6}", one))) for one in (page, rest)]
    assert seen[0] + seen[1] == logged


def test_a_chosen_value_with_a_unit_costs_no_query_of_its_own(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    client, address = client_of(cast.officer_th), "/records/seized-assets/?columns=amount"
    costs = []
    for count in (1, 9):
        with as_(cast.officer_th):
            log_many("seized-assets", cast.officer_th, count, amount=5, currency="THB")
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        costs.append(len(captured))
    assert costs[0] == costs[1]
