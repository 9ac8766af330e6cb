"""How our processes tell what happens in them: one line of JSON for each event, which no text within it can break."""

import json
import logging
from typing import Any


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
