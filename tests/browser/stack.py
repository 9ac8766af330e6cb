"""The whole application as real processes, on a database of its own with the demonstration in it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from operation.config.entry import COMMANDS
from tests import database

ROLES = ("web", "worker", "reports", "beat")
SETTINGS = "operation.config.settings.local"
TODAY = "2025-01-08"


@dataclass
class Stack:
    """A running application: its address, its processes by role, and how to start one again."""

    address: str
    password: str
    environment: dict[str, str]
    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, role: str) -> None:
        more = [f"--schedule={self.folder / 'beat'}"] if role == "beat" else []
        with (self.folder / f"{role}.log").open("ab") as log:
            self.processes[role] = subprocess.Popen(
                [sys.executable, *COMMANDS[role], *more],
                cwd=database.ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def kill(self, role: str) -> None:
        self.processes[role].kill()
        self.processes[role].wait()

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/", timeout=3) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def words(self) -> str:
        """What the processes said, for a test that failed."""
        return "\n".join(f"{log.name}: {log.read_text()[-1500:]}" for log in sorted(self.folder.glob("*.log")))


@contextmanager
def running(name: str, redis_number: int, folder: Path, today: str = TODAY) -> Iterator[Stack]:
    """Start every role on the database `name`, wait until healthy; end all afterwards. `today` is the content's."""
    port = _free_port()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS, "DEMO_TODAY": today}
    for key in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        environment[key] = database.named(os.environ[key], name)
    environment |= {"REDIS_URL": f"{os.environ['REDIS_URL']}?db={redis_number}", "HOST": "127.0.0.1", "PORT": str(port)}
    password = (database.ROOT / "var" / "demo-password").read_text().strip()
    stack = Stack(f"http://127.0.0.1:{port}", password, environment, folder)
    try:
        for role in ROLES:
            stack.start(role)
        _wait(stack)
        yield stack
    finally:
        for process in stack.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in stack.processes.values():
            process.wait(timeout=30)


def _wait(stack: Stack, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not stack.healthy():
        if time.monotonic() > end:
            raise TimeoutError(stack.words())
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
