"""Who asks over the API. A module of its own: the framework imports it while its views are still being made."""

from typing import Any

from rest_framework import authentication


class SessionAuthentication(authentication.SessionAuthentication):
    """A signed-in browser; asks for the CSRF token on writes. No credentials: 401, not 403."""

    def authenticate_header(self, request: Any) -> str:
        return "Session"


class TokenAuthentication(authentication.BaseAuthentication):
    """A token made on the account page. The middleware has read it already: the database's context needs it earlier."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        bare = request._request
        return (bare.user, bare.token) if getattr(bare, "token", None) else None
