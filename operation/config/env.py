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


def _given(name: str, because: str = "OIDC_ISSUER") -> str:
    """A value that has to be there: a composition hands on an empty text where nobody set it."""
    value = str(env(name))
    if not value:
        raise ImproperlyConfigured(f"{name} is not set, but {because} is")
    return value


def sign_in_origins() -> list[str]:
    """Where the sign-in form may lead to besides us: the service's own site."""
    issuer = urlsplit(env("OIDC_ISSUER", default=""))
    return [f"{issuer.scheme}://{issuer.netloc}"] if issuer.netloc else []


def database_url() -> str:
    """Name of the variable that holds the connection of this process: the app's role, or the owner's to migrate."""
    return "DATABASE_OWNER_URL" if env("DATABASE_ROLE") == "owner" else "DATABASE_URL"


def mail_server() -> dict[str, Any]:
    """Settings of the server that EMAIL_URL names, as smtp+tls://user:password@host:587; none without it."""
    return dict(env.email_url("EMAIL_URL")) if env("EMAIL_URL", default="") else {}


def attachment_store(root: Path) -> dict[str, Any]:
    """Where files of records lie: a bucket of a service that speaks S3, if ATTACHMENTS_BUCKET names one; else a folder.

    ATTACHMENTS_FOLDER is the folder, var/attachments without it. A bucket needs ATTACHMENTS_ACCESS_KEY and
    ATTACHMENTS_SECRET_KEY: raises ImproperlyConfigured.
    """
    bucket = env("ATTACHMENTS_BUCKET", default="")
    if not bucket:
        folder = env("ATTACHMENTS_FOLDER", default="") or str(root / "var" / "attachments")
        options = {"location": folder, "base_url": None, "allow_overwrite": True}
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options | modes}
    service = {
        "bucket_name": bucket,
        "endpoint_url": env("ATTACHMENTS_ENDPOINT", default="") or None,
        "region_name": env("ATTACHMENTS_REGION", default="") or None,
        "access_key": _given("ATTACHMENTS_ACCESS_KEY", "ATTACHMENTS_BUCKET"),
        "secret_key": _given("ATTACHMENTS_SECRET_KEY", "ATTACHMENTS_BUCKET"),
        "default_acl": None,
        "file_overwrite": True,
        "max_memory_size": 8 * 1024 * 1024,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": service}
