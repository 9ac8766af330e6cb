"""Returns, editions, jobs, tokens and what is kept of people, in each of their states, marked."""

from typing import Any

import psycopg
from knox.models import AuthToken

from operation.access.context import acting_as
from operation.jobs.models import Job
from operation.people.actions import make_token
from operation.people.selectors import principal_of
from reporting.evaluation import actions
from reporting.evaluation.models import Edition, ReleaseStep
from reporting.returns.actions import query_returns
from reporting.returns.models import NationalReturn, ReturnLine, ReturnQuestion, ReturnStep
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories import editions
from tests.factories.returns import Given, drafted, submitted, verified

WEEKS = {"draft": "2024-09-10", "submitted": "2024-09-17", "queried": "2024-09-24", "verified": "2024-10-01"}
FIGURES = ("P02", "V01", "S01")
RELEASED = {"member": ("member", "en"), "observer": ("observer", "vi"), "withdrawn": ("observer", "th")}


def make(world: World, owner: psycopg.Connection) -> None:
    for kind in WEEKS:
        _return(world, owner, kind)
    for kind in ("draft", "proposed", "member", "observer", "withdrawn"):
        _edition(world, owner, kind)
    _job(world, owner)
    _token(world)
    _people(world)


def _return(world: World, owner: psycopg.Connection, kind: str) -> None:
    numbers: Given = {code: canaries.new_number() for code in FIGURES}
    row = _in_state(world, kind, numbers)
    thing = world.add(Thing("return", kind, {"return_id": row.pk, "pk": row.pk}, row), row.pk)
    part = f"{thing.part}|content"
    if kind != "verified":  # verified figures are for all members to see
        for code, number in numbers.items():
            world.marks.add(part, f"figure {code}", str(number))
    canaries.plant(owner, world.marks, NationalReturn, [row.pk], {}, otherwise=part)
    for model in (ReturnLine, ReturnQuestion, ReturnStep):
        found = owner.execute(f"SELECT id FROM {model._meta.db_table} WHERE national_return_id = %s", [row.pk])
        canaries.plant(owner, world.marks, model, [key for (key,) in found], {}, otherwise=part)


def _in_state(world: World, kind: str, numbers: Given) -> NationalReturn:
    cast, day = world.cast, WEEKS[kind]
    if kind == "draft":
        return drafted(cast.officer_th, day, numbers)
    if kind == "verified":
        return verified(cast.supervisor_th, cast.desk_supervision, day, numbers)
    row = submitted(cast.supervisor_th, day, numbers)
    if kind == "queried":
        principal = principal_of(cast.desk_supervision)
        with acting_as(principal, channel="test"):
            row = query_returns(principal=principal, returns=[row], versions=[row.version], about={"P02": "why"})[0]
    return row


def _edition(world: World, owner: psycopg.Connection, kind: str) -> None:
    mark = canaries.new()
    row = _made(world, kind, editions.a_pdf(mark))
    thing = world.add(Thing("edition", kind, {"edition_id": row.pk, "pk": row.pk}, row), row.pk)
    world.marks.add(f"{thing.part}|content", "file", mark)
    canaries.plant(owner, world.marks, Edition, [row.pk], {}, otherwise=f"{thing.part}|content")
    steps = owner.execute("SELECT id FROM reporting_releasestep WHERE edition_id = %s", [row.pk])
    canaries.plant(owner, world.marks, ReleaseStep, [key for (key,) in steps], {}, otherwise=f"{thing.part}|history")


def _made(world: World, kind: str, content: bytes) -> Edition:
    cast = world.cast
    if kind == "draft":
        return editions.built(cast.director, content=content)
    if kind == "proposed":
        return editions.proposed(cast, "observer", content=content)
    # each in a language of its own: a newer one to the same readers in the same language would supersede it
    audience, language = RELEASED[kind]
    row = editions.released(cast, audience, content=content, language=language)
    if kind == "withdrawn":
        principal = principal_of(cast.director)
        with acting_as(principal, channel="test"):
            row = actions.withdraw_release(principal=principal, edition=row, reason="a figure is wrong")
    return row


def _job(world: World, owner: psycopg.Connection) -> None:
    edition = editions.asked_for(world.cast.director)
    row: Any = edition.job
    thing = world.add(Thing("job", "of_director", {"job_id": row.pk}, row), row.pk)
    canaries.plant(owner, world.marks, Job, [row.pk], {}, otherwise=f"{thing.part}|content")


def _token(world: World) -> None:
    principal = principal_of(world.cast.coordinator_th)
    with acting_as(principal, channel="test"):
        secret = make_token(principal=principal, days=30)
    row = AuthToken.objects.get(user=world.cast.coordinator_th)
    thing = world.add(Thing("token", "of_coordinator_th", {"token_key": row.token_key}, row), row.token_key)
    world.marks.add(f"{thing.part}|secret", "text", secret)


def _people(world: World) -> None:
    """What the administration keeps of the officer of Thailand."""
    user = world.cast.officer_th
    appointment = user.appointments.get()
    world.add(Thing("appointment", "of_officer_th", {"key": appointment.pk}, appointment), appointment.pk)
    world.add(Thing("account", "of_officer_th", {"key": user.pk}, user), user.pk)
    world.add(Thing("organisation", "th", {"object_id": user.organisation.pk}, user.organisation))
