"""What waits for somebody about supervision: what is late by the table of escalation, and answers that are due."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.supervision.escalation import patience
from coordination.supervision.models import TOLD, Inspection, InspectionState, Recommendation, RecommendationState
from coordination.supervision.selectors import overdue, recommendations_of
from operation.access.principal import Principal
from operation.kernel import clock
from operation.people.desk import Waiting
from operation.plan.models import OperationalAction
from operation.plan.progress.selectors import OPEN, actions_of, last_words
from operation.plan.selectors import current_operation


def overdue_actions(principal: Principal) -> Iterator[Waiting]:
    """Late actions, of the own country or of all, once they are as late as the table says for this reader."""
    days = patience(principal)
    operation = current_operation() if days is not None else None
    if days is None or operation is None:
        return
    limit = clock.today() - timedelta(days=days)
    late = actions_of(principal, operation).filter(status__in=OPEN, due_on__lte=limit, leader__isnull=False)
    for action in late.filter(leader_id=principal.country) if principal.is_member else late:
        yield _action(principal, action)


def _action(principal: Principal, action: OperationalAction) -> Waiting:
    url = reverse("plan-action", args=[action.pk])
    said = last_words(action) or _("Nothing was reported yet.")
    detail = _("%(country)s leads it") % {"country": action.leader}
    verb = _("Report") if principal.is_member else _("Look")
    return Waiting(str(action), (detail, str(said)), url, verb, due=action.due_on)


def overdue_recommendations(principal: Principal) -> Iterator[Waiting]:
    """Recommendations that are late, by the same table."""
    days = patience(principal)
    operation = current_operation() if days is not None else None
    if days is None or operation is None:
        return
    late = recommendations_of(principal, operation).filter(overdue(clock.today() - timedelta(days=days - 1)))
    for one in late:
        verb = _("Answer") if principal.is_member else _("Look")
        yield _recommendation(one, verb)


def _recommendation(one: Recommendation, verb: str) -> Waiting:
    words = _("Recommendation %(reference)s") % {"reference": one}
    url = reverse("inspection", args=[one.inspection_id])
    return Waiting(words, (str(one.agency), one.get_state_display()), url, verb, due=one.due_on)


def visits_waiting(principal: Principal) -> Iterator[Waiting]:
    """For the agency: reports to answer. For who inspects: answers to close, and what was carried out to verify."""
    responds, inspects = principal.holds("supervision.respond"), principal.holds("supervision.inspect")
    operation = current_operation() if responds or inspects else None
    if operation is None:
        return
    seen = Inspection.objects.visible_to(principal).filter(operation=operation).select_related("agency")
    if responds:
        for one in seen.filter(state=InspectionState.REPORTED, agency=principal.own_organisation):
            yield _visit(one, _("Answer"))
        return
    for one in seen.filter(state=InspectionState.ANSWERED):
        yield _visit(one, _("Close"))
    done = recommendations_of(principal, operation).filter(state=RecommendationState.IMPLEMENTED)
    for advice in done.filter(inspection__state__in=TOLD):
        words = _("Recommendation %(reference)s to verify") % {"reference": advice}
        url = reverse("inspection", args=[advice.inspection_id])
        yield Waiting(words, str(advice.agency), url, _("Verify"))


def _visit(one: Inspection, verb: str) -> Waiting:
    words = _("Inspection %(reference)s") % {"reference": one}
    return Waiting(words, (str(one.agency), one.get_state_display()), reverse("inspection", args=[one.pk]), verb)
