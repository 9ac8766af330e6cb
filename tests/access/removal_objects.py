"""Removals between Thailand, which asks, and Cambodia, which holds, in each state that is read differently; marked."""

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db import models

from coordination.removals.models import (
    Removal,
    RemovalCheck,
    RemovalIncident,
    RemovalItem,
    RemovalPerson,
    RemovalStep,
    RemovalTerms,
)
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories import removals

PARTS = (RemovalTerms, RemovalPerson, RemovalCheck, RemovalItem, RemovalStep, RemovalIncident)
MARKED_APART: dict[str, dict[str, Any]] = {
    "scheduled": {"through_lmlecc": False},
    "strict": {"through_lmlecc": False, "tlp": "amber_strict"},
}


def make(world: World, owner: psycopg.Connection) -> None:
    # the factory knows the two sides by these names
    sides = SimpleNamespace(coordinator_kh=world.cast.coordinator_th, coordinator_vn=world.cast.coordinator_kh)
    made = {
        "draft": removals.begun(sides),
        "requested": removals.sent(sides),
        "scheduled": removals.scheduled(sides, **MARKED_APART["scheduled"]),
        "strict": removals.received(sides, persons=2, missing=1, **MARKED_APART["strict"]),
    }
    for kind, removal in made.items():
        _file(world, owner, kind, removal)


def _file(world: World, owner: psycopg.Connection, kind: str, removal: Removal) -> None:
    parts = {model: _keys(owner, model, removal) for model in PARTS}
    params = {
        "removal_id": removal.pk,
        "pk": removal.pk,
        "person_id": parts[RemovalPerson][-1],
        "item_id": (parts[RemovalItem] or [removal.pk])[0],
        "incident_id": (parts[RemovalIncident] or [removal.pk])[0],
        "paper": "manifest",
    }
    thing = world.add(Thing("removal", kind, params, removal), removal.pk, removal.reference)
    canaries.plant(owner, world.marks, Removal, [removal.pk], {}, otherwise=f"{thing.part}|facts")
    for model, keys in parts.items():
        canaries.plant(owner, world.marks, model, keys, {}, otherwise=f"{thing.part}|content")
    for key in parts[RemovalPerson]:  # «name» is a code elsewhere
        mark = world.marks.add(f"{thing.part}|content", "name", canaries.new())
        owner.execute("UPDATE coordination_removalperson SET name = %s WHERE id = %s", [mark, key])


def _keys(owner: psycopg.Connection, model: type[models.Model], removal: Removal) -> list[Any]:
    rows = owner.execute(
        f"SELECT id FROM {model._meta.db_table} WHERE removal_id = %s ORDER BY created_at, id",
        [removal.pk],
    )
    return [key for (key,) in rows.fetchall()]
