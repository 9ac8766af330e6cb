"""Files of records of each kind: attached through the actions, checked, then marked in name and title."""

import io

import psycopg

from operation.access.context import acting_as
from operation.cases.attachments.arriving import FileDraft, attach_file
from operation.cases.attachments.models import Attachment
from operation.jobs import engine
from operation.people.selectors import principal_of
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories import files

SLUG = "suspects"
ON = {
    "own": "record.own",
    "released": "record.released",
    "strict": "record.released",
    "red": "record.released",
    "quarantined": "record.released",
    "child": "record.child",
}
MARKS = {"strict": "amber_strict", "red": "red"}
NAME = "UPDATE operation_attachment SET name = %s, title = %s WHERE id = %s"


def make(world: World, owner: psycopg.Connection) -> None:
    for kind, record in ON.items():
        _file(world, owner, kind, world.one(record, SLUG))


def _file(world: World, owner: psycopg.Connection, kind: str, of: Thing) -> None:
    principal, content = principal_of(world.cast.officer_th), files.picture(colour=f"#{len(world.things):06x}")
    draft = FileDraft("picture.png", len(content), tlp=MARKS.get(kind, ""))
    with acting_as(principal, channel="test"):
        made = attach_file(principal=principal, record=of.row, draft=draft, content=io.BytesIO(content))
        # the same name in each run: what one run leaves in the store the next one replaces
        Attachment.objects.filter(pk=made.pk).update(object_name=f"world/{kind}")
    if kind != "quarantined":
        assert made.job_id
        engine.run(made.job_id)
    params = {**of.params, "file": made.pk, "number": 1}
    thing = world.add(Thing("file", kind, params, made, SLUG), made.pk, made.sha256)
    names = [world.marks.add(f"{thing.part}|content", field, canaries.new()) for field in ("name", "title")]
    owner.execute(NAME, [*names, made.pk])
