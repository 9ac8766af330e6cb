"""Case records that were logged for something else of the world: who is removed, what matches, who appeals.

Whoever makes such a thing logs them beside it. Here each is filed as what it is, its agency's own, by the column that
says whose it is: none of the application's doors is asked.
"""

from typing import Any

import psycopg

from operation.cases.registry import RecordType, all_types
from tests.access import canaries
from tests.access.things import Thing, World


def make(world: World, owner: psycopg.Connection) -> None:
    """File every record that no maker filed. Raises KeyError for one of an agency that the table does not name."""
    filed = {thing.row.pk for thing in world.things}
    kinds = {world.cast.officer_th.organisation_id: "th", world.cast.coordinator_kh.organisation_id: "kh"}
    for record_type in all_types():
        table = record_type.model._meta.db_table
        found = owner.execute(f"SELECT id, reference, originator_id FROM {table} ORDER BY id")
        for key, reference, originator in found.fetchall():
            if key not in filed:
                _file(world, owner, record_type, kinds[originator], key, reference)


def _file(
    world: World, owner: psycopg.Connection, record_type: RecordType, kind: str, key: Any, reference: str
) -> None:
    model: Any = record_type.model
    thing = world.add(Thing("beside", kind, {}, model(pk=key), record_type.slug), key, reference)
    content, personal = f"{thing.part}|content", f"{thing.part}|personal"
    parts = dict.fromkeys(record_type.personal, personal)
    canaries.plant(owner, world.marks, model, [key], parts, otherwise=content)
    if record_type.names:  # not what it is known by: the number of a match is what both sides have
        names = owner.execute(f"SELECT id FROM {record_type.names._meta.db_table} WHERE record_id = %s", [key])
        rows = [name for (name,) in names.fetchall()]
        canaries.plant(owner, world.marks, record_type.names, rows, {}, otherwise=personal)
