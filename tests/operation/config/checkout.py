"""A checkout of its own in a temporary folder, the processes that were started from it, and what is left of them."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3]
PARTS = ("operation", "coordination", "reporting", "templates", "static", "locale", "manage.py", "Makefile")
LOCKS = ("requirements.lock", "requirements-local.lock", "requirements-dev.lock")
MARK = "SEAGULL_TEST_CHECKOUT"
PACKAGES = Path(pytest.__file__).parents[1]
OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON", "ARGS")
UNSET = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DATABASE_ROLE", "LOCAL_SERVICES_DIR", *OF_MAKE)
PLAIN_ACCOUNT = "games"


class Checkout:
    """A copy of the sources; everything started from it carries its path in the environment or works inside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.account: str | None = None
        self.interpreter = sys.executable
        self.packages = PACKAGES

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in UNSET}
        settings = "operation.config.settings.local"
        own = {MARK: str(self.folder), "DJANGO_SETTINGS_MODULE": settings, "PORT": str(self.port), "DEMO": "no"}
        return {**kept, "HOME": str(self.folder), "PYTHONPATH": f"{self.folder}:{self.packages}", **own, **more}

    def start(self, *command: str, **more: str) -> subprocess.Popen[str]:
        """Start a command from this checkout, its output in one pipe."""
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            user=self.account,
            group=pwd.getpwnam(self.account).pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
        )

    def launch(self, **more: str) -> subprocess.Popen[str]:
        """What `make run` becomes."""
        return self.start(self.interpreter, "-m", "operation.config.launch", **more)

    def python(self, code: str, **more: str) -> subprocess.Popen[str]:
        return self.start(self.interpreter, "-c", code, **more)

    def processes(self) -> dict[int, str]:
        """Command line of each living process of this checkout."""
        return dict(living(self.folder))

    def pids(self, *words: str) -> list[int]:
        """Processes whose command line has all the words."""
        return [pid for pid, line in self.processes().items() if all(word in line for word in words)]

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def gone(self, seconds: float = 5.0) -> float:
        """Seconds until the last process of this checkout ended; fails with what is left after `seconds`."""
        begin = time.monotonic()
        until(lambda: not self.processes(), seconds, lambda: f"left over: {self.processes()}")
        return time.monotonic() - begin

    def kill_all(self) -> None:
        while pids := list(self.processes()):
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)


def living(folder: Path) -> Iterator[tuple[int, str]]:
    """Processes that work in a folder or carry its mark, zombies left out."""
    mark = f"{MARK}={folder}\0".encode()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with suppress(OSError):
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            inside = (entry / "cwd").readlink().is_relative_to(folder)
            if line and (inside or mark in (entry / "environ").read_bytes() + b"\0"):
                yield int(entry.name), line


def until(condition: Callable[[], object], seconds: float, otherwise: Callable[[], str] = lambda: "") -> None:
    """Wait for a condition; fail with `otherwise` when it does not come true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, otherwise()
        time.sleep(0.2)  # each look goes through all processes


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def output_until(process: subprocess.Popen[str], words: str) -> str:
    """Lines up to the one with the words; fails with all of them when the process ends first."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError(f"ended with {process.wait()}:\n{''.join(lines)}")


@contextmanager
def checkout(parts: Sequence[str] = PARTS) -> Iterator[Checkout]:
    """A checkout that everybody can walk to; nothing of it runs or stays afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="seagull-"))
    folder.chmod(0o755)
    made = Checkout(folder)
    try:
        for part in parts:
            copy(SOURCE / part, folder / part)
        yield made
    finally:
        made.kill_all()
        shutil.rmtree(folder)


def copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copy2(source, target)
