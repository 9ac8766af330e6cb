"""Runs the press: starts it, feeds it, listens to it, and ends it when it takes too much (trust.md 15)."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from operation.config import system_packages
from operation.press.exits import OUT_OF_MEMORY, REFUSED

MODULE = ("-m", "operation.press.press")
ROOT = Path(__file__).resolve().parents[2]
# All that the press gets of the environment: where programs and fonts are. No secrets, no addresses of services.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
CHUNK = 65536
PULSE_SECONDS = 1.0

OnStep = Callable[[str], None]


class RenderFailed(Exception):
    """No PDF was made; the words say why. Only this one document is affected."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take. `memory_mb` is address space, about twice what is resident."""

    memory_mb: int = 2048
    cpu_seconds: int = 240
    wall_seconds: float = 300.0


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that the document carries. The end of its name says what it is: figures.csv."""

    name: str
    description: str
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    pdf: bytes
    pages: int
    peak_memory_mb: float
    complaints: tuple[str, ...]


def silently(_step: str = "") -> None:
    """Listens to nothing."""


@dataclass
class Run:
    """One run of the press: what is still to be written to it, and what it has said so far."""

    process: subprocess.Popen[bytes]
    order: memoryview
    deadline: float
    on_step: OnStep
    on_pulse: Callable[[], None]
    pdf: bytearray = field(default_factory=bytearray)
    said: bytearray = field(default_factory=bytearray)
    pages: int = 0
    peak_memory_mb: float = 0
    refused: str = ""
    complaints: list[str] = field(default_factory=list)
    pulsed: float = field(default_factory=time.monotonic)

    def exchange(self) -> None:
        """Write and read until it closes both its outputs. Raises RenderFailed at the deadline."""
        with selectors.DefaultSelector() as selector:
            for pipe, event in self._pipes():
                os.set_blocking(pipe.fileno(), False)
                selector.register(pipe, event, data=pipe)
            while len(selector.get_map()) > 0:
                if time.monotonic() > self.deadline:
                    raise RenderFailed(_("The PDF took longer than its time limit and was given up."))
                for key, _mask in selector.select(timeout=0.2):
                    if not self._serve(key.data):
                        selector.unregister(key.data)
                        key.data.close()
                self._pulse()

    def _pipes(self) -> list[tuple[IO[bytes], int]]:
        process = self.process
        assert process.stdin and process.stdout and process.stderr
        read, write = selectors.EVENT_READ, selectors.EVENT_WRITE
        return [(process.stdin, write), (process.stdout, read), (process.stderr, read)]

    def _serve(self, pipe: IO[bytes]) -> bool:
        """Move one chunk; False when this pipe is done."""
        if pipe is self.process.stdin:
            return self._feed(pipe.fileno())
        chunk = os.read(pipe.fileno(), CHUNK)
        if pipe is self.process.stdout:
            self.pdf += chunk
        else:
            self.said += chunk
            self._hear()
        return bool(chunk)

    def _feed(self, pipe: int) -> bool:
        try:
            self.order = self.order[os.write(pipe, self.order[:CHUNK]) :]
        except BrokenPipeError:  # it ended early: its exit code says why
            return False
        return len(self.order) > 0

    def _hear(self) -> None:
        *lines, rest = self.said.split(b"\n")
        self.said = bytearray(rest)
        for line in lines:
            self._understand(bytes(line))

    def _understand(self, line: bytes) -> None:
        try:
            message = dict(json.loads(line))
        except (ValueError, TypeError):  # a traceback or a library's own words
            self.complaints.append(line.decode(errors="replace"))
            return
        if "step" in message:
            self.on_step(message["step"])
        if "complaint" in message:
            self.complaints.append(message["complaint"])
        self.pages = message.get("pages", self.pages)
        self.peak_memory_mb = message.get("peak_mb", self.peak_memory_mb)
        self.refused = message.get("refused", self.refused)

    def _pulse(self) -> None:
        if time.monotonic() - self.pulsed >= PULSE_SECONDS:
            self.pulsed = time.monotonic()
            self.on_pulse()


def press(
    html: str,
    *,
    assets: Mapping[str, str],
    identifier: str,
    attachments: Sequence[Attached] = (),
    attached_on: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
    on_step: OnStep = silently,
    on_pulse: Callable[[], None] = silently,
) -> Pressed:
    """Print `html` with `assets` (address → style sheet) in a process of its own.

    `attachments` carry the date `attached_on`, whatever the clock says: the same order gives the same bytes.
    `on_pulse` is called about once a second meanwhile; what either callback raises ends the press and is passed on.
    Raises RenderFailed when a limit is reached or the press gives up.
    """
    order = {
        "html": html,
        "assets": dict(assets),
        "identifier": identifier,
        "attachments": [asdict(one) for one in attachments],
        "attached_on": attached_on.isoformat() if attached_on else "",
    }
    process = _start(limits)
    run = Run(
        process, memoryview(json.dumps(order).encode()), time.monotonic() + limits.wall_seconds, on_step, on_pulse
    )
    try:
        run.exchange()
        process.wait()
    finally:
        _end(process)
    if process.returncode or not run.pdf:
        raise RenderFailed(_reason(process.returncode, run))
    return Pressed(bytes(run.pdf), run.pages, run.peak_memory_mb, tuple(run.complaints))


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    command = [sys.executable, *MODULE, f"--parent={os.getpid()}"]
    command += [f"--memory-mb={limits.memory_mb}", f"--cpu-seconds={limits.cpu_seconds}"]
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 -- our own module, under our own interpreter
        command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=environment | {"PYTHONUTF8": "1"}
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()


def _reason(code: int, run: Run) -> str:
    if code == REFUSED:
        return _("A character that no installed font can print: %(what)s") % {"what": run.refused.rpartition(": ")[2]}
    if code == -signal.SIGXCPU:
        return _("The PDF took more computing time than its limit and was given up.")
    if code in {OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV, -signal.SIGKILL}:
        return _("The PDF took more memory than its limit and was given up.")
    if any("cannot load library" in complaint for complaint in run.complaints):
        install = system_packages.line(list(PANGO))
        return _("The PDF needs Pango, which is not installed. Install it with: %(line)s") % {"line": install}
    last = run.complaints[-1] if run.complaints else str(code)
    return _("The PDF could not be set: %(reason)s") % {"reason": last}
