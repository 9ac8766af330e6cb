"""The list of matches, page by page, each with the own record that it is about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from coordination.deconfliction.filters import MatchFilters
from coordination.deconfliction.models import Match, MatchSide
from operation.access.principal import Principal
from operation.access.scope import Cursor, Page, newest_first
from operation.audit import trail
from operation.cases.naming import names_of
from operation.cases.registry import by_code


def list_matches(principal: Principal, filters: MatchFilters, after: Cursor | None) -> Page[Match]:
    """One page of what the filters let through, which started from `visible_to`; told in the trail with its keys."""
    page = newest_first(filters.qs, after)
    told = {name: str(value) for name, value in filters.in_force().items()}
    trail.record("listed", trail.Target(Match._meta.label), filter=told, shown=[one.pk for one in page.records])
    return page


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
