"""Requests between Thailand and Cambodia, a call for help, and the reference data of their clocks, marked."""

from typing import Any

import psycopg
from django.db import models

from coordination.clocks.models import Holiday
from coordination.requests.models import Benchmark, DangerCall, Request, RequestPart
from operation.access.context import acting_as
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories.records import log
from tests.factories.requests import drafted, sent, step

STRICT: dict[str, Any] = {
    "tlp": "amber_strict",
    "handling_code": "H3",
    "handling_text": "as agreed",
    "through_lmlecc": False,
}


def make(world: World, owner: psycopg.Connection, operation: Operation) -> None:
    cast = world.cast
    th, kh, about = cast.coordinator_th, cast.coordinator_kh, world.one("record.own", "suspects").row.reference
    _request(world, owner, "draft", drafted(th, kh))
    _request(world, owner, "sent", sent(th, kh, references=[about]))
    _request(world, owner, "strict", sent(th, kh, **STRICT))
    _request(world, owner, "received", step(sent(kh, th), "acknowledge", th))
    _call(world, owner)
    _reference(world, owner, "holiday", "th", Holiday.objects.filter(country="TH")[0])
    made = Benchmark.objects.create(operation=operation, urgency="normal", amount=7, unit="days")
    _reference(world, owner, "benchmark", "normal", made)


def _request(world: World, owner: psycopg.Connection, kind: str, row: Request) -> None:
    params = {"request_id": row.pk, "pk": row.pk}
    thing = world.add(Thing("request", kind, params, row), row.pk, row.reference)
    content, text = f"{thing.part}|content", f"{thing.part}|text"
    canaries.plant(owner, world.marks, Request, [row.pk], {"handling_text": text}, otherwise=content)
    found = owner.execute("SELECT id FROM coordination_requestpart WHERE request_id = %s", [row.pk])
    canaries.plant(owner, world.marks, RequestPart, [key for (key,) in found], {}, otherwise=text)


def _call(world: World, owner: psycopg.Connection) -> None:
    """Made by an appeal, as all are."""
    principal = principal_of(world.cast.officer_th)
    with acting_as(principal, channel="test"):
        log("rescue-appeals", world.cast.officer_th, danger_to_life=True, place_country="KH")
        row = DangerCall.objects.get()
    thing = world.add(Thing("danger_call", "to_kh", {"call_id": row.pk}, row), row.pk)
    told = {"reference": f"{thing.part}|id"}
    canaries.plant(owner, world.marks, DangerCall, [row.pk], told, otherwise=f"{thing.part}|content")


def _reference(world: World, owner: psycopg.Connection, family: str, kind: str, row: models.Model) -> None:
    params: dict[str, Any] = {"object_id": row.pk}
    _file(world, owner, Thing(family, kind, params, row))


def _file(world: World, owner: psycopg.Connection, thing: Thing) -> None:
    world.add(thing, thing.row.pk)
    canaries.plant(owner, world.marks, type(thing.row), [thing.row.pk], {}, otherwise=f"{thing.part}|content")
