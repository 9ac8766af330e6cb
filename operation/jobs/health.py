"""Does everything live that a result needs: database, schema, Redis, both workers. No secret in the answer."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from operation.jobs.models import WorkerHeartbeat

QUEUES = ("default", "reports")
FRESH = timedelta(seconds=30)
REDIS_SECONDS = 0.5
STATEMENT_LIMIT = "SET LOCAL statement_timeout = '1500ms'"
Part = dict[str, Any]

log = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when every part lives, else 503; either way what each part says, within two seconds."""
    parts = state()
    alive = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": alive, "parts": parts}, status=200 if alive else 503)


def state() -> dict[str, Part]:
    """Each part with `ok` and, where it is not, the words for the operator. Never raises for a part that is down."""
    return {"redis": _redis(), **_database()}


def _redis() -> Part:
    client = Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=REDIS_SECONDS,
        socket_timeout=REDIS_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        client.ping()
    except (RedisError, OSError) as fault:
        return _down("does not answer", fault)
    finally:
        client.close()
    return {"ok": True}


def _database() -> dict[str, Part]:
    """The database and what it knows; nothing is said of the rest when it is down."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(STATEMENT_LIMIT)
            return {"database": {"ok": True}, "migrations": _asked(_migrations), "workers": _asked(_workers)}
    except (DatabaseError, OSError) as fault:
        unknown: Part = {"ok": False, "reason": "not known without the database"}
        return {"database": _down("does not answer", fault), "migrations": unknown, "workers": unknown}


def _asked(question: Callable[[], Part]) -> Part:
    """The answer of one part; a table that is not there yet is an answer too."""
    try:
        with transaction.atomic():
            return question()
    except DatabaseError as fault:
        return _down("cannot be read", fault)


def _migrations() -> Part:
    applied = MigrationRecorder(connection).applied_migrations()
    missing = sorted(".".join(name) for name in _expected() if name not in applied)
    return {"ok": not missing, "unapplied": missing}


@cache
def _expected() -> frozenset[tuple[str, str]]:
    """The migrations of the code that runs; read from disk once."""
    return frozenset(MigrationLoader(None).graph.nodes)


def _workers() -> Part:
    seen = dict(WorkerHeartbeat.objects.filter(queue__in=QUEUES).values_list("queue", "seen_at"))
    now = timezone.now()
    queues = {queue: _seconds(seen[queue], now) if queue in seen else None for queue in QUEUES}
    fresh = [seconds is not None and seconds < FRESH.total_seconds() for seconds in queues.values()]
    return {"ok": all(fresh), "seconds_since_seen": queues}


def _seconds(seen_at: datetime, now: datetime) -> float:
    return round(max(0.0, (now - seen_at).total_seconds()), 1)


def _down(words: str, fault: Exception) -> Part:
    """The fault goes to the log: it may name addresses and accounts."""
    log.warning("health: %s", fault)
    return {"ok": False, "reason": words}
