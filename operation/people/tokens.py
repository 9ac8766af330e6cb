"""Tokens of programs: read once per request, before the view, and held to their scope."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed

from operation.kernel.errors import Denied, Verdict
from operation.people.models import Area, TokenScope, User

API = "/api/v1/"
SAFE = ("GET", "HEAD", "OPTIONS")
# what stands first in an address; every other list of the API is one of records
AREAS = {
    "requests": Area.EXCHANGE,
    "returns": Area.RETURNS,
    "figures": Area.FIGURES,
    "measures": Area.FIGURES,
    "reports": Area.REPORTS,
    "written-reports": Area.REPORTS,
}
COMMON = ("", "schema")


def read_token(request: HttpRequest) -> tuple[User, AuthToken] | None:
    """Who asks by token, and with which one; None without a token that holds. Tokens open the API alone."""
    if not request.path.startswith(API) or not request.headers.get("Authorization", "").startswith("Token "):
        return None
    try:
        user, token = TokenAuthentication().authenticate(request)
    except AuthenticationFailed:
        return None
    scope = TokenScope.objects.filter(token=token).first()
    if scope is None or scope.password_mark != user.get_session_auth_hash():
        return None
    token.scope = scope
    return user, token


def may_use(token: Any, request: HttpRequest) -> Verdict:
    """Whether the scope of the token covers this method and this part of the API."""
    scope: TokenScope = token.scope
    if request.method not in SAFE and not scope.writes:
        return Denied(_("This token may only read. Make one that may write on your account page."))
    first = request.path.removeprefix(API).split("/")[0]
    area = AREAS.get(first, Area.RECORDS)
    if first not in COMMON and area not in scope.areas:
        return Denied(_("This token does not reach %(area)s.") % {"area": area.label})
    return True
