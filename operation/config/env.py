"""The environment, read in one place: names, types and what happens when one is missing."""

import base64
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]

env = environ.Env(
    DEBUG=(bool, False),
    ALLOWED_HOSTS=(list, []),
    CSRF_TRUSTED_ORIGINS=(list, []),
    DATABASE_ROLE=(str, "app"),
)


KEY_BYTES = 32


def key_of(name: str, text: str) -> bytes:
    """A secret key of 32 bytes, written in base64. Raises ImproperlyConfigured, without the value."""
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} is not {KEY_BYTES} bytes in base64")
    return key


def keys_of(name: str, text: str) -> list[bytes]:
    """Several of them, separated by commas; none in an empty text. Raises as `key_of`."""
    return [key_of(name, one.strip()) for one in text.split(",") if one.strip()]


def sign_in_service() -> dict[str, Any]:
    """The OpenID Connect service that OIDC_ISSUER names, as django-allauth wants it; empty without one.

    Then OIDC_CLIENT_ID and OIDC_CLIENT_SECRET have to be there too: raises ImproperlyConfigured.
    """
    issuer = env("OIDC_ISSUER", default="")
    if not issuer:
        return {}
    service = {
        "provider_id": "service",
        "name": env("OIDC_NAME", default="") or "OpenID Connect",
        "client_id": _given("OIDC_CLIENT_ID"),
        "secret": _given("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [service], "OAUTH_PKCE_ENABLED": True}}


def _given(name: str) -> str:
    """A value that has to be there: a composition hands on an empty text where nobody set it."""
    value = str(env(name))
    if not value:
        raise ImproperlyConfigured(f"{name} is not set, but OIDC_ISSUER is")
    return value


def sign_in_origins() -> list[str]:
    """Where the sign-in form may lead to besides us: the service's own site."""
    issuer = urlsplit(env("OIDC_ISSUER", default=""))
    return [f"{issuer.scheme}://{issuer.netloc}"] if issuer.netloc else []


def database_url() -> str:
    """Name of the variable that holds the connection of this process: the app's role, or the owner's to migrate."""
    return "DATABASE_OWNER_URL" if env("DATABASE_ROLE") == "owner" else "DATABASE_URL"
