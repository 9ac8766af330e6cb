"""Reads of knowledge: each starts from `visible_to`."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from coordination.knowledge.models import KnowledgeItem, KnowledgeQuerySet, KnowledgeVoice, State
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.names import fold
from operation.plan.models import Operation

LISTED = 100
"""Items on one page of the list."""


def items(principal: Principal, operation: Operation) -> KnowledgeQuerySet:
    """All that the principal may read, newest first."""
    seen = KnowledgeItem.objects.visible_to(principal).filter(operation=operation)
    return seen.select_related("originator", "line")


def holding(text: str) -> Q:
    """Items that hold every word of the text, in any script, without regard to capitals and Latin marks."""
    words = fold(text.replace("\0", "")).split()
    return reduce(and_, (Q(search_key__contains=word) for word in words), Q())


def narrowed(seen: KnowledgeQuerySet, asked: Mapping[str, Any]) -> KnowledgeQuerySet:
    """By kind, state, line of effort, fraud type and words; what is not asked narrows nothing."""
    if asked.get("q"):
        seen = seen.filter(holding(asked["q"]))
    if asked.get("fraud"):
        seen = seen.filter(fraud_types__contains=[asked["fraud"]])
    exact = {name: asked[name] for name in ("kind", "state", "line") if asked.get(name)}
    return seen.filter(**exact)


def listed(found: KnowledgeQuerySet, first: int) -> tuple[list[KnowledgeItem], int | None]:
    """One page of a list, and where the next begins; that it was shown is in the trail."""
    rows = list(found[first : first + LISTED + 1])
    shown = rows[:LISTED]
    trail.record("listed", trail.Target(KnowledgeItem._meta.label), shown=[str(one.pk) for one in shown])
    return shown, first + LISTED if len(rows) > LISTED else None


def read_item(principal: Principal, item_id: UUID) -> KnowledgeItem | None:
    """One item for its reader; the reading is in the trail. None: there is none that it may see."""
    seen = KnowledgeItem.objects.visible_to(principal).select_related("originator__country", "line", "operation")
    found = seen.filter(pk=item_id).first()
    if found is None:
        trail.record("denied", trail.Target(KnowledgeItem._meta.label, item_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def voices_of(principal: Principal, item: KnowledgeItem) -> list[KnowledgeVoice]:
    """What the countries said in the present round, as far as the principal may read it."""
    seen = KnowledgeVoice.objects.visible_to(principal).filter(item=item, round=item.round)
    return list(seen.select_related("country", "agency"))


def to_validate(principal: Principal, operation: Operation) -> list[KnowledgeItem]:
    return list(items(principal, operation).filter(state=State.PROPOSED).order_by("proposed_at"))


def queried(principal: Principal, operation: Operation) -> list[KnowledgeItem]:
    """The own agency's, with LMLECC's question."""
    own = items(principal, operation).filter(originator_id=principal.organisation_id)
    return list(own.filter(state=State.QUERIED).order_by("created_at"))


def unanswered(principal: Principal, operation: Operation) -> list[KnowledgeItem]:
    """Validated items on which the principal's country has not said anything."""
    return [item for item in _consulted(principal, operation) if principal.country not in _heard(item)]


def to_adopt(principal: Principal, operation: Operation, countries: Sequence[str]) -> list[KnowledgeItem]:
    """Validated items on which all of these countries have answered."""
    return [item for item in _consulted(principal, operation) if set(countries) <= _heard(item)]


def _consulted(principal: Principal, operation: Operation) -> KnowledgeQuerySet:
    said = Prefetch("voices", KnowledgeVoice.objects.visible_to(principal))
    validated = items(principal, operation).filter(state=State.VALIDATED)
    return validated.order_by("validated_at").prefetch_related(said)


def _heard(item: KnowledgeItem) -> set[str]:
    return {voice.country_id for voice in item.voices.all() if voice.round == item.round}
