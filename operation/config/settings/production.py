"""Servers of the operation: every secret from the environment, start refused when one is missing."""

from operation.config.env import database_url, env, key_of, keys_of, mail_server
from operation.config.settings.base import *  # noqa: F403 — a settings module is its base plus what differs
from operation.config.settings.base import DATABASE_ENGINE_OPTIONS, STORAGES

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
# earlier ones: they open what was sealed and signed with them until that is done anew (docs/hosting.md)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
AUDIT_SIGNING_KEY = key_of("AUDIT_SIGNING_KEY", env.str("AUDIT_SIGNING_KEY"))
# Workers, beat and migrations are started without keys (entry.py): they never open the vault.
VAULT_KEYS = [] if env.bool("WITHOUT_VAULT", default=False) else keys_of("VAULT_KEYS", env.str("VAULT_KEYS"))
ALLOWED_HOSTS = env.str("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": env.db_url(database_url()) | DATABASE_ENGINE_OPTIONS}
REDIS_URL = env.str("REDIS_URL")
# without EMAIL_URL nothing is sent: what waits stands on the desks
MAIL_IS_SENT = bool(env.str("EMAIL_URL", default=""))
PUBLIC_ADDRESS = f"https://{ALLOWED_HOSTS[0]}"
vars().update(mail_server())
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
# browsers take these names only over TLS, for this host alone
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_NAME = "__Host-language"
PROXY_COUNT = env.int("PROXY_COUNT", default=1)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
