"""What is logged at a site is linked with it: offered in the form, carried through a sitting, left out on demand."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.links.models import Link
from operation.cases.records.suspect import Suspect
from operation.people.models import User
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
SUSPECTS, ASSETS = "/records/suspects/new/", "/records/seized-assets/new/"
MARKS = {"tlp": "amber", "handling_code": "H1", "attribution": "direct"}
WHEN = {"event_date_0": "2024-09-10", "event_date_1": "gregorian", "place_name": "แม่สอด"}
NAME = {"names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0", "names-0-kind": "legal", "names-0-text": "อนันต์"}
SUSPECT = NAME | MARKS | WHEN | {"tier": "member", "sex": "unknown", "happened": "arrest"}
ASSET = MARKS | WHEN | {"asset_class": "phone", "quantity": "30", "happened": "seize"}


@pytest.fixture
def officer(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.officer_th)


@pytest.fixture
def site(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("sites", cast.officer_th, place_name="แม่สอด")


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def asked(page: str) -> list[str]:
    """What the form asks: the site or none; the chosen one first."""
    boxes = re.findall(r'<input[^>]* name="at_site"[^>]*>', page)
    boxes.sort(key=lambda box: "checked" not in box)
    return [re.sub(r'.* value="([^"]*)".*', r"\1", box) for box in boxes]


def links(cast: SimpleNamespace, as_: As) -> list[tuple[str, str, Any]]:
    with as_(cast.officer_th):
        return [(link.subject_type, link.kind, link.object_id) for link in Link.objects.order_by("created_at")]


def next_one(answer: Any) -> str:
    """The record that the next form takes over from."""
    found = re.search(r"like=([a-z-]+:[0-9a-f-]{36})", unquote(answer.request["QUERY_STRING"]))
    assert found
    return found[1]


def test_the_form_after_a_site_asks_whether_it_was_there(officer: Client, site: Any) -> None:
    page = words(officer.get(f"{SUSPECTS}?like=sites:{site.pk}"))
    assert asked(page) == [str(site.pk), ""]
    assert site.reference in page
    assert "Found at" in page
    assert asked(words(officer.get(SUSPECTS))) == []


def test_who_is_found_at_a_site_is_linked_and_so_is_the_next_one(
    cast: SimpleNamespace, as_: As, officer: Client, site: Any
) -> None:
    given = SUSPECT | {"at_site": str(site.pk), "again": "1"}
    answer = officer.post(f"{SUSPECTS}?like=sites:{site.pk}", given, follow=True)
    assert links(cast, as_) == [("SUS", "found_at", site.pk)]
    form = f"{ASSETS}?like={next_one(answer)}"
    assert asked(words(officer.get(form))) == [str(site.pk), ""]
    officer.post(form, ASSET | {"at_site": str(site.pk)})
    assert links(cast, as_)[1:] == [("AST", "seized_from", site.pk)]


def test_who_was_elsewhere_is_not_linked_nor_is_the_next_one(
    cast: SimpleNamespace, as_: As, officer: Client, site: Any
) -> None:
    given = SUSPECT | {"at_site": "", "again": "1"}
    answer = officer.post(f"{SUSPECTS}?like=sites:{site.pk}", given, follow=True)
    assert links(cast, as_) == []
    assert asked(words(answer)) == []


def test_a_form_that_was_refused_asks_again_as_it_was_answered(officer: Client, site: Any) -> None:
    address = f"{SUSPECTS}?like=sites:{site.pk}"
    for chosen, other in ((str(site.pk), ""), ("", str(site.pk))):
        page = words(officer.post(address, SUSPECT | {"names-0-text": "", "at_site": chosen}))
        assert asked(page) == [chosen, other]


def test_a_draft_keeps_the_site(officer: Client, site: Any) -> None:
    given = SUSPECT | {"at_site": str(site.pk)}
    key = officer.post("/records/suspects/draft/", given, headers={"Accept": "application/json"}).json()["draft"]
    page = words(officer.get(f"{SUSPECTS}?draft={key}"))
    assert asked(page) == [str(site.pk), ""]


def test_a_laborer_is_rescued_from_it(cast: SimpleNamespace, as_: As, client_of: ClientOf, site: Any) -> None:
    focal = client_of(cast.protection_th)
    page = words(focal.get(f"/records/rescued-laborers/new/?like=sites:{site.pk}"))
    assert "Rescued from" in page
    given = MARKS | WHEN | {"sex": "female", "age_band": "unknown", "happened": "encountered", "at_site": str(site.pk)}
    focal.post("/records/rescued-laborers/new/", given)
    assert links(cast, as_) == [("RES", "rescued_from", site.pk)]


def test_a_site_of_others_is_none(cast: SimpleNamespace, as_: As, officer: Client, client_of: ClientOf) -> None:
    """Its key in the form is refused like one that does not exist, and nothing is logged."""
    with as_(cast.coordinator_kh):
        theirs = log("sites", cast.coordinator_kh)
    for key in (theirs.pk, "018f0000-0000-7000-8000-000000000000"):
        answer = officer.post(SUSPECTS, SUSPECT | {"at_site": str(key)})
        assert answer.status_code == 400
        assert "That site is not there for you any more." in words(answer)
    with as_(cast.officer_th):
        assert not Suspect.objects.exists()


def test_a_type_that_is_found_at_no_site_is_not_asked(officer: Client, site: Any) -> None:
    assert asked(words(officer.get(f"/records/border-activities/new/?like=sites:{site.pk}"))) == []


def test_after_a_site_comes_what_was_found_there(officer: Client) -> None:
    form = words(officer.get("/records/sites/new/"))
    assert "Log it and what was found there" in form
    given = NAME | MARKS | WHEN | {"site_type": "hotel", "happened": "raid"}
    answer = officer.post("/records/sites/new/", given | {"again": "1"}, follow=True)
    assert answer.request["PATH_INFO"] == SUSPECTS
    assert "Seized asset</a>" in words(answer)
    assert "Border activity</a>" not in words(answer), "at a site what is found at one"
    page = words(officer.post("/records/sites/new/", given | {"names-0-text": "สมชาย"}, follow=True))
    assert "Log what was found there" in page


def test_the_page_of_a_site_leads_to_what_is_logged_there(
    cast: SimpleNamespace, as_: As, officer: Client, client_of: ClientOf, site: Any
) -> None:
    page = words(officer.get(f"/records/sites/{site.pk}/"))
    assert f'<a href="{SUSPECTS}?like=sites:{site.pk}">Suspect</a>' in page
    others = client_of(cast.protection_th).get(f"/records/sites/{site.pk}/")
    assert f'href="{SUSPECTS}' not in words(others), "only what one may log"
    with as_(cast.officer_th):
        suspect = log("suspects", cast.officer_th)
    assert "Log what was found here" not in words(officer.get(f"/records/suspects/{suspect.pk}/"))


def test_the_site_that_a_form_names_is_in_the_trail(cast: SimpleNamespace, officer: Client, site: Any) -> None:
    officer.post(SUSPECTS, SUSPECT | {"at_site": str(site.pk)})
    told = AuditEntry.objects.filter(verb="listed", actor_id=cast.officer_th.pk)
    assert [str(site.pk)] in [entry.details["shown"] for entry in told]
