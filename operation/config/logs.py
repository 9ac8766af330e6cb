"""How our processes tell what happens in them: one line of JSON for each event, which no text within it can break."""

import json
import logging
import traceback
from typing import Any

import psycopg
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from redis.exceptions import RedisError

PLAIN = (
    *(OSError, RedisError, OperationalError, psycopg.OperationalError),
    *(PermissionDenied, ImportError, AttributeError, NameError),
)
"""Faults whose words tell of the machine, a right or the program: never of what somebody wrote."""


class Line(logging.Formatter):
    """`ts` (seconds since 1970), `level`, `logger`, `msg` as the proxy writes them; of a fault its `trace` too.

    Line breaks, escapes of terminals and every letter beyond ASCII are written as JSON spells them.
    """

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "level": record.levelname.lower(),
            "ts": record.created,
            "logger": record.name,
            "msg": record.getMessage(),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=True)

    def formatException(self, given: Any) -> str:
        return trace(given[1]) if given[1] else ""


def trace(fault: BaseException) -> str:
    """Kinds and places of a fault and of what led to it; its words only where they cannot hold content."""
    first = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    before = f"{trace(first)}\n\n" if first else ""
    places = "".join(traceback.format_tb(fault.__traceback__))
    words = f": {fault}" if isinstance(fault, PLAIN) else ""
    return f"{before}{places}{type(fault).__module__}.{type(fault).__qualname__}{words}"


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": Line}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "axes": {"level": "WARNING"},
        # Django and the web server would write lines of their own besides
        **{name: {"handlers": [], "propagate": True} for name in ("django", "django.server", "gunicorn.error")},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
logging.captureWarnings(True)  # Python would print them in lines of its own
