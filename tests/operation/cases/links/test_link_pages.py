"""Links on the pages: found and made without a script, changed, ended, taken back; the same over the API."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.drafts import NameDraft
from operation.cases.links.actions import LinkDraft, link_records
from operation.cases.links.models import End, Link
from operation.cases.sharing import release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many
from tests.operation.cases.links.conftest import LinkThem

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
Records = SimpleNamespace
ON_2024 = {"since_0": "2024-03", "since_1": "gregorian", "until_0": "", "until_1": "gregorian"}
DETAILS = {"confidence": "probable", "source": "chat log", "note": "", "role": "leader"} | ON_2024


def page(record: Any, slug: str, more: str = "") -> str:
    return f"/records/{slug}/{record.pk}/{more}"


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def find(record: Any, kind: str, text: str) -> str:
    return page(record, "suspects", f"links/new/?kind={kind}&q={text}")


def test_a_link_is_found_and_made_in_two_steps(
    cast: SimpleNamespace, records: Records, client_of: ClientOf, as_: As
) -> None:
    client = client_of(cast.officer_th)
    assert 'action="' + page(records.suspect, "suspects", "links/new/") in text_of(
        client, page(records.suspect, "suspects")
    )
    address = find(records.suspect, "member", records.syndicate.reference)
    found = text_of(client, address)
    assert f'value="{records.syndicate.pk}"' in found
    assert "checked" in found  # the only one: nothing is left to choose
    answer = client.post(address, DETAILS | {"other": [str(records.syndicate.pk)]})
    assert (answer.status_code, answer.headers["Location"]) == (302, page(records.suspect, "suspects", "#links"))
    shown = text_of(client, page(records.syndicate, "syndicates"))
    for words in (
        "Members",
        "leader, financier",
        "since March 2024",
        "probable",
        "chat log",
        records.suspect.reference,
    ):
        assert words in shown


def test_what_is_not_released_is_not_found(cast: SimpleNamespace, records: Records, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    assert str(records.given.pk) in text_of(client, find(records.suspect, "member", records.given.reference))
    hidden = find(records.suspect, "member", records.hidden.reference)
    assert "Nothing found" in text_of(client, hidden)
    refused = client.post(hidden, DETAILS | {"other": [str(records.hidden.pk)]})
    assert refused.status_code == 400
    assert "is not among those found" in refused.content.decode()


def test_it_is_read_backwards_from_the_other_end(
    cast: SimpleNamespace, records: Records, client_of: ClientOf, as_: As
) -> None:
    client = client_of(cast.officer_th)
    address = page(records.syndicate, "syndicates", f"links/new/?kind=member.back&q={records.suspect.reference}")
    client.post(address, DETAILS | {"other": [str(records.suspect.pk)]})
    with as_(cast.officer_th):
        assert Link.objects.get().subject_id == records.suspect.pk


@pytest.mark.parametrize("who", ["protection_th", "desk_investigation"])
def test_who_changes_no_records_is_told_why(
    cast: SimpleNamespace, records: Records, client_of: ClientOf, as_: As, who: str
) -> None:
    if who == "desk_investigation":
        with as_(cast.coordinator_th):
            principal = principal_of(cast.coordinator_th)
            release_records(
                principal=principal, records=[records.suspect], to=[cast.director.organisation], purpose="overview"
            )
    client = client_of(getattr(cast, who))
    assert client.get(page(records.suspect, "suspects", "links/new/")).status_code == 403
    assert "Add a link" not in text_of(client, page(records.suspect, "suspects"))


def test_its_originator_ends_it_and_takes_it_back(
    cast: SimpleNamespace, records: Records, client_of: ClientOf, link: LinkThem, as_: As
) -> None:
    made = link(cast.officer_th, "member", records.suspect, records.syndicate, role="leader")
    client, address = client_of(cast.supervisor_th), page(records.suspect, "suspects", f"links/{made.pk}/")
    ended = DETAILS | {"until_0": "2567-08", "until_1": "buddhist", "version": 1}
    assert client.post(address, ended).status_code == 302
    assert "March 2024 – August 2024" in text_of(client, page(records.suspect, "suspects"))
    assert client.post(address, ended).status_code == 400  # an older version
    told = text_of(client, address)
    assert "Changed: From, Until, Source, Confidence" in told
    assert client.post(f"{address}withdraw/", {"why": ""}).status_code == 400
    assert client.post(f"{address}withdraw/", {"why": "another person"}).status_code == 302
    links, withdrawn = text_of(client, page(records.suspect, "suspects")).split("Withdrawn by your agency")
    assert records.syndicate.reference not in links
    assert records.syndicate.reference in withdrawn
    assert "another person" in withdrawn
    assert client.get(address).status_code == 404
    verbs = set(AuditEntry.objects.filter(target_id=records.syndicate.pk).values_list("verb", flat=True))
    assert {"linked", "amended link", "withdrew link"} <= verbs
    with as_(cast.officer_th):
        assert Link.objects.get().events.count() == 3  # type: ignore[attr-defined]


def test_who_only_sees_it_changes_nothing(
    cast: SimpleNamespace, records: Records, client_of: ClientOf, link: LinkThem, as_: As
) -> None:
    made = link(cast.officer_th, "member", records.suspect, records.given)
    with as_(cast.coordinator_th):
        release_records(
            principal=principal_of(cast.coordinator_th), records=[records.suspect],
            to=[cast.coordinator_kh.organisation], purpose="joint inquiry",
        )  # fmt: skip
    client = client_of(cast.coordinator_kh)
    shown = text_of(client, page(records.given, "syndicates"))
    assert records.suspect.reference in shown
    assert f"links/{made.pk}/" not in shown
    for more in ("", "withdraw/"):
        assert (
            client.post(page(records.given, "syndicates", f"links/{made.pk}/{more}"), {"why": "x"}).status_code == 403
        )


def test_a_childs_name_is_withheld_in_links_too(
    cast: SimpleNamespace, records: Records, client_of: ClientOf, link: LinkThem, as_: As
) -> None:
    with as_(cast.officer_th):
        child = log("suspects", cast.officer_th, names=(NameDraft("เด็กชายลับ"),), treated_as_child=True)
    link(cast.officer_th, "member", child, records.syndicate)
    with as_(cast.coordinator_th):
        for one in (child, records.syndicate):
            release_records(
                principal=principal_of(cast.coordinator_th), records=[one],
                to=[cast.coordinator_kh.organisation], purpose="joint inquiry",
            )  # fmt: skip
    for more in ("", "network/"):
        address = page(records.syndicate, "syndicates", more)
        assert "เด็กชายลับ" in text_of(client_of(cast.officer_th), address)
        told = text_of(client_of(cast.coordinator_kh), address)
        assert "เด็กชายลับ" not in told
        assert "name withheld: a child" in told


def test_links_over_the_api(cast: SimpleNamespace, records: Records, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    json: dict[str, Any] = {"content_type": "application/json"}
    address = f"/api/v1/suspects/{records.suspect.pk}/links/"
    body = {
        "kind": "member", "other": {"type": "syndicates", "id": str(records.given.pk)}, "role": "mule",
        "since": {"text": "2567", "calendar": "buddhist"},
    }  # fmt: skip
    made = client.post(address, body, **json)
    assert made.status_code == 201, made.content
    (told,) = made.json()
    assert told["object"] == {
        "type": "syndicates", "id": str(records.given.pk), "reference": records.given.reference,
    }  # fmt: skip
    assert told["since"]["text"] == "2024"
    assert client.post(address, body, **json).json() == []
    ended = client.patch(f"{address}{told['id']}/", {"until": {"text": "2024-09-01"}, "version": 1}, **json)
    assert (ended.json()["until"]["date"], ended.json()["role"]) == ("2024-09-01", "mule")
    assert client.patch(f"{address}{told['id']}/", {"note": "late", "version": 1}, **json).status_code == 409
    assert [one["id"] for one in client.get(address).json()] == [told["id"]]
    assert client.post(f"{address}{told['id']}/withdraw/", {"why": "another person"}, **json).status_code == 204
    assert client.get(address).json() == []
    hidden = body | {"other": {"type": "syndicates", "id": str(records.hidden.pk)}}
    missing = body | {"other": {"type": "syndicates", "id": str(records.suspect.pk)}}
    answers = [client.post(address, one, **json) for one in (hidden, missing)]
    assert [one.status_code for one in answers] == [400, 400]
    assert answers[0].json() == answers[1].json()


def test_many_records_are_linked_with_one_in_one_go(
    cast: SimpleNamespace, records: Records, client_of: ClientOf, as_: As
) -> None:
    with as_(cast.officer_th):
        members = log_many("suspects", cast.officer_th, 3)
    client, chosen = client_of(cast.officer_th), {"id": [str(one.pk) for one in members]}
    asked = client.get("/records/suspects/link/", chosen).content.decode()
    assert "Link 3 records" in asked
    body = chosen | ON_2024 | {"kind": "member", "confidence": "confirmed", "role": ""}
    nothing = client.post("/records/suspects/link/", body | {"q": "no such syndicate"})
    several = client.post("/records/suspects/link/", body | {"q": "Sample"})
    assert (nothing.status_code, several.status_code) == (400, 400)
    assert records.given.reference in several.content.decode()
    assert client.post("/records/suspects/link/", body | {"q": records.syndicate.reference}).status_code == 302
    with as_(cast.officer_th):
        assert Link.objects.at([records.syndicate.pk]).count() == 3
    assert "Link" in text_of(client, "/records/suspects/")


def test_of_many_links_a_page_shows_some_and_leads_to_a_list_of_all(
    cast: SimpleNamespace, records: Records, client_of: ClientOf, as_: As
) -> None:
    principal, syndicate = principal_of(cast.officer_th), End.of(records.syndicate)
    with as_(cast.officer_th):
        members = log_many("suspects", cast.officer_th, 25)
        drafts = [LinkDraft("member", End.of(one), syndicate) for one in members]
        link_records(principal=principal, drafts=drafts)
    shown = text_of(client_of(cast.officer_th), page(records.syndicate, "syndicates"))
    assert sum(one.reference in shown for one in members) == 20
    address = f"/records/suspects/?behind=linked%3A{syndicate}"
    assert address in shown
    listed = text_of(client_of(cast.officer_th), address)
    assert sum(one.reference in listed for one in members) == 25
    assert records.suspect.reference not in listed
    assert client_of(cast.coordinator_kh).get(address).status_code == 400


def test_who_may_change_none_of_them_is_told(cast: SimpleNamespace, records: Records, client_of: ClientOf) -> None:
    client = client_of(cast.protection_th)
    answer = client.get("/records/suspects/link/", {"id": [str(records.suspect.pk)]}, follow=True)
    assert "Your role does not allow this" in answer.content.decode()
    assert client.post("/records/suspects/link/", {"id": [str(records.suspect.pk)]}).status_code == 403
