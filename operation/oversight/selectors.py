"""Reads of the trail. Each is itself in the trail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from operation.access.principal import Principal
from operation.audit import trail
from operation.audit.models import AuditAnchor, AuditEntry
from operation.kernel.errors import require
from operation.oversight.filters import TrailFilters
from operation.oversight.pages import PAGE_SIZE, Page, Place, cut
from operation.oversight.policies import may_read_trail, may_take_anchors
from operation.oversight.wording import READING
from operation.people.models import User

NEWEST = ("-at", "-lane", "-n")
READINGS = "SELECT lane, n, at, verb, channel, actor_id, organisation_id FROM audit_readings(%s, %s, %s, %s, %s, %s)"
ANCHORS_SHOWN = 48
LONGEST_SHEET = 100_000
TRAIL = trail.Target(AuditEntry._meta.label)


def entries(principal: Principal) -> QuerySet[AuditEntry]:
    """What of the trail the principal may read: all for the data-protection officer, the own for everybody."""
    if principal.holds("trail.read"):
        return AuditEntry.objects.all()
    return AuditEntry.objects.filter(actor_id=principal.user_id) if principal.user_id else AuditEntry.objects.none()


def read_trail(principal: Principal, filters: TrailFilters, after: Place | None) -> Page[AuditEntry]:
    """One page of the whole trail, newest first. Raises NotAllowed."""
    require(may_read_trail(principal), verb="read trail")
    found = _page(filters.filter_queryset(entries(principal)), after)
    trail.record("read trail", TRAIL, filter=filters.in_force(), entries=len(found.entries))
    return found


def read_own_trail(principal: Principal, after: Place | None) -> Page[AuditEntry]:
    """One page of what the principal did, newest first. Raises NotAllowed when nobody is signed in."""
    found = _page(AuditEntry.objects.filter(actor_id=principal.person), after)
    trail.record("read trail", trail.Target(User._meta.label, principal.person), entries=len(found.entries))
    return found


@dataclass(frozen=True)
class Part:
    """A part of an exported trail, read when it is asked for: in the caller's transaction and context.

    `oldest` is the place of its last entry where older ones follow; None where it is the last part.
    """

    entries: Iterator[AuditEntry]
    oldest: Place | None


def export_trail(principal: Principal, filters: TrailFilters, after: Place | None = None) -> Part:
    """The entries that fit, newest first, in bounded memory; told before the first leaves. Raises NotAllowed.

    A part is what a web server's worker can write in its time; the next one begins behind its oldest entry.
    """
    require(may_read_trail(principal), verb="export trail")
    found: QuerySet[AuditEntry] = filters.filter_queryset(entries(principal)).order_by(*NEWEST)
    if after:
        found = found.filter(after.behind())
    end = list(found[LONGEST_SHEET - 1 : LONGEST_SHEET + 1])
    oldest = Place(end[0].at, end[0].lane, end[0].n) if len(end) > 1 else None
    trail.record("exported", TRAIL, format="csv", filter=filters.in_force(), whole=oldest is None and after is None)
    return Part((found.filter(oldest.upto()) if oldest else found).iterator(chunk_size=1000), oldest)


@dataclass(frozen=True)
class Reading:
    """Somebody saw a record: when, by which way. `verb` is the trail's: read, exported, listed, searched."""

    lane: int
    n: int
    at: datetime
    verb: str
    channel: str
    actor_id: UUID | None
    organisation_id: UUID | None


def readings_of(target: trail.Target, after: Place | None) -> Page[Reading]:
    """Who saw a record of the principal's agency, newest first; recalled readers too.

    The caller has read the record and checked that its reader is the originator's; the database asks once more.
    """
    place = (after.at, after.lane, after.n) if after else (None, None, None)
    with connection.cursor() as cursor:
        cursor.execute(READINGS, [target.id, list(READING), *place, PAGE_SIZE + 1])
        found = [Reading(*row) for row in cursor]
    trail.record("read readings", target)
    return cut(found)


def anchors(principal: Principal) -> list[AuditAnchor]:
    """The newest anchors. Raises NotAllowed."""
    require(may_take_anchors(principal), verb="list anchors")
    return list(AuditAnchor.objects.order_by("-number")[:ANCHORS_SHOWN])


def take_anchor(principal: Principal, number: int) -> AuditAnchor:
    """One anchor, to be kept outside; told. Raises NotAllowed; AuditAnchor.DoesNotExist."""
    require(may_take_anchors(principal), verb="download anchor")
    anchor = AuditAnchor.objects.get(number=number)
    trail.record("downloaded anchor", trail.Target(AuditAnchor._meta.label, None, str(number)), digest=anchor.digest)
    return anchor


def people(keys: Iterable[UUID | None]) -> dict[UUID, User]:
    """The users of some keys with their organisations, in one query."""
    known = User.objects.select_related("organisation__country").filter(pk__in={key for key in keys if key})
    return {user.pk: user for user in known}


def _page(found: Any, after: Place | None) -> Page[AuditEntry]:
    if after:
        found = found.filter(after.behind())
    return cut(list(found.order_by(*NEWEST)[: PAGE_SIZE + 1]))
