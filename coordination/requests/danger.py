"""Pages of the calls for help: the list, and taking one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coordination.requests import panels
from coordination.requests.calls import list_calls, take_call
from coordination.requests.models import DangerCall
from coordination.requests.page import show
from coordination.requests.policies import may_take
from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import Refused, require

SHOWN_AT_MOST = 200


@never_cache
@require_safe
def danger_calls(request: Any) -> HttpResponse:
    """Where somebody's life is in danger, newest first: without names."""
    require(may(request.principal, "request.read"), verb="list calls for help")
    calls = list_calls(request.principal, SHOWN_AT_MOST)
    rows = [
        (call, call.taken_at is None and call.ended_at is None and may_take(request.principal, call)) for call in calls
    ]
    context = {"title": _("Danger to life"), "rows": rows, "handling": panels.handling_of_numbers()}
    return show(request, "calls", context)


@require_POST
def danger_call_take(request: Any, call_id: UUID) -> HttpResponse:
    """Say that one is at it."""
    call = DangerCall.objects.visible_to(request.principal).filter(pk=call_id).first()
    if call is None:
        trail.record("denied", trail.Target(DangerCall._meta.label, call_id), attempted="take")
        raise Http404
    try:
        take_call(principal=request.principal, call=call)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("You have taken it. Act, then write to the originator."))
    return redirect("danger-calls")
