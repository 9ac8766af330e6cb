"""The main menu: features register their entry; nobody sees one that he cannot use."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from operation.access.principal import Principal
from operation.kernel.errors import Text


@dataclass(frozen=True)
class Entry:
    """A menu item. Below `prefix`, one path or several, it is the current one; `count`: how many things wait there."""

    position: int
    label: Text
    route: str
    prefix: str | tuple[str, ...]
    permission: str
    count: Callable[[Principal], int] | None = None


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    _entries.append(entry)


def entries(principal: Principal, path: str) -> list[dict[str, object]]:
    """What the principal's menu shows on the page at `path`, in its order."""
    usable = sorted((entry for entry in _entries if principal.holds(entry.permission)), key=lambda e: e.position)
    return [
        {
            "label": entry.label,
            "url": reverse(entry.route),
            "current": path.startswith(entry.prefix),
            "count": entry.count(principal) if entry.count else 0,
        }
        for entry in usable
    ]
