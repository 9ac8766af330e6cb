"""Reads of matches: facts for both sides and LMLECC, the own side in full, the other's as far as it told."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404

from coordination.deconfliction.models import Match, MatchDisclosure, MatchSide, MatchStep
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.registry import by_code
from operation.cases.selectors import with_company


@dataclass(frozen=True)
class SeenMatch:
    """A match as one reader sees it. `match` is None where not even the other side may be named: both guard it.

    `side` and `record` are the own, and None for LMLECC; `record` is None as well where it is gone or not for the
    reader. `told` is what both sides told, oldest first.
    """

    key: UUID
    match: Match | None
    side: MatchSide | None
    record: Any = None
    told: list[MatchDisclosure] = field(default_factory=list)
    steps: list[MatchStep] = field(default_factory=list)

    @property
    def named(self) -> Match:
        """The match, for a step that needs it. Raises Http404 where the other side may not be named."""
        if self.match is None:
            raise Http404
        return self.match

    @property
    def own(self) -> MatchSide:
        """The own side. Raises Http404 for who is none."""
        if self.side is None:
            raise Http404
        return self.side


def read_match(principal: Principal, key: UUID) -> SeenMatch:
    """One match for its reader; the reading is in the trail. Raises Http404 for what is not there for him."""
    match = Match.objects.visible_to(principal).newest_first().filter(pk=key).first()
    side = MatchSide.objects.visible_to(principal).filter(match_id=key).first()
    if match is None and side is None:
        trail.record("denied", trail.Target(Match._meta.label, key), attempted="read")
        raise Http404
    trail.record("read", match or trail.Target(Match._meta.label, key))
    record = find_record(principal, side) if side else None
    if match is None or side is None:
        return SeenMatch(key, match, side, record)
    told = MatchDisclosure.objects.visible_to(principal).filter(match=match)
    steps = MatchStep.objects.visible_to(principal).filter(match=match).select_related("organisation", "taken_by")
    return SeenMatch(key, match, side, record, list(told), list(steps))


def own_side(principal: Principal, match: Match) -> MatchSide:
    """Raises Http404 where the principal's agency is no side of it, or not to his knowledge."""
    found = MatchSide.objects.visible_to(principal).filter(match=match).first()
    if found is None:
        raise Http404
    return found


def own_record(principal: Principal, side: MatchSide) -> Any:
    """The record of the own side, read for what is told of it. Raises Http404 where the principal may not read it."""
    found = find_record(principal, side)
    if found is None:
        raise Http404
    trail.record("read", found)
    return found


def find_record(principal: Principal, side: MatchSide) -> Any | None:
    """The record of the own side with its company, as far as the principal may read it."""
    record_type = by_code(side.record_type)
    if record_type is None or side.record_id is None:
        return None
    return with_company(record_type, principal).visible_to(principal).filter(pk=side.record_id).first()


def unnamed_sides(principal: Principal) -> list[MatchSide]:
    """Own sides of matches whose other side may not be named yet, newest first."""
    named = Match.objects.visible_to(principal).filter(pk=OuterRef("match_id"))
    sides = MatchSide.objects.visible_to(principal).filter(~Exists(named), closed_at=None)
    return list(sides.order_by("-created_at", "-id"))
