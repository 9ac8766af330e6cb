"""Reads of removals: a page of the list, one of them, and what its reader may see of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from coordination.removals.models import (
    Pathway,
    Removal,
    RemovalCheck,
    RemovalIncident,
    RemovalItem,
    RemovalPerson,
    RemovalStep,
    RemovalTerms,
)
from operation.access.principal import Principal
from operation.access.scope import Cursor, Page, newest_first
from operation.audit import trail


@dataclass(frozen=True)
class Content:
    """What the reader may see of the parts. `is_told`: whether he may at all; else each is empty."""

    is_told: bool
    terms: RemovalTerms | None = None
    persons: Sequence[RemovalPerson] = ()
    checks: Sequence[RemovalCheck] = ()
    items: Sequence[RemovalItem] = ()
    steps: Sequence[RemovalStep] = ()
    incidents: Sequence[RemovalIncident] = ()


@dataclass(frozen=True)
class Transfers:
    """F02 in the words of the removals themselves: how many came, how long it took, by which pathway."""

    count: int
    median_days: float | None
    pathways: dict[str, int] = field(default_factory=dict)


def visible(principal: Principal) -> QuerySet[Removal]:
    """What the principal may see, with both sides."""
    sides = ("sender__country", "recipient__country", "operation")
    seen: QuerySet[Removal] = Removal.objects.visible_to(principal)
    return seen.select_related(*sides)


def list_removals(found: QuerySet[Removal], after: Cursor | None) -> Page[Removal]:
    """One page, newest first; one entry in the trail with the ids shown."""
    page = newest_first(found, after)
    trail.record("listed", trail.Target(Removal._meta.label), shown=[one.pk for one in page.records])
    return page


def read_removal(principal: Principal, key: UUID) -> Removal:
    """One removal for its reader; the reading is in the trail. Raises Http404 for what is not there for him."""
    found: Removal | None = visible(principal).select_related("repeats").filter(pk=key).first()
    if found is None:
        trail.record("denied", trail.Target(Removal._meta.label, key), attempted="read")
        raise Http404
    trail.record("read", found)
    return found


def content_of(principal: Principal, removal: Removal) -> Content:
    """The parts, as far as the reader may see them; a fixed number of queries."""
    if not removal.content_is_read_by(principal):
        return Content(is_told=False)

    def rows(model: Any) -> Any:
        return model.objects.visible_to(principal).filter(removal=removal)

    return Content(
        is_told=True,
        terms=rows(RemovalTerms).first(),
        persons=list(rows(RemovalPerson).select_related("listed_by")),
        checks=list(rows(RemovalCheck)),
        items=list(rows(RemovalItem)),
        steps=list(rows(RemovalStep).select_related("side")),
        incidents=list(rows(RemovalIncident).select_related("noted_by")),
    )


def repeated_by(principal: Principal, removal: Removal) -> Removal | None:
    """The last request that asks for a refused one again, if the reader may know of it."""
    rows = Removal.objects.visible_to(principal).filter(repeats=removal).order_by("-created_at", "-pk")
    found: Removal | None = rows.first()
    return found


def transfers(principal: Principal) -> Transfers:
    """Of all removals that the principal may see and that ended with somebody received. One query."""
    rows: Any = list(
        Removal.objects.visible_to(principal)
        .filter(received_on__isnull=False, heads_received__gt=0)
        .values_list("pathway", "requested_on", "received_on", "heads_received")
    )
    days = [(received - asked).days for _pathway, asked, received, _heads in rows]
    pathways = {
        str(label): total
        for value, label in Pathway.choices
        if (total := sum(heads for pathway, _asked, _received, heads in rows if pathway == value))
    }
    return Transfers(sum(row[3] for row in rows), median(days) if days else None, pathways)
