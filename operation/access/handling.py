"""Handling: TLP says who may see at most, the handling code what one may do with it (domain.md §5, §10)."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class TLP(models.TextChoices):
    """Traffic Light Protocol 2.0, from the widest to the strictest."""

    CLEAR = "clear", "TLP:CLEAR"
    GREEN = "green", "TLP:GREEN"
    AMBER = "amber", "TLP:AMBER"
    AMBER_STRICT = "amber_strict", "TLP:AMBER+STRICT"
    RED = "red", "TLP:RED"


WITHIN_AN_ORGANISATION = (TLP.CLEAR, TLP.GREEN, TLP.AMBER)
"""Marks up to which everybody reads who reads his organisation's records at all; an unknown mark is none of them."""


class HandlingCode(models.TextChoices):
    H0 = "H0", _("Prevention and combating crime only")
    H1 = "H1", _("Not in judicial proceedings without permission")
    H2 = "H2", _("No onward dissemination without permission")
    H3 = "H3", _("Other, as its text says")


def strictest_tlp(codes: Iterable[str]) -> TLP:
    """The strictest of several; GREEN for none. An unknown code counts as RED."""
    order = list(TLP)
    known = [TLP(code) if code in TLP.values else TLP.RED for code in codes]
    return max(known, key=order.index, default=TLP.GREEN)


def strictest_code(codes: Iterable[str]) -> HandlingCode:
    """The strictest of several; H0 for none. An unknown code counts as H3."""
    known = [HandlingCode(code) if code in HandlingCode.values else HandlingCode.H3 for code in codes]
    return max(known, default=HandlingCode.H0)
