"""Attempts on any proof (password, code of a second factor, entry code), counted together by axes, in the database."""

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether this address has tried this account too often. If so, axes answers instead of the page (429)."""
    if AxesProxyHandler.is_allowed(request, {"username": username}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    return True


def count_failure(request: HttpRequest, username: str) -> None:
    """One bad attempt more: for the lock and for the trail. The value that was tried is kept nowhere."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)
