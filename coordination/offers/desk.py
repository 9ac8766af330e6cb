"""What waits for somebody about offers of support: to decide, to begin, to confirm."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.offers.models import State
from coordination.offers.selectors import to_confirm, to_decide
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.people.desk import Waiting
from operation.plan.selectors import current_operation

MARK: dict[str, Any] = {"tlp": TLP.AMBER, "handling_code": HandlingCode.H1}


def offers_waiting(principal: Principal) -> Iterator[Waiting]:
    """Three queries at most."""
    operation = current_operation()
    if operation is None:
        return
    if principal.holds("offer.decide"):
        for offer in to_decide(principal, operation):
            new = offer.state == State.OFFERED
            verb, due = (_("Decide"), None) if new else (_("Follow up"), offer.due_on)
            detail = (str(offer.partner), offer.get_state_display())
            yield Waiting(offer.title, detail, reverse("offer", args=[offer.pk]), verb, due=due, **MARK)
    if principal.holds("offer.confirm"):
        for offer in to_confirm(principal, operation):
            asked = _("From %(partner)s: has it come?") % {"partner": offer.partner}
            url = reverse("offer", args=[offer.pk])
            yield Waiting(offer.title, asked, url, _("Confirm"), due=offer.due_on, **MARK)
