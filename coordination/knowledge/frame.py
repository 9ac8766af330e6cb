"""The pages of knowledge and support have a menu of their own, without what their reader cannot use."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.kernel.errors import Text

ROOT = "/knowledge/"
PAGES: tuple[tuple[str, Text, str], ...] = (
    ("knowledge", _("Knowledge"), "knowledge.read"),
    ("offers", _("Offers of support"), "offer.read"),
)


def framed(principal: Principal, path: str) -> dict[str, Any]:
    """What every such page shows around its own: the menu and the strip of its handling."""
    tlp, code = (TLP.GREEN, HandlingCode.H0) if principal.is_partner else (TLP.AMBER, HandlingCode.H1)
    return {
        "pages": [
            {"label": label, "url": reverse(name), "current": _current(name, path)}
            for name, label, permission in PAGES
            if principal.holds(permission)
        ],
        "handling": {"tlp": tlp, "code": code, "words": code.label, "note": ""},
    }


def _current(name: str, path: str) -> str:
    """Value of aria-current: the page itself, or the one below which this page lies."""
    if path == reverse(name):
        return "page"
    below = path.startswith(reverse("offers"))
    return "true" if below == (name == "offers") else ""
