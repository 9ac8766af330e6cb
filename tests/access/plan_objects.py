"""Parts of the plan that partners do not read, and meetings that they do, marked."""

from datetime import date

import psycopg
from django.db import models

from operation.people.models import Country
from operation.plan.models import ActionDay, Meeting, Objective, Operation, OperationalAction, Phase
from tests.access import canaries
from tests.access.things import Thing, World

DAY = date(2024, 10, 15)


def make(world: World, owner: psycopg.Connection, operation: Operation) -> None:
    for kind, marked in (("marked", True), ("unmarked", False)):
        row = Meeting.objects.create(
            operation=operation, title=f"meeting {kind}", starts_on=DAY, ends_on=DAY, for_partners=marked
        )
        row.version = 1  # type: ignore[attr-defined]  # that of minutes which nobody has written yet
        _file(world, owner, Thing("meeting", kind, {"meeting_id": row.pk}, row))
    for made in _members_part(operation):
        _file(world, owner, Thing("plan", "members_part", {}, made))


def _file(world: World, owner: psycopg.Connection, thing: Thing) -> None:
    world.add(thing, thing.row.pk)
    canaries.plant(owner, world.marks, type(thing.row), [thing.row.pk], {}, otherwise=f"{thing.part}|content")


def _members_part(operation: Operation) -> list[models.Model]:
    line = operation.lines.all()[0]
    day = ActionDay.objects.create(
        operation=operation, number=91, title="joint", held_on=DAY, lead=Country.objects.get(code="TH")
    )
    return [
        day,
        Objective.objects.create(line=line, text="objective", indicator="P02", target=1),
        OperationalAction.objects.create(line=line, title="action", due_on=DAY),
        Phase.objects.create(operation=operation, kind="milestone", title="milestone", starts_on=DAY, ends_on=DAY),
    ]
