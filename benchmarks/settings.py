"""One machine's settings, plus the floors: bare views over the same database, as its owner and without any wall."""

from operation.config.env import env
from operation.config.settings.local import *  # noqa: F403 — a settings module is its base plus what differs
from operation.config.settings.local import DATABASES, INSTALLED_APPS

INSTALLED_APPS += ["benchmarks"]
DATABASES["floor"] = env.db_url("DATABASE_OWNER_URL")
ROOT_URLCONF = "benchmarks.urls"
FLOOR_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
