"""Mass assignment: what nobody declared as writable changes nothing, on forms and over the API."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from operation.access.context import acting_as
from operation.cases.registry import RecordType, by_slug
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.returns.models import NationalReturn
from tests.access import table
from tests.access.asking import new_record
from tests.access.things import World


class Form(HTMLParser):
    """What a browser sends for a page's main form when its reader changes nothing."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.values[self.select] = given.get("value") or ""
        elif tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.values[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def type_of(slug: str) -> RecordType:
    found = by_slug(slug)
    assert found is not None
    return found


def undeclared(world: World, slug: str) -> Iterator[tuple[str, Any]]:
    """Every column that the form of the type does not ask for, with a value that would do harm."""
    harm = {
        "originator": str(world.cast.coordinator_kh.organisation_id),
        "country": "KH",
        "status": type_of(slug).states.line[-1],
        "verification": "verified",
        "version": 99,
        "created_by": str(world.cast.coordinator_kh.pk),
        "changed_by": str(world.cast.coordinator_kh.pk),
        "named_readers": [str(world.cast.coordinator_kh.pk)],
        "is_synthetic": True,
        "reference": "SG24-TH-XXX-AAAAAA",
        "id": "018f0000-0000-7000-8000-000000000000",
        "review_on": "2099-01-01",
        "status_on": "2024-12-31",
        "created_at": "2020-01-01T00:00:00Z",
        "operation": "018f0000-0000-7000-8000-000000000000",
    }
    for field in type_of(slug).model._meta.concrete_fields:
        if field.name not in type_of(slug).form_fields and not field.name.startswith("event_"):
            yield field.name, harm.get(field.name, "1")
            if field.attname != field.name:
                yield field.attname, harm.get(field.name, "1")


def row(user: User, slug: str, key: Any) -> dict[str, Any]:
    with acting_as(principal_of(user), channel="test"):
        found: dict[str, Any] = type_of(slug).model.objects.filter(pk=key).values().get()
        return found


@pytest.mark.parametrize("alone", [False, pytest.param(True, marks=pytest.mark.long)], ids=["together", "alone"])
@pytest.mark.parametrize("slug", table.types())
def test_the_api_refuses_each_by_its_name(world: World, clients: dict[str, Client], slug: str, alone: bool) -> None:
    thing, officer, client = world.one("record.own", slug), world.cast.officer_th, clients["officer_th"]
    before, version = row(officer, slug, thing.row.pk), thing.row.version
    harm = dict(undeclared(world, slug))
    del harm["version"]  # the one that was read: an older or later one is a conflict
    for sent in [{name: value} for name, value in harm.items()] if alone else [harm]:
        change = client.patch(
            f"/api/v1/{slug}/{thing.row.pk}/", json.dumps(sent | {"version": version}), content_type="application/json"
        )
        made = client.post(f"/api/v1/{slug}/", json.dumps(new_record(slug) | sent), content_type="application/json")
        assert (change.status_code, made.status_code) == (400, 400), sent
        assert sent.keys() <= change.json().keys()
        assert sent.keys() <= made.json().keys()
    assert row(officer, slug, thing.row.pk) == before


@pytest.mark.parametrize("slug", table.types())
def test_the_form_does_not_hear_them(world: World, clients: dict[str, Client], slug: str) -> None:
    thing, officer, client = world.one("record.released", slug), world.cast.officer_th, clients["officer_th"]
    before, address = row(officer, slug, thing.row.pk), f"/records/{slug}/{thing.row.pk}/edit/"
    sent = {name: value for name, value in undeclared(world, slug) if name != "version"}
    answer = client.post(address, sent | Form(client.get(address).content.decode()).values)
    after = row(officer, slug, thing.row.pk)
    unchanged = {name for name, _value in undeclared(world, slug)} - {"version", "changed_at", "changed_by"}
    assert answer.status_code in (302, 400)
    assert {name: after[name] for name in after if name in unchanged} == {
        name: before[name] for name in before if name in unchanged
    }


def test_a_return_is_not_verified_by_its_own_draft(world: World, clients: dict[str, Client]) -> None:
    thing = world.one("return.draft")
    body = {
        "version": thing.row.version, "lines": [{"indicator": "P02", "reported": "5"}], "state": "verified",
        "agency": str(world.cast.officer_kh.organisation_id), "verified_by": str(world.cast.officer_th.pk),
        "is_synthetic": True, "week": "2024-08-05",
    }  # fmt: skip
    client = clients["officer_th"]
    answer = client.patch(f"/api/v1/returns/{thing.row.pk}/", json.dumps(body), content_type="application/json")
    form = {f"{name}": str(value) for name, value in body.items() if name != "lines"}
    client.post(f"/returns/{thing.row.pk}/", form)
    assert answer.status_code in (200, 400)
    with acting_as(principal_of(world.cast.officer_th), channel="test"):
        now = NationalReturn.objects.get(pk=thing.row.pk)
    for name in ("state", "agency_id", "verified_by_id", "is_synthetic", "week"):
        assert getattr(now, name) == getattr(thing.row, name)


def test_an_account_makes_nobody_of_itself(world: World, clients: dict[str, Client]) -> None:
    officer = world.cast.officer_th
    sent = {
        "language": "th", "time_zone": "Asia/Bangkok", "is_staff": "1", "is_superuser": "1", "is_active": "1",
        "organisation": str(world.cast.director.organisation_id), "username": "root", "expires_on": "2099-01-01",
        "role": "director", "appointments": "director", "groups": "1", "user_permissions": "1",
    }  # fmt: skip
    assert clients["officer_th"].post("/account/", sent).status_code == 302
    now = User.objects.get(pk=officer.pk)
    for name in ("is_staff", "is_superuser", "organisation_id", "username", "expires_on"):
        assert getattr(now, name) == getattr(officer, name)
    assert principal_of(now).roles == principal_of(officer).roles
    assert not now.groups.exists()


def test_an_edition_is_not_released_by_its_order(world: World, clients: dict[str, Client]) -> None:
    order = {"audience": "observer", "language": "en", "cutoff": "2025-01-10"}
    harm = {"state": "released", "sha256": "ab" * 32, "released_by": str(world.cast.director.pk), "number": 99}
    answer = clients["desk_information"].post(
        "/api/v1/reports/", json.dumps(order | harm), content_type="application/json"
    )
    assert answer.status_code in (201, 400)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM reporting_edition WHERE number = 99 OR (state = 'released' AND job_id IS NULL)"
        )
        assert cursor.fetchone() == (0,)
