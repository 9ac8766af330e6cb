"""The network around a record: what it is linked with, step by step, as far as the reader may see it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.links.kinds import LinkKind
from operation.cases.links.models import Link
from operation.cases.links.selectors import SeenLink, links_at
from operation.cases.registry import type_of
from operation.cases.values import primary_name

DRAWN_AT_MOST = 60
LINKS_AT_MOST = 1000


@dataclass(frozen=True)
class Node:
    """A record in the picture: how many steps away it stands, and the link by which it was reached."""

    record: CaseRecord
    step: int = 0
    parent: UUID | None = None
    via: SeenLink | None = None

    @property
    def key(self) -> UUID:
        key: UUID = self.record.pk
        return key


@dataclass(frozen=True)
class Network:
    """Nodes from near to far, the one in the middle first; the links between them; which nodes are opened.

    `beside` are links that reached no new node. `is_whole` is False where more was found than is drawn.
    """

    nodes: list[Node]
    beside: list[SeenLink]
    opened: frozenset[UUID]
    is_whole: bool


def network_of(principal: Principal, record: CaseRecord, opened: Collection[UUID] | None = None) -> Network:
    """The network of a record that the principal has read; in the trail with the keys that it shows.

    `opened` are the records whose links are shown besides its own; None: as many steps as its type begins with. Each
    step asks for the links of all its records at once.
    """
    if opened is None:
        opened = _first_steps(principal, record)
    around = frozenset({record.pk, *opened})
    network = _walk(record, around, links_at(principal, around, LINKS_AT_MOST))
    shown = [node.key for node in network.nodes[1:]]
    trail.record("listed", trail.Target(Link._meta.label), shown=shown)
    return network


def _first_steps(principal: Principal, record: CaseRecord) -> set[UUID]:
    reached = {record.pk}
    for _step in range(type_of(record).network_steps - 1):
        reached |= {end.pk for one in links_at(principal, reached, LINKS_AT_MOST) for end in (one.subject, one.object)}
    return set(sorted(reached)[:DRAWN_AT_MOST])


def _walk(record: CaseRecord, around: frozenset[UUID], links: Iterable[SeenLink]) -> Network:
    """Breadth first from the middle, through opened records alone."""
    found = sorted(links, key=_order)
    nodes = {record.pk: Node(record)}
    used: set[UUID] = set()
    is_whole = True
    for node in _growing(nodes):
        if node.key not in around:
            continue
        for one in found:
            if node.key not in (one.link.subject_id, one.link.object_id):
                continue
            other = one.beyond(node.key)
            if other.pk in nodes:
                continue
            if len(nodes) == DRAWN_AT_MOST:
                is_whole = False
                break
            nodes[other.pk] = Node(other, node.step + 1, node.key, one)
            used.add(one.link.pk)
    beside = [one for one in found if one.link.pk not in used and {one.subject.pk, one.object.pk} <= nodes.keys()]
    return Network(list(nodes.values()), beside, around & nodes.keys(), is_whole)


def _growing(nodes: dict[UUID, Node]) -> Iterable[Node]:
    """All nodes, those included that are found meanwhile."""
    at = 0
    while at < len(nodes):
        yield list(nodes.values())[at]
        at += 1


def _order(one: SeenLink) -> tuple[int, str, str]:
    """By kind, then by the name or the reference of what was linked later."""
    words = "".join(_words(end) for end in (one.subject, one.object))
    return list(LinkKind).index(LinkKind(one.link.kind)), words, str(one.link.pk)


def _words(record: CaseRecord) -> str:
    name = primary_name(type_of(record), record)
    return name.text if name else record.reference
