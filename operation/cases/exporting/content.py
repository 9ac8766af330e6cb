"""What a file holds: the records, and what whoever opens it must know of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from operation.access.principal import Principal
from operation.cases.registry import RecordType


@dataclass(frozen=True)
class About:
    """Said in the file itself. `filters` in words; `left_out` counts by reason; `handling_texts` are those of H3."""

    title: str
    made_by: str
    made_at: datetime
    use: str
    reason: str
    tlp: str
    handling_code: str
    handling_words: str
    handling_texts: tuple[str, ...]
    count: int
    filters: tuple[str, ...]
    left_out: Mapping[str, int]
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """For machines: stable names, plain values."""
        told = vars(self) | {"made_at": self.made_at.isoformat(timespec="seconds")}
        lists = ("handling_texts", "filters", "notes")
        return told | {name: list(told[name]) for name in lists} | {"left_out": dict(self.left_out)}


@dataclass(frozen=True)
class Content:
    """Records newest first, read while they are written; each is masked for the principal by who writes it.

    `most` is the number of names, and of identifiers of each kind, that any of them has: a table needs to know it
    before its first row (columns.py).
    """

    record_type: RecordType
    principal: Principal
    about: About
    records: Iterable[Any]
    most: Mapping[str, int] = field(default_factory=dict)
