"""Matches counted: how many there are and how far they came, whoever of LMLECC asks (decision 45)."""

from django.db.models import QuerySet

from coordination.deconfliction.models import Knows, Match
from operation.access.context import as_system
from operation.access.principal import Principal
from operation.plan.models import Operation

COUNTING = "measures"
"""The name under which LMLECC counts what both sides know of, and sees nothing else of matches."""


def matches_known_to_both(principal: Principal, operation: Operation) -> list[Match]:
    """Matches that both sides know of, oldest first: a member's own, for LMLECC all, to be counted and not to be shown.

    Desks that are told of no match count them too: a report is the same whichever desk builds it. One query.
    """
    if not principal.is_secretariat:
        return list(_known(Match.objects.visible_to(principal), operation))
    with as_system(COUNTING):
        return list(_known(Match.objects.all(), operation))


def _known(found: QuerySet[Match], operation: Operation) -> QuerySet[Match]:
    known = found.filter(operation=operation, one_knows=Knows.ALL, other_knows=Knows.ALL)
    return known.select_related("one", "other").order_by("told_at", "id")
