"""The environment, read in one place: names, types and what happens when one is missing."""

import base64
from pathlib import Path

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


def database_url() -> str:
    """Name of the variable that holds the connection of this process: the app's role, or the owner's to migrate."""
    return "DATABASE_OWNER_URL" if env("DATABASE_ROLE") == "owner" else "DATABASE_URL"
