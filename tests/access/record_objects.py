"""Records of every type and kind, made through the actions, then marked in every text field."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
from django.utils import timezone

from operation.access.context import acting_as
from operation.cases.base import CaseRecord
from operation.cases.drafts import IdentifierDraft
from operation.cases.marking import Marking
from operation.cases.registry import RecordType, by_slug
from operation.cases.sharing import recall_records, regrade_records, release_records
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.access import canaries, table
from tests.access.things import Thing, World
from tests.factories.records import log, ready

TLP = {"strict": "amber_strict", "red": "red", "red_named": "red"}


def make(world: World, owner: psycopg.Connection) -> None:
    """One record of each kind and type."""
    for slug in table.types():
        for kind in kinds_of(by_slug(slug)):
            _record(world, owner, slug, kind)


def kinds_of(record_type: RecordType | None) -> tuple[str, ...]:
    """The kinds that a type can have: children only where its persons may be some."""
    assert record_type is not None, "expected/objects.toml names a type that nobody registered"
    return tuple(kind for kind in table.kinds("record") if kind != "child" or record_type.child_field)


def _record(world: World, owner: psycopg.Connection, slug: str, kind: str) -> None:
    cast, record_type = world.cast, by_slug(slug)
    assert record_type is not None
    values: dict[str, Any] = {"tlp": TLP.get(kind, "amber")}
    if kind == "child":
        values[record_type.child_field] = True
    known_by = (IdentifierDraft(record_type.identifier_kinds[-1], "SAMPLE"),) if record_type.identifiers else None
    with acting_as(principal_of(cast.officer_th), channel="test"):
        record = log(slug, cast.officer_th, identifiers=known_by, **values)
    thing = world.add(Thing("record", kind, {"slug": slug, "pk": record.pk}, record, slug), record.pk, record.reference)
    _mark(world, owner, thing, record_type, "history")
    for step in SHARING.get(kind, ()):
        step(world, thing)
    _mark(world, owner, thing, record_type, "content")
    if kind == "red_named":
        _name_reader(owner, record, cast.coordinator_th)


def _mark(world: World, owner: psycopg.Connection, thing: Thing, record_type: RecordType, part: str) -> None:
    """Every text field, twice over: the first marks stand in the history, once the second ones have come."""
    model, part_of = record_type.model, f"{thing.part}|"
    personal = "personal" if part == "content" else part
    parts = dict.fromkeys(record_type.personal, f"{part_of}{personal}")
    canaries.plant(owner, world.marks, model, [thing.row.pk], parts, otherwise=f"{part_of}{part}")
    for rows in (record_type.names, record_type.identifiers) if part == "content" else ():
        if rows:
            keys = [key for (key,) in owner.execute(_KEYS.format(rows._meta.db_table), [thing.row.pk])]
            canaries.plant(owner, world.marks, rows, keys, {}, otherwise=f"{part_of}personal")
    thing.row.__dict__.update(_fresh(owner, model, thing.row.pk))


_KEYS = "SELECT id FROM {} WHERE record_id = %s"


def _fresh(owner: psycopg.Connection, model: Any, key: Any) -> dict[str, Any]:
    """The marked text fields as they stand in the database, for requests that write a record back."""
    names = {each.column: each.attname for each in canaries.text_fields(model)}
    row = owner.execute(f"SELECT {', '.join(names)} FROM {model._meta.db_table} WHERE id = %s", [key]).fetchone()
    return dict(zip(names.values(), row or (), strict=True))


def _name_reader(owner: psycopg.Connection, record: CaseRecord, reader: User) -> None:
    table_ = record._meta.db_table
    owner.execute(f"UPDATE {table_} SET named_readers = named_readers || %s WHERE id = %s", [reader.pk, record.pk])


def _release(*codes: str, **options: Any) -> Callable[[World, Thing], None]:
    def act(world: World, thing: Thing) -> None:
        principal = principal_of(world.cast.coordinator_th)
        to = list(Organisation.objects.filter(code__in=codes))
        assert len(to) == len(codes)
        purpose = world.marks.add(f"{thing.part}|release", "purpose", canaries.new())
        with acting_as(principal, channel="test"):
            records = [ready(thing.row, world.cast.coordinator_th)]
            release_records(principal=principal, records=records, to=to, purpose=purpose, **options)
            _keep_up(thing)

    return act


def _keep_up(thing: Thing) -> None:
    """Where the release left the record: one that becomes something else by it has another version."""
    for name in ("status", "status_on", "version"):
        setattr(thing.row, name, getattr(type(thing.row)._default_manager.get(pk=thing.row.pk), name))


def _recall(world: World, thing: Thing) -> None:
    principal = principal_of(world.cast.coordinator_th)
    reason = world.marks.add(f"{thing.part}|release", "reason", canaries.new())
    with acting_as(principal, channel="test"):
        recall_records(principal=principal, records=[thing.row], reason=reason)


def _regrade(world: World, thing: Thing) -> None:
    principal, marking = principal_of(world.cast.coordinator_th), Marking("red", "H1")
    with acting_as(principal, channel="test"):
        versions = [thing.row.version]
        regrade_records(principal=principal, records=[thing.row], versions=versions, marking=marking, reason="at risk")
    thing.row.version += 1


def _yesterday() -> Any:
    return timezone.now() - timedelta(days=1)


def _expired(world: World, thing: Thing) -> None:
    _release("kh-moi", expires_at=_yesterday())(world, thing)


SHARING: dict[str, tuple[Callable[[World, Thing], None], ...]] = {
    "released": (_release("kh-moi"),),
    "strict": (_release("kh-moi"),),
    "child": (_release("kh-moi"),),
    "secretariat": (_release("lmlecc"),),
    "recalled": (_release("kh-moi", "lmlecc"), _recall),
    "expired": (_expired,),
    "regraded": (_release("kh-moi", "lmlecc"), _regrade),
}
