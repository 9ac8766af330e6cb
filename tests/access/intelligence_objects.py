"""Intelligence reports of the world: one that Viet Nam has, its sanitised version, which Cambodia and LMLECC have."""

from typing import Any

import psycopg

from coordination.exchange.actions import SanitisedDraft, give_feedback, sanitise_report
from coordination.exchange.models import Feedback
from operation.access.context import acting_as
from operation.cases.links.models import Link
from operation.cases.records.intelligence_report import IntelligenceReport
from operation.cases.sharing import release_records
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories.records import log, ready

SLUG = "intelligence-reports"
TEXTS = SanitisedDraft("what is known", "without what reveals the source", "amber", "H1")
SHARED = {"full": ("vn-mps",), "sanitised": ("kh-moi", "lmlecc")}
ANSWERED = {"full": "coordinator_vn", "sanitised": "coordinator_kh"}


def make(world: World, owner: psycopg.Connection) -> None:
    with acting_as(officer := principal_of(world.cast.officer_th), channel="test"):
        full: Any = log(SLUG, officer)
        sanitised = sanitise_report(principal=officer, report=full, draft=TEXTS)
        link = Link.objects.get(subject_id=sanitised.pk, object_id=full.pk)
    for kind, row in (("full", full), ("sanitised", sanitised)):
        thing = world.add(Thing("report", kind, {"pk": row.pk}, row, SLUG), row.pk, row.reference)
        _mark(world, owner, thing, IntelligenceReport, row.pk, "history")
        _release(world, thing)
        _mark(world, owner, thing, IntelligenceReport, row.pk, "content")
        feedback = _answer(thing, getattr(world.cast, ANSWERED[kind]))
        _mark(world, owner, thing, Feedback, feedback.pk, "feedback")
    params = {"slug": SLUG, "pk": sanitised.pk, "link": link.pk}
    thing = world.add(Thing("link", "sanitised", params, link, SLUG), link.pk)
    _mark(world, owner, thing, Link, link.pk, "content")


def _mark(world: World, owner: psycopg.Connection, thing: Thing, model: Any, key: Any, part: str) -> None:
    canaries.plant(owner, world.marks, model, [key], {}, otherwise=f"{thing.part}|{part}")


def _release(world: World, thing: Thing) -> None:
    principal, to = principal_of(world.cast.coordinator_th), Organisation.objects.filter(code__in=SHARED[thing.kind])
    purpose = world.marks.add(f"{thing.part}|release", "purpose", canaries.new())
    with acting_as(principal, channel="test"):
        records = [ready(thing.row, world.cast.coordinator_th)]
        release_records(principal=principal, records=records, to=list(to), purpose=purpose)


def _answer(thing: Thing, by: User) -> Feedback:
    with acting_as(principal := principal_of(by), channel="test"):
        report = IntelligenceReport.objects.visible_to(principal).get(pk=thing.row.pk)
        return give_feedback(principal=principal, report=report, verdict="useful", words="it fits")
