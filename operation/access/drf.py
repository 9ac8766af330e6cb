"""The API's half of the door: who is asking, and how a «no» is told."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import authentication, exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from operation.kernel.errors import Conflict, NotAllowed


class SessionAuthentication(authentication.SessionAuthentication):
    """A signed-in browser; asks for the CSRF token on writes. No credentials: 401, not 403."""

    def authenticate_header(self, request: Any) -> str:
        return "Session"


class TokenAuthentication(authentication.BaseAuthentication):
    """A token made on the account page. The middleware has read it already: the database's context needs it earlier."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        bare = request._request
        return (bare.user, bare.token) if getattr(bare, "token", None) else None


def explain(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals of actions as API answers: 403 with the reason, 400 with field and value, 409 for a conflict."""
    if isinstance(error, NotAllowed):
        return Response({"detail": str(error.denied.reason)}, status=status.HTTP_403_FORBIDDEN)
    if isinstance(error, Conflict):
        return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, ValidationError):
        body = error.message_dict if hasattr(error, "error_dict") else {"non_field_errors": error.messages}
        return exception_handler(exceptions.ValidationError(body), context)
    if isinstance(error, exceptions.NotFound):
        return Response({"detail": _("Not found.")}, status=status.HTTP_404_NOT_FOUND)
    return exception_handler(error, context)
