"""What supervision itself knows to be owed: actions of the plan, recommendations, and LMLECC's own part in both."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.supervision.models import TOLD, Inspection, InspectionState, Recommendation, RecommendationState
from coordination.supervision.owed import LMLECC, Owed
from coordination.supervision.selectors import AT_WORK, recommendations_of
from operation.access.principal import Principal
from operation.plan.models import Operation
from operation.plan.progress.selectors import OPEN, actions_of, last_words


def actions_owed(principal: Principal, operation: Operation) -> Iterator[Owed]:
    """Open actions with a due date, by the country that leads them. Of another country's a member reads the plan."""
    for action in actions_of(principal, operation).filter(status__in=OPEN, due_on__isnull=False, leader__isnull=False):
        leader = action.leader_id or ""
        if principal.is_secretariat or leader == principal.country:
            url = reverse("plan-action", args=[action.pk])
            yield Owed(leader, LMLECC, str(action), url, action.due_on, last_words(action))


def recommendations_owed(principal: Principal, operation: Operation) -> Iterator[Owed]:
    """By the agency until it is done; by LMLECC from then on, which verifies."""
    open_ = recommendations_of(principal, operation).filter(inspection__state__in=TOLD)
    for one in open_.filter(state__in=[*AT_WORK, RecommendationState.IMPLEMENTED]):
        yield _owed(one)


def visits_owed(principal: Principal, operation: Operation) -> Iterator[Owed]:
    """A reported visit waits for its answer, an answered one for LMLECC to close it."""
    seen = Inspection.objects.visible_to(principal).filter(operation=operation)
    for one in seen.filter(state__in=[InspectionState.REPORTED, InspectionState.ANSWERED]):
        url, country = reverse("inspection", args=[one.pk]), one.country_id
        if one.state == InspectionState.REPORTED:
            yield Owed(country, LMLECC, _("Answer to inspection %(reference)s") % {"reference": one}, url)
        else:
            yield Owed(LMLECC, country, _("Inspection %(reference)s to close") % {"reference": one}, url)


def _owed(one: Recommendation) -> Owed:
    url, country = reverse("inspection", args=[one.inspection_id]), one.inspection.country_id
    if one.state == RecommendationState.IMPLEMENTED:
        words = _("Recommendation %(reference)s to verify") % {"reference": one}
        return Owed(LMLECC, country, words, url)
    said = [step.words for step in one.steps.all() if step.words]
    words = _("Recommendation %(reference)s") % {"reference": one}
    return Owed(country, LMLECC, words, url, one.due_on, said[-1] if said else "")
