"""Where a request comes from: the trail, the lock against guessing and the list of sessions all ask here."""

from contextlib import suppress
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw; `PROXY_COUNT` says how many stand before us.

    What a sender writes into the header stands before that place and is not looked at. Without a proxy, or where the
    header holds no address, it is the next hop itself.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.PROXY_COUNT <= len(forwarded):
        with suppress(ValueError):
            return str(ip_address(forwarded[-settings.PROXY_COUNT].strip()))
    return str(request.META.get("REMOTE_ADDR") or "")
