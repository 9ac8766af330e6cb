"""What a format is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from operation.cases.exporting.content import Content
from operation.cases.registry import RecordType
from operation.kernel.errors import Text


def every_type(_record_type: RecordType) -> bool:
    return True


@dataclass(frozen=True)
class Format:
    """A way to write records into a file. `write` takes them one by one; `note` says what is special about it.

    `linked`: it wants each record with its links, as `seen_links`.
    """

    identifier: str
    label: Text
    media_type: str
    suffix: str
    write: Callable[[Content, BinaryIO], None]
    covers: Callable[[RecordType], bool] = every_type
    note: Text = ""
    linked: bool = False


_formats: dict[str, Format] = {}


def register(one: Format) -> Format:
    _formats[one.identifier] = one
    return one


def by_identifier(identifier: str) -> Format:
    """Raises KeyError for a format that nobody registered."""
    return _formats[identifier]


def formats_of(record_type: RecordType) -> list[Format]:
    """The formats in which records of a type may leave, in the order of their registration."""
    return [one for one in _formats.values() if one.covers(record_type)]
