"""Where checked files lie: a folder, or a service that speaks S3, under random names (settings.STORAGES)."""

import logging
from collections.abc import Iterable
from typing import Any, BinaryIO

from django.core.files import File
from django.core.files.storage import storages

from operation.access.context import as_system
from operation.cases.attachments.models import DiscardedFile

log = logging.getLogger(__name__)
SYSTEM = "attachments"
"""The name under which the second wall shows unfinished uploads and discarded files, to those who clear them away."""


def _store() -> Any:
    return storages["attachments"]


def put(object_name: str, content: BinaryIO) -> None:
    """Store a file; a second time it replaces the first, so that work may be done again."""
    content.seek(0)
    _store().save(object_name, File(content))


def take(object_name: str) -> BinaryIO:
    """The file, to be read. Raises OSError when the store does not have it or does not answer."""
    opened: BinaryIO = _store().open(object_name)
    return opened


def discard(object_names: Iterable[str]) -> None:
    """Let files go with the transaction that ends: the sweep takes them out of the store once it is committed."""
    DiscardedFile.objects.bulk_create((DiscardedFile(object_name=name) for name in object_names), ignore_conflicts=True)


def clear(at_most: int = 100) -> int:
    """Take discarded files out of the store; returns how many. One that it does not let go of waits for next time."""
    with as_system(SYSTEM):
        names = list(DiscardedFile.objects.order_by("?").values_list("object_name", flat=True)[:at_most])
    return sum(_clear(name) for name in names)


def _clear(name: str) -> bool:
    try:
        _store().delete(name)
    except Exception:  # each store has faults of its own, and none of them may keep the other files
        log.exception("a discarded file stays in the store for now")
        return False
    with as_system(SYSTEM):
        DiscardedFile.objects.filter(object_name=name).delete()
    return True
