"""Heard names follow what happens to records; after a migration they follow the names of new types too."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate

from coordination.deconfliction.matching.hearing import hear, put_aside, put_back
from coordination.deconfliction.matching.walls import follow_names
from operation.cases.events import RecordsChanged, RecordsDeleted, RecordsOpened, RecordsRestored
from operation.cases.registry import all_types
from operation.kernel.events import subscribe


@subscribe(RecordsOpened)
def hear_opened(event: RecordsOpened) -> None:
    hear(event.principal, event.record_type, event.records)


@subscribe(RecordsChanged)
def hear_changed(event: RecordsChanged) -> None:
    hear(event.principal, event.record_type, event.records)


@subscribe(RecordsDeleted)
def put_deleted_aside(event: RecordsDeleted) -> None:
    if event.record_type.names:
        put_aside(event.records)


@subscribe(RecordsRestored)
def put_restored_back(event: RecordsRestored) -> None:
    if event.record_type.names:
        put_back(event.records)


def follow_types(*, using: str, **_signal: Any) -> None:
    """A type's table of names is where rows are taken away with their names (walls.py)."""
    follow_names(all_types(), using)


post_migrate.connect(follow_types, sender=apps.get_app_config("coordination"))
