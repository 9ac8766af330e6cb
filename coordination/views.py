"""The door of the exchange: the first of its pages that one can open."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from coordination.frame import usable
from operation.access.policies import may
from operation.kernel.errors import require


@require_safe
def exchange(request: Any) -> HttpResponse:
    """Redirects; 403 with the reason for who takes no part in the exchange."""
    require(may(request.principal, "exchange.read"), verb="open the exchange")
    found = usable(request.principal)
    if not found:
        raise Http404
    return HttpResponseRedirect(reverse(found[0].route))
