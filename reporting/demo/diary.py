"""The order of the clock: what happens in the demonstration, each at its moment."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """Something that is done at a moment."""

    moment: datetime
    run: Callable[[], None]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By the clock; what has the same moment keeps its order."""
    return sorted(entries, key=lambda entry: entry.moment)
