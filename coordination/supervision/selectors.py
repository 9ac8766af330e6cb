"""Reads of supervision: visits and recommendations. All start from `visible_to`."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from coordination.supervision.models import (
    TOLD,
    Finding,
    Inspection,
    InspectionStep,
    Recommendation,
    RecommendationState,
    RecommendationStep,
)
from operation.access.principal import Principal
from operation.audit import trail
from operation.plan.models import Operation

AT_WORK = (RecommendationState.OPEN, RecommendationState.ACCEPTED)
"""What the agency still has to do something about."""


def inspections_of(principal: Principal, operation: Operation) -> QuerySet[Inspection]:
    """Visits, the latest first."""
    seen = Inspection.objects.visible_to(principal).filter(operation=operation)
    return seen.select_related("agency", "country").order_by("-starts_on", "-id")


def read_inspection(principal: Principal, inspection_id: UUID) -> Inspection | None:
    """One visit with all that its reader may see of it; the reading is in the trail. None: there is none for it."""
    steps = InspectionStep.objects.visible_to(principal).select_related("taken_by")
    seen = Inspection.objects.visible_to(principal).select_related("agency__country", "country", "operation")
    seen = seen.prefetch_related(Prefetch("steps", steps))
    seen = seen.prefetch_related(Prefetch("findings", Finding.objects.visible_to(principal)))
    found = (
        seen.prefetch_related(Prefetch("recommendations", _recommendations(principal))).filter(pk=inspection_id).first()
    )
    if found is None:
        trail.record("denied", trail.Target(Inspection._meta.label, inspection_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def read_recommendation(principal: Principal, recommendation_id: UUID) -> Recommendation | None:
    """One recommendation for its reader; the reading is in the trail."""
    found = _recommendations(principal).filter(pk=recommendation_id).first()
    if found is None:
        trail.record("denied", trail.Target(Recommendation._meta.label, recommendation_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def recommendations_of(principal: Principal, operation: Operation) -> QuerySet[Recommendation]:
    """Recommendations of all visits, by the day on which they are due; two queries."""
    return _recommendations(principal).filter(inspection__operation=operation).order_by("due_on", "id")


def _recommendations(principal: Principal) -> QuerySet[Recommendation]:
    steps = RecommendationStep.objects.visible_to(principal).select_related("taken_by")
    seen = Recommendation.objects.visible_to(principal)
    return seen.select_related("agency__country", "inspection__country", "finding").prefetch_related(
        Prefetch("steps", steps)
    )


def overdue(day: date) -> Q:
    """Recommendations that the agency should have carried out before a day."""
    return Q(state__in=AT_WORK, due_on__lt=day, inspection__state__in=TOLD)
