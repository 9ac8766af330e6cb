"""The list of matches, page by page, each with the own record that it is about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from coordination.deconfliction.filters import MatchFilters
from coordination.deconfliction.models import Match, MatchSide
from operation.access.principal import Principal
from operation.access.scope import PAGE_SIZE, Cursor
from operation.audit import trail
from operation.cases.naming import names_of
from operation.cases.registry import by_code


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


def own_records(principal: Principal, matches: Sequence[Match]) -> Mapping[UUID, Any]:
    """Of each match the record of the own side, with its names, as far as the principal may read it; told in the trail.

    One query for the sides, and for each type that is there one for its records and one for their names.
    """
    sides: dict[str, dict[UUID, UUID]] = defaultdict(dict)
    for side in MatchSide.objects.visible_to(principal).filter(match__in=[one.pk for one in matches]):
        if side.record_id:
            sides[side.record_type][side.match_id] = side.record_id
    found: dict[UUID, Any] = {}
    for code, keys in sides.items():
        record_type = by_code(code)
        if record_type is None:
            continue
        rows = record_type.model._default_manager.visible_to(principal).filter(pk__in=set(keys.values()))
        records = {record.pk: record for record in rows.prefetch_related(*names_of(record_type.model, principal))}
        trail.record("listed", trail.Target(record_type.model._meta.label), shown=list(records))
        found |= {match: records[key] for match, key in keys.items() if key in records}
    return found
