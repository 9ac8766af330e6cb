"""Coordinators are told that a match waits, also when they do not look at their desk. Nothing of it but that."""

from django.db import transaction
from django.urls import reverse

from coordination.alerts.actions import alert
from coordination.alerts.kinds import MATCH
from coordination.alerts.selectors import people_of
from coordination.deconfliction.keeping import CHANNEL
from coordination.deconfliction.models import DISCLOSE, MatchSide
from coordination.deconfliction.naming import machine_of
from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.people.models import Organisation, OrganisationKind


def tell_coordinators() -> None:
    """One alert for each coordinator and the newest match that nobody of the agency has looked at.

    It leads to all of them: an import that meets a thousand others is one alert a sweep, not a thousand.
    """
    for agency in Organisation.objects.filter(kind=OrganisationKind.AGENCY):
        _tell(machine_of(agency))


@transaction.atomic
def _tell(principal: Principal) -> None:
    with acting_as(principal, channel=CHANNEL):
        waiting = MatchSide.objects.visible_to(principal).filter(noted_at=None, closed_at=None)
        newest = waiting.order_by("-created_at").values_list("match_id", flat=True).first()
        if newest:
            people = people_of([principal.own_organisation], DISCLOSE)
            alert(MATCH, people, url=reverse("matches"), key=f"match:{newest}")
