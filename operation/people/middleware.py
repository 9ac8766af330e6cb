"""Every request runs in one transaction, view and rendering, as the Principal of its user (stack.md, second wall)."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of

Handler = Callable[[HttpRequest], HttpResponse]
OUTSIDE = ("/health/", "/static/")


class PrincipalMiddleware:
    """Sets `request.principal`, opens the transaction with its database context, rolls back on a server error."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.path.startswith(OUTSIDE):
            return self.get_response(request)
        self._read_token(request)
        with transaction.atomic():
            request.principal = self._principal(request)
            context = acting_as(request.principal, channel=_channel(request), address=_address(request))
            with context, _time_zone(request):
                response = self.get_response(request)
                _undo_if_failed(response)
            _undo_if_failed(response)
        return response

    def process_exception(self, request: Any, error: Exception) -> None:
        """A refusal is logged although what it refused is undone: the action's own savepoint is gone by now."""
        if isinstance(error, NotAllowed):
            trail.record("denied", path=request.path, attempted=error.verb, reason=str(error.denied.reason))

    def _read_token(self, request: Any) -> None:
        if not request.headers.get("Authorization", "").startswith("Token "):
            return
        try:
            found = TokenAuthentication().authenticate(request)
        except AuthenticationFailed:
            found = None
        if found:
            request.user, request.token = found

    def _principal(self, request: Any) -> Principal:
        if not request.user.is_authenticated:
            return Principal.nobody()
        user = User.objects.select_related("organisation").get(pk=request.user.pk)
        return principal_of(user)


def _undo_if_failed(response: HttpResponse) -> None:
    """Django has turned the exception into a response by now: the transaction does not know that it failed."""
    if response.status_code >= 500:
        transaction.set_rollback(True)


def _channel(request: HttpRequest) -> str:
    return "api" if request.path.startswith("/api/") else "page"


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR") or "")


def _time_zone(request: Any) -> Any:
    zone = getattr(request.user, "time_zone", None) if request.user.is_authenticated else None
    return timezone.override(zone or "Asia/Shanghai")
