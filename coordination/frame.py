"""The pages of the exchange between countries stand under one menu item; each feature registers its own here."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.people import navigation

POSITION = 35
ROOT = "/exchange/"
"""Below it stand all addresses of the exchange."""


@dataclass(frozen=True)
class Page:
    """A page of the exchange's own menu."""

    position: int
    label: Text
    route: str
    permission: str


_pages: list[Page] = []


def register(page: Page) -> None:
    _pages.append(page)


def usable(principal: Principal) -> list[Page]:
    """The pages that the principal can open, in their order."""
    return sorted((page for page in _pages if principal.holds(page.permission)), key=lambda page: page.position)


def pages(principal: Principal, path: str) -> list[dict[str, Any]]:
    """The exchange's own menu, for templates/coordination/_frame.html."""
    return [
        {"label": page.label, "url": reverse(page.route), "current": _current(page, path)} for page in usable(principal)
    ]


def _current(page: Page, path: str) -> str:
    """Value of aria-current: the page itself, or the one below which this page lies."""
    address = reverse(page.route)
    return "page" if path == address else "true" if path.startswith(address) else ""


navigation.register(navigation.Entry(POSITION, _("Exchange"), "exchange", ROOT, "exchange.read"))
