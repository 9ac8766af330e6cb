"""Knowledge in each state, offers of two partners, and meetings whose minutes are written, circulated and approved."""

from typing import Any

import psycopg
from django.db import models

from coordination.knowledge.models import KnowledgeItem, KnowledgeVoice
from coordination.meetings.models import AgendaItem, Decision, Minutes, MinutesVoice
from coordination.offers.models import OfferReceipt, SupportOffer
from operation.access.context import acting_as
from operation.people.selectors import principal_of
from operation.plan.models import Meeting
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories import knowledge as making


def make(world: World, owner: psycopg.Connection) -> None:
    _items(world, owner)
    _offers(world, owner)
    for kind in ("drafted", "circulated", "approved"):
        _meeting(world, owner, kind)


def _plant(owner: psycopg.Connection, world: World, thing: Thing, part: str, *rows: models.Model) -> None:
    for row in rows:
        canaries.plant(owner, world.marks, type(row), [row.pk], {}, otherwise=f"{thing.part}|{part}")


def _of(owner: psycopg.Connection, model: type[models.Model], column: str, key: Any) -> list[models.Model]:
    """Rows of a table that belong to another row, read as the owner of the tables."""
    found = owner.execute(f"SELECT id FROM {model._meta.db_table} WHERE {column} = %s", [key])
    return [model(pk=one) for (one,) in found]


def _items(world: World, owner: psycopg.Connection) -> None:
    cast = world.cast
    validated = making.validated(cast)
    making.answered(cast.coordinator_vn, validated, "noted", "an objection")
    shared = making.validated(cast)
    making.all_answered(cast, shared, objects=["vn"])
    rows = {
        "draft": making.drafted(cast.officer_th),
        "proposed": making.proposed(cast),
        "validated": validated,
        "adopted": making.adopted(cast),
        "shared": making.marked(cast.coordinator_th, making.stepped(cast.director, shared, "adopt")),
        "set_aside": making.stepped(cast.desk_information, making.proposed(cast), "set-aside", "known already"),
    }
    for kind, row in rows.items():
        thing = world.add(Thing("knowledge", kind, {"item_id": row.pk, "pk": row.pk}, row), row.pk, row.reference)
        _plant(owner, world, thing, "content", row)
        voices = owner.execute(
            "SELECT id FROM coordination_knowledgevoice WHERE item_id = %s AND answer = 'noted'", [row.pk]
        )
        _plant(owner, world, thing, "history", *[KnowledgeVoice(pk=key) for (key,) in voices])
    assert all(isinstance(row, KnowledgeItem) for row in rows.values())


def _offers(world: World, owner: psycopg.Connection) -> None:
    cast = world.cast
    came = making.under_way(cast)
    came = making.offer_stepped(cast.coordinator_kh, came, "confirm", "it came")
    rows = {
        "offered": making.offered(cast.observer_unodc, countries=["TH"]),
        "interpol": making.offered(cast.desk_communication, "interpol", countries=["KH"]),
        "under_way": came,
    }
    for kind, row in rows.items():
        thing = world.add(Thing("offer", kind, {"offer_id": row.pk}, row), row.pk, row.reference)
        _plant(owner, world, thing, "content", row, *_of(owner, OfferReceipt, "offer_id", row.pk))
    assert all(isinstance(row, SupportOffer) for row in rows.values())


def _meeting(world: World, owner: psycopg.Connection, kind: str) -> None:
    """All of them are marked for partners: who reads the minutes is another question than who knows of the meeting."""
    meeting, minutes, decision = _in_state(world, kind)
    meeting.version = decision.version = minutes.version  # type: ignore[attr-defined]
    thing = world.add(Thing("meeting", kind, {"meeting_id": meeting.pk}, meeting), meeting.pk)
    _plant(owner, world, thing, "content", meeting, *_of(owner, AgendaItem, "meeting_id", meeting.pk))
    owner.execute("UPDATE operation_meeting SET source = '' WHERE id = %s", [meeting.pk])
    _plant(owner, world, thing, "minutes", minutes)
    _plant(owner, world, thing, "history", *_of(owner, MinutesVoice, "minutes_id", minutes.pk)[:1])
    params = {"meeting_id": meeting.pk, "decision_id": decision.pk}
    row = world.add(Thing("decision", kind, params, decision), decision.pk)
    _plant(owner, world, row, "content", decision)


def _in_state(world: World, kind: str) -> tuple[Meeting, Minutes, Decision]:
    cast, about = world.cast, {"title": f"meeting with minutes {kind}", "for_partners": True}
    if kind == "drafted":
        meeting = making.called(cast.desk_communication, **about)
        making.decided(cast.desk_communication, meeting)
        making.minuted(cast.desk_communication, meeting)
    elif kind == "circulated":
        meeting = making.circulated(cast.desk_communication, **about)
        making.minutes_answered(cast.coordinator_vn, meeting, "noted", "an objection")
    else:
        meeting = making.approved(cast, objects=["kh", "cn", "la", "mm", "th", "vn"], **about)
    with acting_as(principal_of(cast.director), channel="test"):
        minutes = Minutes.objects.get(meeting=meeting)
        return meeting, minutes, Decision.objects.get(minutes=minutes)
