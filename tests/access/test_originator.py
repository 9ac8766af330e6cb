"""Originator control: whoever was given a record neither passes it on nor decides anything about it (trust.md 7).

Connected as the owner of the tables, so that the refusal is the application's own.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.test import Client

from operation.access.grants import grant_model
from tests.access import table
from tests.access.asking import Target, body_of, send, targets
from tests.access.things import Thing, World

DECISIONS = {
    *("record-share", "record-recall", "record-regrade", "record-verify", "record-edit", "record-step first"),
    *(f"record-retention {name}" for name in ("keep", "hold", "lift", "purge")),
    *(f"api-{{type}}-{name}" for name in ("detail", "steps first", "verify", "release", "regrade", "recall")),
}
RECIPIENTS = {"coordinator_kh": "record.released", "director": "record.secretariat"}
ONWARD = {"to": ["vn-mps"], "purpose": "passed on"}


def decided(thing: Thing) -> Any:
    """What the originator has decided about a record: its values, and who reads it what for until when."""
    model: Any = type(thing.row)
    releases = grant_model(model)._default_manager.filter(content_object=thing.row.pk)
    return model.objects.filter(pk=thing.row.pk).values().get(), sorted(map(str, releases.values()))


def decide(client: Client, target: Target) -> Any:
    method = "PATCH" if target.row.key.endswith("-detail") else "POST"
    return send(client, method, target.address, body_of(target), as_json=target.address.startswith("/api/"))


def in_turn() -> Iterator[Any]:
    """Each type with each recipient; every second pair is left to make access-matrix."""
    for number, (slug, person) in enumerate(product(table.types(), RECIPIENTS)):
        left = (number + number // len(RECIPIENTS)) % 2
        yield pytest.param(slug, person, marks=pytest.mark.long if left else ())


@pytest.mark.parametrize(("slug", "person"), in_turn())
def test_a_recipient_decides_nothing(
    owner_world: World, clients_of_owner: dict[str, Client], slug: str, person: str
) -> None:
    client, thing = clients_of_owner[person], owner_world.one(RECIPIENTS[person], slug)
    found = [target for target in targets(owner_world) if target.thing is thing and target.row.key in DECISIONS]
    assert {target.row.key for target in found} == DECISIONS
    before = decided(thing)
    assert {target.row.key: decide(client, target).status_code for target in found} == dict.fromkeys(DECISIONS, 403)
    key = str(thing.row.pk)
    page = send(client, "POST", f"/records/{slug}/share/", {"id": [key], **ONWARD}, as_json=False)
    api = send(client, "POST", f"/api/v1/{slug}/release/", {"ids": [key], **ONWARD}, as_json=True)
    assert (page.status_code, api.status_code) == (403, 403)
    assert decided(thing) == before


def test_the_originator_does_decide(owner_world: World, clients_of_owner: dict[str, Client]) -> None:
    """The comparison would notice a release and another marking."""
    thing, client = owner_world.one("record.released", "suspects"), clients_of_owner["coordinator_th"]
    for row in ("record-share", "record-regrade"):
        before = decided(thing)
        (target,) = (each for each in targets(owner_world) if each.thing is thing and each.row.key == row)
        assert decide(client, target).status_code == 302
        assert decided(thing) != before
