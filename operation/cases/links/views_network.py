"""The page of a network: a drawing, and a table with the same content."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from operation.cases.base import CaseRecord
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.links.drawing import ROW, WIDE, draw
from operation.cases.links.kinds import Confidence
from operation.cases.links.models import End
from operation.cases.links.network import DRAWN_AT_MOST, Network, Node, network_of
from operation.cases.links.ties import Number, Tie
from operation.cases.links.wording import TONES, about
from operation.cases.masking import why_masked
from operation.cases.registry import type_of
from operation.cases.values import primary_name
from operation.cases.views import RecordView, handling_of_all, record_url
from operation.kernel.errors import Text

OPEN = "open"
TELEPHONES = (IdentifierKind.PHONE, IdentifierKind.IMEI, IdentifierKind.ICCID, IdentifierKind.HANDLE)
MONEY = (IdentifierKind.ACCOUNT, IdentifierKind.WALLET)


@dataclass(frozen=True)
class Words:
    """A node of the picture in words; `open_url` shows what it is joined with too, `close_url` no longer."""

    about: str
    icon: str
    reference: str
    url: str = ""
    name: Any | None = None
    why_masked: Text = ""
    open_url: str = ""
    close_url: str = ""


@dataclass(frozen=True)
class Row:
    """A tie of the picture as a line of the table: what stands nearer, how it is joined, what stands further out."""

    near: Words
    far: Words
    words: str
    period: str
    confidence: Text
    tone: str


class NetworkPage(RecordView):
    """A record in the middle, and what it is joined with; `?open=` are the records whose ties are shown too."""

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
            "handling": handling_of_all([one.thing for one in network.nodes if isinstance(one.thing, CaseRecord)]),
        }
        return render(request, "links/network.html", context)

    def _opened(self) -> list[End] | None:
        """The records whose ties are asked for; None: as a picture begins. What names no record opens nothing."""
        if OPEN not in self.request.GET:
            return None
        written = [text for one in self.request.GET.getlist(OPEN) for text in one.split(",")]
        return [end for text in written[:DRAWN_AT_MOST] if (end := End.read(text))]

    def _words(self, node: Node, network: Network) -> Words:
        if isinstance(node.thing, Number):
            return words_of_number(node.thing)
        record = node.thing
        kind = type_of(record)
        masked = why_masked(self.principal, kind, record)
        is_open, is_middle = node.key in network.opened, node.parent is None
        return Words(
            about=about(self.principal, record),
            icon=kind.icon,
            reference=record.reference,
            url=record_url(kind, record),
            name=None if masked else primary_name(kind, record),
            why_masked=masked if kind.names else "",
            open_url="" if is_open else self._address(network, network.opened | {node.key}),
            close_url=self._address(network, network.opened - {node.key}) if is_open and not is_middle else "",
        )

    def _address(self, network: Network, opened: Collection[UUID]) -> str:
        records = [one.thing for one in network.nodes[1:] if one.key in opened and isinstance(one.thing, CaseRecord)]
        return f"?{OPEN}={','.join(str(End.of(record)) for record in records)}"


def words_of_number(number: Number) -> Words:
    icon = "phone" if number.kind in TELEPHONES else "account" if number.kind in MONEY else "number"
    return Words(about=str(IdentifierKind(number.kind).label), icon=icon, reference=number.text)


def relation(node: Node) -> str:
    """What a node is to the one nearer to the middle: «member of · leader»."""
    return node.via.words_from(node.key) if node.via else ""


def rows_of(network: Network, told: Mapping[UUID, Words]) -> list[Row]:
    """Every tie of the picture once: those by which nodes were reached, then those between them."""
    reached = [_row(node.via, node.parent, told) for node in network.nodes if node.via and node.parent]
    return reached + [_row(tie, tie.subject, told) for tie in network.beside]


def _row(tie: Tie, near: UUID, told: Mapping[UUID, Words]) -> Row:
    return Row(
        near=told[near],
        far=told[tie.beyond(near)],
        words=tie.words_from(near),
        period=tie.period,
        confidence=Confidence(tie.confidence).label,
        tone=TONES[tie.confidence],
    )
