"""Matches of Thailand and Cambodia: one in which both told a field, one of which Thailand alone knows; a question."""

from typing import Any

import psycopg

from coordination.deconfliction.actions import tell_fields, tell_type
from coordination.deconfliction.models import Match, MatchDisclosure, MatchSide, MatchStep, Probe, ProbeHit
from coordination.deconfliction.probing import Question, ask
from operation.access.context import acting_as
from operation.cases.drafts import IdentifierDraft
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories.matches import holds, sides_of

NUMBERS = {"told": "+66 81 234 0001", "guarded": "+66 81 234 0002"}
WHY = "joint inquiry"


def make(world: World, owner: psycopg.Connection) -> None:
    cast = world.cast
    for kind, number in NUMBERS.items():
        phone = IdentifierDraft("phone", number)
        holds(cast.officer_kh, phone, place_name="Poipet")
        values = {"handling_code": "H2"} if kind == "guarded" else {}
        record = holds(cast.officer_th, phone, place_name="Mae Sai", **values)
        side = next(one for one in sides_of(cast.coordinator_th) if one.record_id == record.pk)
        if kind == "told":
            for coordinator in (cast.coordinator_th, cast.coordinator_kh):
                _tell(coordinator, side)
        _file(world, owner, kind, side)
    _question(world, owner)


def _tell(coordinator: User, side: MatchSide) -> None:
    principal = principal_of(coordinator)
    with acting_as(principal, channel="test"):
        match = Match.objects.visible_to(principal).get(pk=side.match_id)
        tell_type(principal=principal, match=match, reason=WHY)
        tell_fields(principal=principal, match=match, fields=["place_name"], reason=WHY)


def _file(world: World, owner: psycopg.Connection, kind: str, side: MatchSide) -> None:
    key = side.match_id
    found = owner.execute("SELECT version FROM coordination_match WHERE id = %s", [key]).fetchone()
    assert found is not None
    thing = world.add(Thing("match", kind, {"match_id": key, "pk": key}, Match(pk=key, version=found[0])), key)
    for model in (MatchDisclosure, MatchStep):
        rows = owner.execute(f"SELECT id FROM {model._meta.db_table} WHERE match_id = %s", [key])
        canaries.plant(owner, world.marks, model, [row for (row,) in rows], {}, otherwise=f"{thing.part}|told")


def _question(world: World, owner: psycopg.Connection) -> None:
    """Thailand's coordinator asked for a number that Cambodia holds."""
    principal = principal_of(world.cast.coordinator_th)
    question = Question("phone", NUMBERS["told"], reason=WHY)
    with acting_as(principal, channel="test"):
        row: Any = ask(principal=principal, question=question)
    thing = world.add(Thing("probe", "asked", {}, row), row.pk)
    canaries.plant(owner, world.marks, Probe, [row.pk], {}, otherwise=f"{thing.part}|content")
    met = owner.execute("SELECT id, record_id FROM coordination_probehit")
    for hit, record in met.fetchall():
        other = world.add(Thing("probe", "met", {}, ProbeHit(pk=hit)), hit)
        world.marks.add(f"{other.part}|content", "record", str(record))
