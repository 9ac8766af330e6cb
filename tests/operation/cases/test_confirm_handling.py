"""H3: a reader outside the originator sees the handling text first, confirms it once, and then the record."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.marking import Marking
from operation.cases.sharing import regrade_records, release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import NAMES, log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
TEXT = "for the airport unit alone"
NAME = NAMES["TH"]


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    """An H3 suspect of Thailand, of a syndicate under H3 too; both released to Cambodia."""
    h3: dict[str, Any] = {"handling_code": "H3", "handling_text": TEXT}
    with as_(cast.officer_th):
        group = log("syndicates", cast.officer_th, **h3)
        found = log("suspects", cast.officer_th, syndicate=group, narrative="seen at the gate", **h3)
    with as_(cast.coordinator_th):
        principal, to = principal_of(cast.coordinator_th), [cast.officer_kh.organisation]
        for record in (group, found):
            release_records(principal=principal, records=[record], to=to, purpose="joint inquiry")
    return found


def page_of(client: Client, suspect: Any) -> str:
    answer = client.get(f"/records/suspects/{suspect.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_text_stands_before_the_content(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client = client_of(cast.officer_kh)
    asked = page_of(client, suspect)
    assert TEXT in asked
    assert NAME not in asked
    assert "seen at the gate" not in asked
    assert not AuditEntry.objects.filter(verb="read", target_id=suspect.pk).exists()
    shown = client.post(f"/records/suspects/{suspect.pk}/", follow=True).content.decode()
    assert NAME in shown
    assert "seen at the gate" in shown
    entry = AuditEntry.objects.get(verb="handling_confirmed", target_id=suspect.pk)
    assert entry.actor_id == cast.officer_kh.pk
    assert NAME in page_of(client, suspect)


def test_each_reader_confirms_for_himself(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client_of(cast.officer_kh).post(f"/records/suspects/{suspect.pk}/")
    assert NAME not in page_of(client_of(cast.coordinator_kh), suspect)


def test_the_originator_confirms_nothing(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    assert NAME in page_of(client_of(cast.supervisor_th), suspect)


@pytest.mark.parametrize(
    "address", ["/records/suspects/", "/search/?q=SG24", "/records/suspects/?status=person_of_interest"]
)
def test_lists_show_the_reference_alone(cast: SimpleNamespace, client_of: ClientOf, suspect: Any, address: str) -> None:
    client = client_of(cast.officer_kh)
    before = client.get(address).content.decode()
    assert suspect.reference in before
    assert NAME not in before
    assert "confirm its handling" in before
    client.post(f"/records/suspects/{suspect.pk}/")
    assert NAME in client.get(address).content.decode()


def test_no_search_finds_it_by_its_name(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client = client_of(cast.officer_kh)
    assert suspect.reference not in client.get("/records/suspects/", {"q": NAME}).content.decode()
    client.post(f"/records/suspects/{suspect.pk}/")
    assert suspect.reference in client.get("/records/suspects/", {"q": NAME}).content.decode()


def test_its_syndicate_waits_for_a_confirmation_of_its_own(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any
) -> None:
    client = client_of(cast.officer_kh)
    client.post(f"/records/suspects/{suspect.pk}/")
    reference = suspect.syndicate.reference
    assert reference not in page_of(client, suspect)
    client.post(f"/records/syndicates/{suspect.syndicate_id}/")
    assert reference in page_of(client, suspect)


def test_the_api_tells_the_text_and_waits(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client, address = client_of(cast.officer_kh), f"/api/v1/suspects/{suspect.pk}/"
    refused = client.get(address)
    assert refused.status_code == 403
    assert TEXT in refused.json()["detail"]
    assert NAME not in refused.content.decode()
    listed = client.get("/api/v1/suspects/").json()["results"][0]
    assert (listed["reference"], listed["names"], listed["narrative"]) == (suspect.reference, None, None)
    assert {"names", "narrative", "tier", "sex"} <= set(listed["withheld"])
    confirmed = client.post(f"{address}confirm/")
    assert (confirmed.status_code, confirmed.json()["names"][0]["text"]) == (200, NAME)
    assert client.get(address).status_code == 200


def test_a_changed_text_is_confirmed_anew(cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: Any) -> None:
    client = client_of(cast.officer_kh)
    client.post(f"/records/suspects/{suspect.pk}/")
    with as_(cast.coordinator_th):
        regrade_records(
            principal=principal_of(cast.coordinator_th),
            records=[suspect],
            versions=[1],
            marking=Marking("amber", "H3", "for the border unit alone"),
            reason="another unit",
        )
    again = page_of(client, suspect)
    assert "for the border unit alone" in again
    assert NAME not in again


def test_what_one_may_not_read_cannot_be_confirmed(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client = client_of(cast.coordinator_vn)
    assert client.post(f"/records/suspects/{suspect.pk}/").status_code == 404
    assert client.post(f"/api/v1/suspects/{suspect.pk}/confirm/").status_code == 404
    assert not AuditEntry.objects.filter(verb="handling_confirmed").exists()


def test_other_codes_ask_for_nothing(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, handling_code="H2")
        principal, to = principal_of(cast.coordinator_th), [cast.officer_kh.organisation]
        release_records(principal=principal, records=[record], to=to, purpose="joint inquiry")
    client = client_of(cast.officer_kh)
    assert NAME in page_of(client, record)
    client.post(f"/records/suspects/{record.pk}/")
    assert not AuditEntry.objects.filter(verb="handling_confirmed").exists()
