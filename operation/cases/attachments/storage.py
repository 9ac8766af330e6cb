"""Where checked files lie: a folder, or a service that speaks S3, under random names (settings.STORAGES)."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from django.core.files import File
from django.core.files.storage import storages

from operation.access.context import as_system
from operation.cases.attachments.models import DiscardedFile

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
    """Take discarded files out of the store; those that it does not let go of wait for the next time."""
    with as_system(SYSTEM):
        names = list(DiscardedFile.objects.values_list("object_name", flat=True)[:at_most])
        for name in names:
            _store().delete(name)
            DiscardedFile.objects.filter(object_name=name).delete()
    return len(names)
