"""The network around a record: what it is joined with, step by step, as far as the reader may see it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.links.models import End, Link
from operation.cases.links.selectors import ends_of
from operation.cases.links.ties import Found, Number, Thing, Tie, ties_at
from operation.cases.registry import type_of
from operation.cases.values import primary_name

DRAWN_AT_MOST = 60


@dataclass(frozen=True)
class Node:
    """A record or a number in the picture: how many steps away it stands, and the tie by which it was reached."""

    key: UUID
    thing: Thing
    step: int = 0
    parent: UUID | None = None
    via: Tie | None = None


@dataclass(frozen=True)
class Network:
    """Nodes from near to far, the one in the middle first; the ties between them; which nodes are opened.

    `beside` are ties that reached no new node. `is_whole` is False where more was found than is drawn.
    """

    nodes: list[Node]
    beside: list[Tie]
    opened: frozenset[UUID]
    is_whole: bool


def network_of(principal: Principal, record: CaseRecord, opened: Collection[End] | None = None) -> Network:
    """The network of a record that the principal has read; in the trail with the keys that it shows.

    `opened` are the records whose ties are shown besides its own; None: as many steps as its type begins with. Each
    step asks for the ties of all its records at once.
    """
    near = ties_at(principal, [record])
    around = _first_steps(principal, record, near) if opened is None else ends_of(principal, opened)
    far = ties_at(principal, list(around.values()))
    ties = list(dict.fromkeys(near.ties + far.ties))
    network = _walk(record, {record.pk, *around}, ties, {**near.things, **far.things})
    shown = [node.key for node in network.nodes[1:] if isinstance(node.thing, CaseRecord)]
    trail.record("listed", trail.Target(Link._meta.label), shown=shown)
    return network


def _first_steps(principal: Principal, record: CaseRecord, near: Found) -> dict[UUID, CaseRecord]:
    """The records that are opened when a picture begins: all that stand nearer than its last step."""
    reached: dict[UUID, CaseRecord] = {}
    found = near
    for step in range(type_of(record).network_steps - 1):
        if step:
            found = ties_at(principal, list(reached.values()))
        records = {key: thing for key, thing in found.things.items() if isinstance(thing, CaseRecord)}
        reached = dict([*reached.items(), *records.items()][:DRAWN_AT_MOST])
    return reached


def _walk(record: CaseRecord, around: Collection[UUID], ties: Collection[Tie], things: Mapping[UUID, Thing]) -> Network:
    """Breadth first from the middle, through opened records and through numbers."""
    by_end: dict[UUID, list[Tie]] = {}
    for tie in sorted(
        ties, key=lambda tie: (tie.rank, *sorted(_words(things[key]) for key in (tie.subject, tie.object)))
    ):
        by_end.setdefault(tie.subject, []).append(tie)
        by_end.setdefault(tie.object, []).append(tie)
    nodes = {record.pk: Node(record.pk, record)}
    is_whole = True
    for node in _growing(nodes):
        passes = node.key in around or isinstance(node.thing, Number)
        for tie in by_end.get(node.key, ()) if passes else ():
            far = tie.beyond(node.key)
            if far not in nodes and len(nodes) < DRAWN_AT_MOST:
                nodes[far] = Node(far, things[far], node.step + 1, node.key, tie)
            is_whole = is_whole and far in nodes
    used = {id(node.via) for node in nodes.values()}
    beside = [tie for tie in ties if id(tie) not in used and {tie.subject, tie.object} <= nodes.keys()]
    return Network(list(nodes.values()), beside, frozenset(around) & nodes.keys(), is_whole)


def _growing(nodes: Mapping[UUID, Node]) -> Iterator[Node]:
    """All nodes, those included that are found meanwhile."""
    at = 0
    while at < len(nodes):
        yield list(nodes.values())[at]
        at += 1


def _words(thing: Thing) -> str:
    if isinstance(thing, Number):
        return thing.text
    name = primary_name(type_of(thing), thing)
    return name.text if name else thing.reference
