"""The list of matches, page by page."""

from dataclasses import dataclass

from django.db.models import Q

from coordination.deconfliction.filters import MatchFilters
from coordination.deconfliction.models import Match
from operation.access.principal import Principal
from operation.access.scope import PAGE_SIZE, Cursor
from operation.audit import trail


@dataclass(frozen=True)
class MatchPage:
    """Matches, newest first, and where the next page begins."""

    matches: list[Match]
    next: Cursor | None


def list_matches(principal: Principal, filters: MatchFilters, after: Cursor | None) -> MatchPage:
    """One page of what the filters let through, which started from `visible_to`; told in the trail with its keys."""
    rows = filters.qs
    if after is not None:
        rows = rows.filter(Q(created_at__lt=after.created_at) | Q(created_at=after.created_at, pk__lt=after.id))
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    told = {name: str(value) for name, value in filters.in_force().items()}
    trail.record("listed", trail.Target(Match._meta.label), filter=told, shown=[match.pk for match in shown])
    last = shown[-1] if len(found) > PAGE_SIZE else None
    return MatchPage(shown, Cursor(last.created_at, last.pk) if last else None)
