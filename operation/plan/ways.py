"""Ways from an action of the plan to what features above have on it: they register them, its page shows them."""

from collections.abc import Callable
from dataclasses import dataclass

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.plan.models import OperationalAction


@dataclass(frozen=True)
class ActionWay:
    """`url` gives the address for an action that the principal reads, or "" where he has no use for it; no query."""

    label: Text
    url: Callable[[Principal, OperationalAction], str]


_ways: list[ActionWay] = []


def register(way: ActionWay) -> None:
    _ways.append(way)


def ways_from(principal: Principal, action: OperationalAction) -> list[dict[str, object]]:
    """Those that the principal can use, in the order of their registration."""
    found = [(way.label, way.url(principal, action)) for way in _ways]
    return [{"label": label, "url": url} for label, url in found if url]
