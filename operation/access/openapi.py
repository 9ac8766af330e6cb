"""How the OpenAPI file names the ways in."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "operation.access.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, _auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "operation.access.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, _auto_schema: Any) -> dict[str, str]:
        description = (
            "A token made on the account page: «Authorization: Token …». Its scope: it reads, or reads and writes; "
            "and it reaches records, returns, reports, or some of them. Outside its scope the answer is 403 with the "
            "reason. It lives 90 days at most, and ends with the password, the account or the last appointment."
        )
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": description}
