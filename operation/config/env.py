"""The environment, read in one place: names, types and what happens when one is missing."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]

env = environ.Env(
    DEBUG=(bool, False),
    ALLOWED_HOSTS=(list, []),
    CSRF_TRUSTED_ORIGINS=(list, []),
    DATABASE_ROLE=(str, "app"),
)


def database_url() -> str:
    """Name of the variable that holds the connection of this process: the app's role, or the owner's to migrate."""
    return "DATABASE_OWNER_URL" if env("DATABASE_ROLE") == "owner" else "DATABASE_URL"
