"""Visits, actions with what was told of them, the roster: as Thailand and LMLECC make them, marked in every text."""

from datetime import timedelta
from typing import Any

import psycopg
from django.db import models

from coordination.roster.actions import plan_shift, second, write_note
from coordination.roster.models import HandoverNote, Secondment
from coordination.supervision.advising import step_recommendations
from coordination.supervision.inspecting import (
    Advice,
    VisitDraft,
    add_finding,
    add_recommendation,
    plan_inspection,
    step_inspection,
)
from coordination.supervision.models import Finding, Inspection, InspectionStep, Recommendation, RecommendationStep
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import Appointment, Country, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation, OperationalAction
from operation.plan.progress.actions import ActionDraft, ReportDraft, add_action, amend_action, report_progress
from operation.plan.progress.models import ActionChange, ActionReport
from tests.access import canaries
from tests.access.things import Thing, World


def make(world: World, owner: psycopg.Connection, operation: Operation) -> None:
    _action(world, owner, operation)
    _visit(world, owner, operation, "planned", told=False)
    _visit(world, owner, operation, "told", told=True)
    _roster(world, owner, operation)


def _action(world: World, owner: psycopg.Connection, operation: Operation) -> None:
    desk, line = principal_of(world.cast.desk_supervision), operation.lines.all()[1]
    thailand, today = Country.objects.get(code="TH"), clock.today()
    draft = ActionDraft("action", thailand, today + timedelta(days=30), "kpi", [Country.objects.get(code="KH")])
    with acting_as(desk, channel="test"):
        made = add_action(principal=desk, line=line, draft=draft)
        later = ActionDraft("action", thailand, today + timedelta(days=40), "kpi", [Country.objects.get(code="KH")])
        made = amend_action(principal=desk, action=made, draft=later, reason="later", version=1)
    told = principal_of(world.cast.coordinator_th)
    with acting_as(told, channel="test"):
        report = ReportDraft(today, OperationalAction.Status.UNDER_WAY, "words")
        reported = report_progress(principal=told, action=made, draft=report, version=made.version)
        made.refresh_from_db()
    thing = world.add(Thing("action", "of_th", {"action_id": made.pk}, made), made.pk)
    _plant(world, owner, thing, "content", OperationalAction, [made.pk])
    _plant(world, owner, thing, "content", ActionReport, [reported.pk])
    _plant(world, owner, thing, "content", ActionChange, _keys(owner, "operation_actionchange", "action_id", made.pk))


def _visit(world: World, owner: psycopg.Connection, operation: Operation, kind: str, *, told: bool) -> None:
    desk, agency = principal_of(world.cast.desk_supervision), world.cast.officer_th.organisation
    today = clock.today()
    with acting_as(desk, channel="test"):
        draft = VisitDraft(agency, "purpose", today, today, "team")
        made = plan_inspection(principal=desk, operation=operation, draft=draft)
        made = _step(desk, made, "carry_out")
        found = add_finding(principal=desk, inspection=made, severity="minor", text="found")
        advice = Advice("do it", agency, today + timedelta(days=30), found)
        wanted = add_recommendation(principal=desk, inspection=made, advice=advice)
        made = _step(desk, made, "report", "report") if told else made
    thing = world.add(Thing("visit", kind, {"inspection_id": made.pk}, made), made.pk, made.reference)
    if told:
        _answer(world, wanted)
        with acting_as(desk, channel="test"):
            wanted.refresh_from_db()
            made.refresh_from_db()
    advised = world.add(Thing("advice", kind, {"recommendation_id": wanted.pk}, wanted), wanted.pk)
    _plant(world, owner, thing, "content", Inspection, [made.pk])
    _plant(
        world,
        owner,
        thing,
        "content",
        InspectionStep,
        _keys(owner, "coordination_inspectionstep", "inspection_id", made.pk),
    )
    _plant(world, owner, advised, "content", Finding, [found.pk])
    _plant(world, owner, advised, "content", Recommendation, [wanted.pk])
    steps = _keys(owner, "coordination_recommendationstep", "recommendation_id", wanted.pk)
    _plant(world, owner, advised, "content", RecommendationStep, steps)


def _answer(world: World, wanted: Recommendation) -> None:
    country = principal_of(world.cast.coordinator_th)
    with acting_as(country, channel="test"):
        step_recommendations(
            principal=country, recommendations=[wanted], name="accept", versions=[wanted.version], words="we do"
        )


def _step(principal: Any, visit: Inspection, name: str, words: str = "") -> Inspection:
    return step_inspection(
        principal=principal, inspection=visit, name=name, on=clock.today(), version=visit.version, words=words
    )


def _roster(world: World, owner: psycopg.Connection, operation: Operation) -> None:
    director, giver = principal_of(world.cast.director), world.cast.coordinator_th
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    with acting_as(director, channel="test"):
        made = second(
            principal=director,
            operation=operation,
            user=giver,
            desk="desk_communication",
            starts_on=clock.today() - timedelta(days=3),
            ends_on=None,
        )
        shift = plan_shift(
            principal=director, secondment=made, starts_at=now - timedelta(hours=2), ends_at=now + timedelta(hours=20)
        )
    successor = _successor(operation, giver)
    with acting_as(principal_of(giver), channel="test"):
        note = write_note(
            principal=principal_of(giver), secondment=made, successor=successor, text="text", points=["point"]
        )
    card = world.add(Thing("card", "of_th", {"secondment_id": made.pk}, made), made.pk)
    _plant(world, owner, card, "content", Secondment, [made.pk])
    world.add(Thing("duty", "of_th", {"shift_id": shift.pk}, shift), shift.pk)
    handed = world.add(Thing("handover", "of_th", {"note_id": note.pk}, note), note.pk)
    _plant(world, owner, handed, "content", HandoverNote, [note.pk])
    mark = world.marks.add(f"{handed.part}|content", "points", canaries.new())
    table = HandoverNote._meta.db_table
    with canaries.any_column(owner, table):
        owner.execute(f"UPDATE {table} SET points = ARRAY[%s] WHERE id = %s", [mark, note.pk])


def _successor(operation: Operation, giver: User) -> User:
    """Another coordinator of the agency, beside the cast."""
    made = User.objects.create(username="successor.th", password="!", organisation=giver.organisation)
    Appointment.objects.create(user=made, operation=operation, role="coordinator", starts_on="2024-08-01")
    return made


def _keys(owner: psycopg.Connection, table: str, column: str, key: Any) -> list[Any]:
    return [row[0] for row in owner.execute(f"SELECT id FROM {table} WHERE {column} = %s", [key]).fetchall()]


def _plant(
    world: World, owner: psycopg.Connection, thing: Thing, part: str, model: type[models.Model], keys: list[Any]
) -> None:
    canaries.plant(owner, world.marks, model, keys, {}, otherwise=f"{thing.part}|{part}")
