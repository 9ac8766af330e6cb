"""One machine: the private PostgreSQL and Redis of this checkout, the demonstration's clock and accounts."""

from operation.config import local_services
from operation.config.demonstration_certificate import demonstration_certificate
from operation.config.env import ROOT, database_url, env, key_of, keys_of, mail_server
from operation.config.settings.base import *  # noqa: F403 — a settings module is its base plus what differs
from operation.config.settings.base import DATABASE_ENGINE_OPTIONS

local_services.provide(ROOT)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or local_services.secret_key(ROOT)
AUDIT_SIGNING_KEY = key_of("AUDIT_SIGNING_KEY", local_services.signing_key(ROOT))
VAULT_KEYS = keys_of("VAULT_KEYS", env.str("VAULT_KEYS", default="") or local_services.vault_key(ROOT))
SIGNING_FILE = env.str("SIGNING_FILE", default="") or demonstration_certificate(ROOT)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", env("HOST", default="127.0.0.1")])
DATABASES = {"default": env.db_url(database_url()) | DATABASE_ENGINE_OPTIONS}
REDIS_URL = env("REDIS_URL")
# mails lie under var/mail/, unless a server for them is named
MAIL_IS_SENT = True
PUBLIC_ADDRESS = f"http://localhost:{env('PORT', default='8000')}"
EMAIL_BACKEND = "coordination.alerts.folder.FolderBackend"
vars().update(mail_server())
DEMO_TODAY = env("DEMO_TODAY", default="2025-01-08")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
