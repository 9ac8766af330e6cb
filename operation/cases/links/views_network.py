"""The page of a network: a drawing, and a table with the same content."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from operation.cases.links.drawing import ROW, WIDE, draw
from operation.cases.links.kinds import Confidence
from operation.cases.links.network import DRAWN_AT_MOST, Network, Node, network_of
from operation.cases.links.panels import TONES, about, heading_of, period_of, role_of, words_of
from operation.cases.links.selectors import SeenLink
from operation.cases.masking import why_masked
from operation.cases.registry import type_of
from operation.cases.values import primary_name
from operation.cases.views.base import RecordView, handling_of_all, record_url
from operation.kernel.errors import Text

OPEN = "open"
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Words:
    """A record of the picture in words; `open_url` shows its own links too, `close_url` no longer."""

    about: str
    icon: str
    url: str
    name: Any | None
    why_masked: Text
    reference: str
    open_url: str = ""
    close_url: str = ""


@dataclass(frozen=True)
class Row:
    """A link of the picture as a line of the table: what stands nearer, how it is linked, what stands further out."""

    near: Words
    far: Words
    words: str
    role: str
    period: str
    confidence: str
    tone: str


class NetworkPage(RecordView):
    """A record in the middle, and what it is linked with; `?open=` are the records whose links are shown too."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.read()
        network = network_of(self.principal, record, self._opened())
        told = {node.key: self._words(node, network) for node in network.nodes}
        drawing = draw(network)
        context = {
            "type": self.record_type,
            "record": record,
            "title": _("Network of %(reference)s") % {"reference": record.reference},
            "drawing": drawing,
            "wide": WIDE,
            "tall": ROW,
            "spots": [(spot, told[spot.node.key], relation(spot.node)) for spot in drawing.spots],
            "rows": rows_of(network, told),
            "most": DRAWN_AT_MOST,
            "is_whole": network.is_whole,
            "confidences": list(Confidence),
            "crumbs": self.record_crumbs(record),
            "handling": handling_of_all([node.record for node in network.nodes]),
        }
        return render(request, "links/network.html", context)

    def _opened(self) -> list[UUID] | None:
        """The records whose links are asked for; None: as a picture begins. What is no key opens nothing."""
        if OPEN not in self.request.GET:
            return None
        written = (text for one in self.request.GET.getlist(OPEN) for text in one.split(","))
        return [UUID(text) for text in written if KEY.fullmatch(text)][:DRAWN_AT_MOST]

    def _words(self, node: Node, network: Network) -> Words:
        record = node.record
        kind = type_of(record)
        masked = why_masked(self.principal, kind, record)
        is_open, is_middle = node.key in network.opened, node.parent is None
        return Words(
            about=about(self.principal, record),
            icon=kind.icon,
            url=record_url(kind, record),
            name=None if masked else primary_name(kind, record),
            why_masked=masked if kind.names else "",
            reference=record.reference,
            open_url="" if is_open else self._address(network.opened | {node.key}),
            close_url=self._address(network.opened - {node.key}) if is_open and not is_middle else "",
        )

    def _address(self, opened: Collection[UUID]) -> str:
        middle = self.kwargs["pk"]
        return f"?{OPEN}={','.join(sorted(str(key) for key in opened if key != middle))}"


def relation(node: Node) -> str:
    """What a node is to the one nearer to the middle: «member of · leader»."""
    if node.via is None:
        return ""
    words = str(words_of(*heading_of(node.via.link, node.key)))
    return " · ".join(part for part in (words, role_of(node.via.link)) if part)


def rows_of(network: Network, told: Mapping[UUID, Words]) -> list[Row]:
    """Every link of the picture once: those by which records were reached, then those between them."""
    reached = [_row(node.via, node.parent, told) for node in network.nodes if node.via and node.parent]
    return reached + [_row(one, one.subject.pk, told) for one in network.beside]


def _row(one: SeenLink, near: UUID, told: Mapping[UUID, Words]) -> Row:
    return Row(
        near=told[near],
        far=told[one.beyond(near).pk],
        words=str(words_of(*heading_of(one.link, near))),
        role=role_of(one.link),
        period=period_of(one.link),
        confidence=one.link.get_confidence_display(),
        tone=TONES[Confidence(one.link.confidence)],
    )
