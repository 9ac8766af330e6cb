"""Keys of what is not one's own, written where a key is taken: the same answer as for a key that nothing has."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from django.test import Client

from operation.cases.base import CaseRecord
from operation.cases.registry import all_types
from tests.access import canaries, table
from tests.access.asking import Target, ask, first_step, one_of_each, targets
from tests.access.things import World

NOWHERE = "018f0000-0000-7000-8000-000000000000"
READERS = ("coordinator_th", "director")
KEYED = ("record", "return", "edition", "meeting", "job")


def relations() -> list[tuple[str, str, str]]:
    """(type, field, type that it leads to) of every relation between records that people may write."""
    found = []
    for known in all_types():
        for name in known.form_fields:
            field: Any = next((each for each in known.model._meta.fields if each.name == name), None)
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, CaseRecord):
                to = next(other.slug for other in all_types() if other.model is field.related_model)
                found.append((known.slug, name, to))
    return found


def test_there_is_such_a_relation() -> None:
    assert ("suspects", "syndicate", "syndicates") in relations()


@pytest.mark.parametrize(("slug", "field", "to"), relations())
@pytest.mark.parametrize("kind", ["own", "recalled", "red"])
def test_over_the_api(world: World, clients: dict[str, Client], slug: str, field: str, to: str, kind: str) -> None:
    hidden = str(world.one(f"record.{kind}", to).row.pk)
    body: dict[str, Any] = {"event_date": {"text": "2024-09-10"}, "names": [{"text": "ตัวอย่าง"}]}
    told = [
        _created(clients["coordinator_kh"], slug, body | {field: key}).replace(key, "KEY") for key in (hidden, NOWHERE)
    ]
    assert told[0] == told[1]
    assert told[0].startswith("400")


def _created(client: Client, slug: str, body: dict[str, Any]) -> str:
    answer = client.post(f"/api/v1/{slug}/", json.dumps(body), content_type="application/json")
    return f"{answer.status_code} {answer.content.decode()}"


@pytest.mark.parametrize(("slug", "field", "to"), relations())
def test_on_the_form(world: World, clients: dict[str, Client], slug: str, field: str, to: str) -> None:
    hidden, told = str(world.one("record.own", to).row.pk), []
    for key in (hidden, NOWHERE):
        answer = clients["coordinator_kh"].post(f"/records/{slug}/new/", {field: key})
        assert answer.status_code == 400
        told.append(canaries.steady(answer.content.decode()).replace(key, "KEY"))
    assert told[0] == told[1]


@pytest.mark.parametrize("address", ["/api/v1/suspects/", "/api/v1/returns/", "/api/v1/reports/", "/records/suspects/"])
def test_chosen_by_key(world: World, clients: dict[str, Client], address: str) -> None:
    """`?id=` narrows what one may see, and tells nothing of what one may not."""
    for thing in (world.one("record.own", "suspects"), world.one("return.draft"), world.one("edition.draft")):
        told = [
            canaries.steady(clients["coordinator_kh"].get(address, {"id": key}).content.decode()).replace(key, "KEY")
            for key in (str(thing.row.pk), NOWHERE)
        ]
        assert told[0] == told[1]


def keys(world: World) -> dict[str, UUID]:
    """One key of each family, of things that Thailand's coordinator and LMLECC may open."""
    found = {f"record.{slug}": world.one("record.secretariat", slug).row.pk for slug in table.types()}
    return found | {
        "return": world.one("return.verified").row.pk,
        "edition": world.one("edition.member").row.pk,
        "meeting": world.one("meeting.marked").row.pk,
        "job": world.one("job.of_director").row.pk,
        "appointment": world.one("appointment.of_officer_th").row.pk,
    }


def family_of(target: Target) -> str:
    """What an address takes the key of: for records the type that stands in it, whichever record was asked about."""
    assert target.thing is not None
    types = [f"record.{slug}" for slug in table.types() if f"/{slug}/" in target.address]
    return types[0] if target.thing.family == "record" else target.thing.family


def swapped(world: World) -> Iterator[tuple[Target, list[tuple[str, UUID]]]]:
    """Each address with a key of its own, and the keys of all other kinds of things."""
    for target in one_of_each(targets(world)):
        if target.thing and target.thing.family in KEYED and target.kind in ("own", "draft", "marked", "of_director"):
            own = family_of(target)
            yield target, [(family, key) for family, key in keys(world).items() if family != own]


def opens(client: Client, person: str, target: Target, key: UUID) -> bool:
    assert target.thing is not None
    address = target.address.replace(str(target.thing.row.pk), str(key))
    method = "POST" if target.row.answers("GET", person, target.kind, target.type) == {"405"} else "GET"
    asked = Target(target.route, target.row, address, thing=target.thing)
    return ask(client, asked, method).status not in ("404", "405", "403")


@pytest.mark.parametrize("person", READERS)
def test_nested_keys_swapped(world: World, clients: dict[str, Client], person: str) -> None:
    """The key of one thing in the address of another kind of thing opens nothing, though both are the reader's.

    Each address with one other key, the kinds in turn.
    """
    for number, (target, others) in enumerate(swapped(world), start=READERS.index(person)):
        other, key = others[number % len(others)]
        assert not opens(clients[person], person, target, key), (target, other)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("person", READERS)
def test_every_nested_key_swapped(world: World, clients: dict[str, Client], person: str) -> None:
    for target, others in swapped(world):
        for other, key in others:
            assert not opens(clients[person], person, target, key), (target, other)


def test_a_step_of_another_type_is_no_step(world: World, clients: dict[str, Client]) -> None:
    thing = world.one("record.own", "suspects")
    step = first_step("seized-assets")
    client = clients["officer_th"]
    assert client.get(f"/records/suspects/{thing.row.pk}/step/{step}/").status_code == 404
    answer = client.post(
        f"/api/v1/suspects/{thing.row.pk}/steps/{step}/",
        json.dumps({"on": "2024-09-20"}),
        content_type="application/json",
    )
    assert answer.status_code == 400
