"""What requests are owed, for the pages of supervision: an answer by who was asked, a clarification by who asks."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coordination.requests.models import WAITING, Request, RequestState
from coordination.requests.selectors import visible_requests
from coordination.supervision.owed import Owed
from operation.access.principal import Principal
from operation.plan.models import Operation


def requests_owed(principal: Principal, operation: Operation) -> Iterator[Owed]:
    """Requests that wait, the one side's or the other's. One query; facts alone."""
    for one in visible_requests(principal).filter(operation=operation, state__in=WAITING):
        yield _owed(one)


def _owed(one: Request) -> Owed:
    asker, asked = str(one.sender.country_id), str(one.recipient.country_id)
    words = {"reference": one.reference, "kind": one.get_kind_display()}
    what, url = _("Request %(reference)s: %(kind)s") % words, reverse("request", args=[one.pk])
    if one.state == RequestState.CLARIFICATION:
        return Owed(asker, asked, what, url, None, capfirst(one.get_state_display()))
    reason = _("A late answer was announced.") if one.delay_announced_at else ""
    return Owed(asked, asker, what, url, one.due_at, reason)
