"""What our processes tell: a line of JSON for each event that no text breaks, to one place, by all of them alike."""

import json
import logging
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from operation.config.logs import Line
from tests.operation.config.checkout import SOURCE
from tests.operation.config.test_start_roles import environment

FORGED = '/records/\r\n{"level": "info", "msg": "signed in"}\n\x1b[2Jcleared\x00 \u2028\u202e ไม่มี'
STARTS = {
    "web": """
from gunicorn.config import Config
from gunicorn.glogging import Logger
from operation.config import gunicorn
given = Config()
given.set("logconfig_dict", gunicorn.logconfig_dict)
server = Logger(given)
django.setup()
server.error("%s", forged)
""",
    "worker": """
from operation.config.celery import app
app.log.setup(loglevel="INFO")
django.setup()
logging.getLogger("celery.worker").error("%s", forged)
""",
    "manage": """
django.setup()
logging.getLogger("django.request").error("%s", forged)
""",
}
"""How each kind of process begins to log, and one event of the library that runs it."""
OURS = """
try:
    raise ValueError(forged)
except ValueError:
    logging.getLogger("operation.jobs.engine").exception("failed")
loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
handlers = {one for logger in loggers for one in logger.handlers if not isinstance(one, logging.NullHandler)}
print(handlers, [type(one).__name__ for one in logging.root.handlers])
"""


@cache
def said(role: str) -> subprocess.CompletedProcess[str]:
    code = f"import django, logging\nforged = {FORGED!r}\n{STARTS[role]}\n{OURS}"
    given = environment() | {"DJANGO_SETTINGS_MODULE": "operation.config.settings.production"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=SOURCE, env=given, capture_output=True, text=True, timeout=60, check=True
    )


@pytest.mark.parametrize("role", sorted(STARTS))
def test_every_process_writes_one_line_for_an_event_and_none_can_be_forged(role: str) -> None:
    answer = said(role)
    library, ours = (json.loads(line) for line in answer.stderr.split("\n") if line)
    assert (library["level"], library["msg"]) == ("error", FORGED)
    assert (ours["logger"], ours["msg"]) == ("operation.jobs.engine", "failed")
    assert "ValueError" in ours["trace"]
    assert answer.stderr.replace("\n", "").isprintable()
    assert answer.stderr.isascii()


@pytest.mark.parametrize("role", sorted(STARTS))
def test_nothing_is_written_elsewhere(role: str) -> None:
    assert said(role).stdout.strip() == "set() ['StreamHandler']"


def test_a_line_says_when_how_grave_and_of_what_part() -> None:
    given: dict[str, Any] = {"name": "part", "msg": "%d of %d", "args": (1, 2), "levelname": "WARNING", "created": 5.25}
    told = json.loads(Line().format(logging.makeLogRecord(given)))
    assert told == {"ts": 5.25, "level": "warning", "logger": "part", "msg": "1 of 2"}


def traced(*faults: Exception) -> str:
    """The trace of the last of these, each led to by the one before it."""
    led_to: Exception | None = None
    for fault in faults:
        try:
            raise fault from led_to
        except Exception as raised:
            led_to = raised
    return Line().formatException((type(led_to), led_to, None))


def test_of_a_fault_its_kinds_and_places_are_told_and_no_content() -> None:
    content = "ชื่อ ของ ผู้เสียหาย"
    told = traced(ValueError(f"no number: {content}"), IntegrityError(f"Failing row contains ({content})"))
    assert content not in told
    assert told.count("test_logs.py") == 2
    assert told.index("builtins.ValueError") < told.index("django.db.utils.IntegrityError")


@pytest.mark.parametrize("fault", [OperationalError("connection refused"), FileNotFoundError("no font")])
def test_words_of_the_machine_are_told(fault: Exception) -> None:
    assert traced(fault).endswith(f": {fault}")
