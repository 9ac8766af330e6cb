"""What one can talk about, and between whom. Features register their own things, in one line for what has two sides.

register(between("request", "requests", Request, "request", _("Request")))
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from coordination.alerts.selectors import people_of
from coordination.between import DRAFT, Between
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.access.walls import holds
from operation.audit import trail
from operation.kernel.errors import Text


@dataclass(frozen=True)
class Audience:
    """Who reads a thread: one organisation alone, two, or without any everybody but partners.

    Of two the first is whose thing it is. `secretariat`: LMLECC reads what the two write.
    """

    first: UUID | None = None
    second: UUID | None = None
    secretariat: bool = False

    def leaves(self, organisation: UUID | None) -> bool:
        """Whether somebody outside this organisation reads it."""
        return self.second is not None or self.first != organisation

    @property
    def organisations(self) -> tuple[UUID, ...]:
        return tuple(one for one in (self.first, self.second) if one)


def no_files(_principal: Principal, _thing: Any) -> Any:
    """A thing that has no files of its own."""
    return ()


@dataclass(frozen=True, eq=False)
class Talkable:
    """A kind of things to talk about. `kind` is its name in the database (at most 12 letters), `slug` in addresses.

    `seen` are the things whose content a principal may be shown: their threads are there for him, no others.
    `audiences` says between whom he may talk about one; `readers` which people of some organisations read it.
    `files` are those of the thing that a message may point to. `title` is how it is called on a page of its reader.
    `marked` is what the second wall asks of the row `t` beside its own wall, as SQL: the mark of what is said, where
    more people see the facts.
    """

    kind: str
    slug: str
    label: Text
    model: type[models.Model]
    seen: Callable[[Principal], Any]
    audiences: Callable[[Principal, Any], Sequence[Audience]]
    readers: Callable[[Any, Collection[UUID]], set[UUID]]
    url: Callable[[Any], str]
    handling: Callable[[Any], dict[str, Any]]
    title: Callable[[Any], str] = str
    files: Callable[[Principal, Any], Any] = no_files
    reach: Callable[[Principal, UUID], Any] | None = field(default=None)
    marked: str = "true"

    def read(self, principal: Principal, key: UUID) -> Any:
        """One thing for its reader. Raises Http404, or what `reach` raises; the attempt is in the trail."""
        if self.reach is not None:
            return self.reach(principal, key)
        found = self.seen(principal).filter(pk=key).first()
        if found is None:
            trail.record("denied", trail.Target(self.model._meta.label, key), attempted="read messages")
            raise Http404
        return found


_talkables: dict[str, Talkable] = {}
_more: list[Callable[[], Collection[Talkable]]] = []


def register(talkable: Talkable) -> Talkable:
    """Make a kind known, once. Raises ValueError for a second one with the same name."""
    if talkable.kind in _talkables:
        raise ValueError(f"one talks about {talkable.kind} already")
    _talkables[talkable.kind] = talkable
    return talkable


def register_many(find: Callable[[], Collection[Talkable]]) -> None:
    """Kinds that are found when they are asked for: record types may come after us."""
    _more.append(find)


def all_talkables() -> list[Talkable]:
    return [*_talkables.values(), *(one for find in _more for one in find())]


def by_kind(kind: str) -> Talkable | None:
    return next((one for one in all_talkables() if one.kind == kind), None)


def by_slug(slug: str) -> Talkable:
    """Raises Http404 for a kind that nobody registered."""
    found = next((one for one in all_talkables() if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def between(kind: str, slug: str, model: type[Between], route: str, label: Text) -> Talkable:
    """A thing of two sides: one thread for both (LMLECC reads it where they write through it), one inside each."""
    return Talkable(
        kind=kind,
        slug=slug,
        label=label,
        model=model,
        seen=lambda principal: _content_of(model, principal),
        audiences=two_sides,
        readers=lambda thing, organisations: _readers_between(model, thing, organisations),
        url=lambda thing: reverse(route, args=[thing.pk]),
        handling=_handling_between,
        title=lambda thing: str(thing.reference),
        marked=f"(t.tlp <> '{TLP.AMBER_STRICT.value}' OR {holds('record.read_strict')})",
    )


def two_sides(principal: Principal, thing: Any) -> list[Audience]:
    """A draft is its sender's: nothing leaves before it was sent. LMLECC has no thread of its own on it."""
    both = Audience(thing.sender_id, thing.recipient_id, thing.through_lmlecc)
    inside = [] if principal.is_secretariat else [Audience(principal.own_organisation)]
    return inside if thing.state == DRAFT else [*inside, both]


def _content_of(model: type[Between], principal: Principal) -> Any:
    """Those whose texts are the principal's to read, as `Between.content_is_read_by` says of one."""
    found = model.objects.visible_to(principal)
    if not principal.holds("record.read_strict"):
        found = found.filter(~Q(tlp=TLP.AMBER_STRICT))
    return found.filter(through_lmlecc=True) if principal.is_secretariat else found


def _readers_between(model: type[Between], thing: Any, organisations: Collection[UUID]) -> set[UUID]:
    strict = thing.tlp == TLP.AMBER_STRICT
    people = people_of(organisations, model.READ)
    return people & people_of(organisations, "record.read_strict") if strict else people


def _handling_between(thing: Any) -> dict[str, Any]:
    words = thing.handling_text or HandlingCode(thing.handling_code).label
    return {"tlp": thing.tlp, "code": thing.handling_code, "words": words, "note": ""}
