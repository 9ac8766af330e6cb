"""Ways on from one's account page: features register theirs; nobody sees one that he cannot use."""

from dataclasses import dataclass

from django.urls import reverse

from operation.access.principal import Principal
from operation.kernel.errors import Text


@dataclass(frozen=True)
class Way:
    """A button at the head of the account page. Without a permission it is everybody's."""

    label: Text
    route: str
    permission: str = ""
    icon: str = ""


_ways: list[Way] = []


def register(way: Way) -> None:
    _ways.append(way)


def ways_on(principal: Principal) -> list[dict[str, object]]:
    """Those that the principal can use, in the order of their registration, for components/action.html."""
    usable = [way for way in _ways if not way.permission or principal.holds(way.permission)]
    return [{"label": way.label, "url": reverse(way.route), "icon": way.icon} for way in usable]
