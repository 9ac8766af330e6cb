"""What the OpenAPI file says of every address: the ways in, how a «no» is told, and the key of a repeated request."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

AGAIN = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,100}$"},
    OpenApiParameter.HEADER,
    description=(
        "A key of your own. The same request under the same key is done once, and answered again for 24 hours "
        "(header «Idempotency-Replayed»); another request under it is refused with 422. A refusal keeps no key."
    ),
)
REFUSALS = {
    "400": "Refused: field, value and way out.",
    "401": "Sign in, or send a token.",
    "403": "Not allowed, with the reason.",
    "404": "Not found, or not for you.",
    "409": "Somebody else changed it since.",
    "413": "Too much for one request.",
    "415": "JSON alone is read.",
    "422": "The key was used for another request.",
}
WRITING = ("POST", "PATCH", "PUT")
TOLD: dict[str, Any] = {"type": "object", "additionalProperties": {}}


class ApiSchema(AutoSchema):
    """The framework's reading of a view, with the answers that any of ours may give."""

    def get_override_parameters(self) -> list[Any]:
        return [*super().get_override_parameters(), *([AGAIN] if self.method == "POST" else [])]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        told: dict[str, Any] = super()._get_response_bodies(direction)
        content = {"application/json": {"schema": TOLD}}
        return told | {code: {"description": REFUSALS[code], "content": content} for code in self._refusals()}

    def _refusals(self) -> list[str]:
        codes = ["400", "401", "403", "404"]
        if self.method in WRITING:
            codes += ["409", "415"]
        return [*codes, *(["413", "422"] if self.method == "POST" else [])]


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
            "and it reaches records, the exchange, returns, figures, reports, or some of them. Outside its scope "
            "the answer is 403 with the reason. It lives 90 days at most, and ends with the password, the account or "
            "the last appointment."
        )
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": description}
