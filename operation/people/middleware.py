"""Every request runs in one transaction, view and rendering, as the Principal of its user (stack.md, second wall)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import NotAllowed
from operation.people.addresses import client_address
from operation.people.selectors import ended_reason, principal_of
from operation.people.tokens import read_token

Handler = Callable[[HttpRequest], HttpResponse]
OUTSIDE = ("/health/", "/static/")


class PrincipalMiddleware:
    """Sets `request.principal`, opens the transaction with its database context, rolls back on a server error.

    No cache keeps an answer: it holds what its reader may see at this moment.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.path.startswith(OUTSIDE):
            return self.get_response(request)
        self._read_token(request)
        request.principal = self._principal(request)
        context = acting_as(request.principal, channel=_channel(request), address=client_address(request))
        with context, _time_zone(request):
            response = self.get_response(request)
            _undo_if_failed(response)
        add_never_cache_headers(response)
        return response

    def process_exception(self, request: Any, error: Exception) -> None:
        """A refusal is logged although what it refused is undone: the action's own savepoint is gone by now."""
        if isinstance(error, NotAllowed):
            trail.record("denied", path=request.path, attempted=error.verb, reason=str(error.denied.reason))

    def _read_token(self, request: Any) -> None:
        request.token = None
        found = read_token(request)
        if found:
            request.user, request.token = found

    def _principal(self, request: Any) -> Principal:
        if not request.user.is_authenticated:
            if SESSION_KEY in request.session:
                request.session.flush()  # disabled, or another password: it does not come back to life either
            return Principal.nobody()
        principal = principal_of(request.user)
        reason = None if principal.roles else ended_reason(request.user)
        if reason:
            _end(request, str(reason))
            return Principal.nobody()
        return principal


def _end(request: Any, reason: str) -> None:
    """A closed account: its session and its tokens end with this request, before anything is read."""
    if request.token:
        request.user, request.token = AnonymousUser(), None
        return
    logout(request)
    messages.error(request, reason)


def _undo_if_failed(response: HttpResponse) -> None:
    """Django has turned the exception into a response by now: the transaction does not know that it failed."""
    if response.status_code >= 500:
        transaction.set_rollback(True)


def _channel(request: HttpRequest) -> str:
    return "api" if request.path.startswith("/api/") else "page"


def _time_zone(request: Any) -> Any:
    zone = getattr(request.user, "time_zone", None) if request.user.is_authenticated else None
    return timezone.override(zone or "Asia/Shanghai")
