"""What one container of the image runs (web, worker, reports, beat, migrate, manage); refused without its secrets."""

import os
import sys
from collections.abc import Mapping

SECRETS = ("SECRET_KEY", "AUDIT_SIGNING_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS")
OWNER_SECRETS = ("SECRET_KEY", "AUDIT_SIGNING_KEY", "DATABASE_OWNER_URL", "REDIS_URL", "ALLOWED_HOSTS")
VAULT = "VAULT_KEYS"
CELERY = ["-m", "celery", "--app", "operation.config.celery", "--quiet"]
WORKER = [*CELERY, "worker", "--pool=solo", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
COMMANDS = {
    "web": ["-m", "gunicorn", "--config", "python:operation.config.gunicorn", "operation.config.wsgi"],
    "worker": [*WORKER, "--queues=default", "--hostname=default@%h"],
    "reports": [*WORKER, "--queues=reports", "--hostname=reports@%h"],
    "beat": [*CELERY, "beat", "--loglevel=INFO", "--pidfile="],
    "migrate": ["manage.py", "migrate", "--no-input"],
    "manage": ["manage.py"],
}


def missing(role: str, environment: Mapping[str, str]) -> list[str]:
    """Names of the secrets that this role needs and the environment does not give."""
    needed = OWNER_SECRETS if role == "migrate" else SECRETS
    return [name for name in (*needed, *([VAULT] if role == "web" else [])) if not environment.get(name)]


def main(role: str, *more: str) -> None:
    """Become the process of this role."""
    if role not in COMMANDS:
        sys.exit(f"{role}: expected one of {', '.join(COMMANDS)}")
    if names := missing(role, os.environ):
        sys.exit(f"{role} does not start: {', '.join(names)} is not set")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "operation.config.settings.production")
    _keep_from_the_vault(role)
    os.execv(sys.executable, [sys.executable, *COMMANDS[role], *more])  # noqa: S606 — commands are ours


def _keep_from_the_vault(role: str) -> None:
    """Only web and commands open it: the others run without its keys, even where the environment has them."""
    if role not in ("web", "manage"):
        os.environ.pop(VAULT, None)
    if not os.environ.get(VAULT):
        os.environ["WITHOUT_VAULT"] = "true"


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["web"]))
