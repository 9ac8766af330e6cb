"""What stands between a signed-in person and every page: the token's scope, the idle lock, the second factor.

One place, before any view, for pages, API and Django's admin alike (trust.md 30).
"""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from operation.audit import trail
from operation.kernel.errors import Text
from operation.people.second_factor import has_second_factor, has_shown_it
from operation.people.tokens import SAFE, may_use
from operation.people.unlock import ask_with_what_was_sent

SECONDS_IDLE = 30 * 60
SECONDS_BETWEEN_LOOKS = 60
SEEN = "seen"
ALWAYS = {"health", "set_language", "sign-out", "verify"}
PROOFS = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
SET_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}
REASONS = {
    "account_reauthenticate": _("This session was idle for half an hour. Open a page and give your password again."),
    "mfa_index": _("Your account needs a second factor. Set it up on your account page."),
    "mfa_reauthenticate": _("This session has not shown your second factor. Open a page and give it."),
}


class GateMiddleware:
    """Asks the questions in their order; the first that is not met answers instead of the view."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)  # type: ignore[no-any-return]

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or request.resolver_match.view_name in ALWAYS:
            return None
        return _outside_scope(request) or _idle(request) or _without_second_factor(request)


def _outside_scope(request: Any) -> HttpResponse | None:
    if request.token is None:
        return None
    verdict = may_use(request.token, request)
    return None if verdict else _refused(request, verdict.reason)


def _idle(request: Any) -> HttpResponse | None:
    """Half an hour without a request: the password again, then on where one was, or with what was sent."""
    if request.token is not None:
        return None
    now = time.time()
    records = get_authentication_records(request, request.user)
    seen = max(request.session.get(SEEN, 0), records[-1]["at"] if records else 0)
    if now - seen > SECONDS_IDLE:
        return None if request.resolver_match.view_name in PROOFS else _locked(request)
    if now - request.session.get(SEEN, 0) > SECONDS_BETWEEN_LOOKS:
        request.session[SEEN] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
    return None


def _locked(request: Any) -> HttpResponse | None:
    is_form = request.method == "POST" and not request.htmx and not request.path.startswith("/api/")
    if is_form and request.user.has_usable_password():
        return ask_with_what_was_sent(request)
    return _ask(request, "account_reauthenticate")


def _without_second_factor(request: Any) -> HttpResponse | None:
    """None at all: set one up. One that was not shown in this session: show it, before anything is set up beside it."""
    name = request.resolver_match.view_name
    if not (settings.REQUIRE_SECOND_FACTOR or name in SET_UP):
        return None
    if not has_second_factor(request.user):
        return None if name in SET_UP or name in PROOFS else _ask(request, "mfa_index")
    if request.token is not None or name in PROOFS or has_shown_it(request):
        return None
    return _ask(request, "mfa_reauthenticate")


def _ask(request: Any, where: str) -> HttpResponse:
    """Send the reader to a page that asks for a proof, and from there back; an API gets a reason instead."""
    if request.path.startswith("/api/"):
        return _refused(request, REASONS[where])
    address = f"{reverse(where)}?{urlencode({'next': _back(request)})}"
    if request.htmx:
        if request.method not in SAFE:
            messages.warning(request, _("What you sent was not saved."))
        return HttpResponseClientRedirect(address)
    if request.method in SAFE:
        return redirect(address)
    return render(request, "people/not_saved.html", {"address": address}, status=403)


def _back(request: Any) -> str:
    """The page to come back to: the one that was asked for, or the one from which something was sent."""
    if request.htmx:
        return str(request.htmx.current_url_abs_path or reverse("desk"))
    return str(request.get_full_path()) if request.method in SAFE else str(request.path)


def _refused(request: HttpRequest, reason: Text) -> HttpResponse:
    trail.record("denied", path=request.path, attempted=request.method, reason=str(reason))
    return JsonResponse({"detail": str(reason)}, status=403)
