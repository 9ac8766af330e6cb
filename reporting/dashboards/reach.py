"""How far syndicates reach: in which countries those that the reader may see are at work, and which they share.

A syndicate is at work where its record says, and where the sites and people are that are linked with it, as far as the
reader sees those too. Nothing is told of a syndicate or a link that he does not see, not even a number.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from operation.access.principal import Principal
from operation.access.scope import page
from operation.audit import trail
from operation.cases.confirmations import is_open
from operation.cases.links.selectors import links_at
from operation.cases.naming import names_of
from operation.cases.records.syndicate import Syndicate

READ_AT_MOST = 200
"""The newest syndicates that are counted."""

LINKS_AT_MOST = 2000
NAMED_AT_MOST = 30
"""Rows of the table; the list of syndicates has all."""

ELSEWHERE = ""
"""A country outside the six."""


@dataclass(frozen=True)
class Reached:
    """A syndicate and the countries in which it is at work, in the one order; outside the six as ELSEWHERE."""

    record: Any
    countries: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """`shared` counts, for two countries, the syndicates that are at work in both; `at_work` those in each."""

    syndicates: tuple[Reached, ...]
    at_work: Counter[str]
    shared: Counter[tuple[str, str]]
    is_whole: bool


def reach_of(principal: Principal, members: tuple[str, ...], country: str = "") -> Reach:
    """A fixed number of queries; the trail has the ids that were read. With a country: syndicates at work there."""
    rows = Syndicate.objects.prefetch_related(*names_of(Syndicate, principal))
    found = page(rows, principal, narrow=lambda arm: arm.filter(is_open(principal)), size=READ_AT_MOST)
    trail.record("listed", trail.Target(Syndicate._meta.label), shown=[one.pk for one in found.records])
    places = _places(principal, found.records)
    reached = [Reached(one, _in_order(places[one.pk], members)) for one in found.records]
    told = [one for one in reached if one.countries and country in ("", *one.countries)]
    return Reach(
        syndicates=tuple(sorted(told, key=_main_first)),
        at_work=Counter(code for one in told for code in one.countries),
        shared=Counter(pair for one in told for pair in combinations(one.countries, 2)),
        is_whole=found.next is None,
    )


def _places(principal: Principal, syndicates: list[Any]) -> dict[UUID, set[str]]:
    """Of each syndicate the countries of its own place and of what is linked with it."""
    places: dict[UUID, set[str]] = defaultdict(set)
    for one in syndicates:
        places[one.pk].add(str(one.place_country or ""))
    keys = list(places)
    for link in links_at(principal, keys, LINKS_AT_MOST) if keys else ():
        for near, far in ((link.subject, link.object), (link.object, link.subject)):
            if near.pk in places:
                places[near.pk].add(str(far.place_country or ""))
    return places


def _in_order(codes: set[str], members: tuple[str, ...]) -> tuple[str, ...]:
    own = tuple(code for code in members if code in codes)
    return (*own, ELSEWHERE) if codes - {*members, ""} else own


def _main_first(one: Reached) -> tuple[bool, int, str]:
    return not one.record.is_main_target, -len(one.countries), one.record.reference
