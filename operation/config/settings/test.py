"""The suite: its own PostgreSQL and Redis, no demonstration clock, fast password hashing."""

from operation.config import local_services
from operation.config.demonstration_certificate import demonstration_certificate
from operation.config.env import ROOT, attachment_store, database_url, env
from operation.config.settings.base import *  # noqa: F403 — a settings module is its base plus what differs
from operation.config.settings.base import DATABASE_ENGINE_OPTIONS, STORAGES

local_services.provide(ROOT, name="test")

SECRET_KEY = "only-for-the-suite-" + "0" * 40
AUDIT_SIGNING_KEY = b"only-for-the-suite".ljust(32, b"0")
VAULT_KEYS = [b"only-for-the-vault-of-the-suite".ljust(32, b"0")]
SIGNING_FILE = demonstration_certificate(ROOT / "var" / "test")
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": env.db_url(database_url()) | DATABASE_ENGINE_OPTIONS}
OWNER = env.db_url("DATABASE_OWNER_URL")
REDIS_URL = env.str("REDIS_URL")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# what one test has drawn is not shown to the next
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
WHITENOISE_USE_FINDERS = True
STORAGES = STORAGES | {"attachments": attachment_store(ROOT / "var" / "test")}
JOB_LEASE_SECONDS = 2.0
MAIL_IS_SENT = True
PUBLIC_ADDRESS = "https://seagull.example.org"
# each client of a test makes the middleware anew: it must not read all static files each time
WHITENOISE_AUTOREFRESH = True
