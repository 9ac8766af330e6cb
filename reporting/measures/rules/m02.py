"""M02: inspections made, and their recommendations closed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.supervision.models import (
    TOLD,
    Inspection,
    InspectionState,
    InspectionStep,
    Recommendation,
    RecommendationState,
    RecommendationStep,
)
from reporting.measures.base import Item, Measure, Moment, Part, Reading, Share
from reporting.measures.rules.wording import BY_STEPS

MADE = frozenset(InspectionState) - {InspectionState.PLANNED}
CLOSED = (RecommendationState.VERIFIED, RecommendationState.REJECTED)


def _read(reading: Reading) -> Iterator[Item]:
    """Four queries."""
    principal = reading.principal
    said = RecommendationStep.objects.visible_to(principal).order_by("created_at", "id")
    advice: Any = Recommendation.objects.visible_to(principal).prefetch_related(
        Prefetch("steps", said, to_attr="taken")
    )
    steps = InspectionStep.objects.visible_to(principal).order_by("created_at", "id")
    seen: Any = Inspection.objects.visible_to(principal).filter(operation=reading.operation)
    visits = seen.order_by("starts_on", "id").prefetch_related(
        Prefetch("steps", steps, to_attr="taken"), Prefetch("recommendations", advice, to_attr="advice")
    )
    for visit in visits:
        state = _state(visit, reading.moment)
        if state in MADE:
            yield _visit(visit)
        if state in TOLD:
            yield from (_advice(visit, one, reading.moment) for one in visit.advice)


def _state(thing: Any, moment: Moment) -> str:
    """Where its steps had brought it; "" before any."""
    taken = [step.state for step in thing.taken if moment.knows(step.created_at)]
    return taken[-1] if taken else ""


def _visit(visit: Any) -> Item:
    url = reverse("inspection", args=[visit.pk])
    return Item((visit.country_id,), {"visits": 1}, what=visit.reference, url=url, words=_("visit made"))


def _advice(visit: Any, one: Any, moment: Moment) -> Item:
    state = _state(one, moment) or RecommendationState.OPEN
    return Item(
        countries=(visit.country_id,),
        parts={"recommended": 1, "closed": int(state in CLOSED)},
        what=f"{visit.reference} R{one.number}",
        url=reverse("inspection", args=[visit.pk]),
        words=RecommendationState(state).label,
    )


M02 = Measure(
    code="M02",
    label=_("Inspections and recommendations"),
    line=7,
    version=1,
    rule=_(
        "Visits of LMLECC that were carried out, by the country visited, and the recommendations of those that were "
        "reported to it. Closed: LMLECC verified that it was carried out, or the agency rejected it with a reason. "
        "What the agency says is done and LMLECC has not verified is open."
    ),
    known=BY_STEPS,
    columns=(
        Part("visits", _("Visits made")),
        Part("recommended", _("Recommendations")),
        Part("closed", _("Closed")),
        Share("share", _("Closed of all"), "closed", "recommended"),
    ),
    chain=("recommended", "closed"),
    headline="share",
    beside=("visits",),
    read=_read,
    permission="supervision.read",
)
