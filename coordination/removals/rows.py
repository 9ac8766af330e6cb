"""Removals in a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coordination.removals import panels
from coordination.removals.models import Removal
from operation.access.principal import Principal
from operation.kernel.errors import Text


@dataclass(frozen=True)
class Row:
    removal: Removal
    url: str
    direction: Text
    heads: str
    tone: str
    drawing: str
    pathway: str


def list_rows(principal: Principal, removals: Sequence[Removal]) -> list[Row]:
    return [
        Row(
            removal=one,
            url=reverse("removal", args=[one.pk]),
            direction=direction_of(principal, one),
            heads=panels.heads_words(one),
            tone=panels.tone_of(one.state),
            drawing=panels.DRAWINGS.get(one.state, ""),  # type: ignore[call-overload]
            pathway=capfirst(one.get_pathway_display()),
        )
        for one in removals
    ]


def direction_of(principal: Principal, removal: Removal) -> Text:
    """From where the reader stands; nothing for who stands beside it."""
    if removal.of_sender(principal):
        return _("asked by us")
    return _("asked of us") if removal.of_recipient(principal) else ""
