"""What `make run` becomes: services, schema, first data, web server, workers and beat, kept up until it is told to end.

Everything it starts is killed by the kernel when this process dies, however it dies. Standard library only.
"""

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from operation.config import local_services
from operation.config.entry import COMMANDS
from operation.config.keeper import Kept
from operation.config.local_services import LocalServicesError
from operation.config.processes import spawn, stop
from operation.config.terminal import complain, say

PROJECT = Path(__file__).resolve().parents[2]
SECONDS_TO_BE_HEALTHY = 90.0
SECONDS_TO_END = 2.5
LOOK_SECONDS = 0.2
ACCOUNTS = (
    "officer.th  supervisor.th  protection.th",
    "coordinator.kh  coordinator.cn  coordinator.la  coordinator.mm  coordinator.th  coordinator.vn",
    "director  desk.communication  desk.information  desk.investigation  desk.supervision",
    "dpo  observer.unodc  observer.interpol  admin",
)


class Ended(Exception):
    """A signal asked the launcher to end."""


class CannotStart(Exception):
    """The text says why and what to do."""


class Launcher:
    """One run of one checkout on one address."""

    def __init__(self, project: Path, host: str, port: int) -> None:
        self.project = project
        self.host = host
        self.port = port
        self.logs = project / "var" / "log"
        self.kept: dict[str, Kept] = {}
        self.step: subprocess.Popen[bytes] | None = None
        self.listener: socket.socket | None = None

    def run(self) -> None:
        """Start everything, say where it is, and keep it up. Returns never: ends by Ended or CannotStart."""
        self.logs.mkdir(parents=True, exist_ok=True)
        lock = self.only_one()
        self.listener = self.listen()
        local_services.provide(self.project)
        say("Preparing the database …")
        self.do("migrate", ["manage.py", "migrate", "--no-input"])
        say("Loading SEAGULL and its demonstration; the first time this takes a minute or two …")
        self.do("data", ["-m", "operation.config.first_start"], shown=True)
        say("Starting the web server and the workers …")
        self.start_all()
        self.wait_until_healthy()
        self.announce()
        while lock:
            self.keep_up()

    def only_one(self) -> int:
        """Hold the lock of this checkout: two beats would do everything twice."""
        lock = os.open(self.project / "var" / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart("Seagull already runs from this folder; end it first.") from None
        return lock

    def listen(self) -> socket.socket:
        """Take the address before anything is started, and keep it while the web server restarts."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            return socket.create_server((self.host, self.port), family=family, backlog=256)
        except OSError as error:
            reason = str(error.strerror).split(" (")[0]
            advice = f"Choose another port: make run PORT={self.port + 1}" if error.errno == errno.EADDRINUSE else ""
            raise CannotStart(f"{self.host}:{self.port}: {reason}. {advice}".strip()) from error

    def do(self, name: str, command: Sequence[str], *, shown: bool = False) -> None:
        """Run one step to its end; `shown` says what it says. Raises CannotStart with the end of its log."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as file:
            self.step = self.child(command, file.fileno())
        with log.open(errors="replace") as lines:
            while self.step.poll() is None:
                time.sleep(LOOK_SECONDS / 4)
                if shown:
                    say(*(f"  {line.rstrip()}" for line in lines))
        if self.step.returncode:
            words = log.read_text(errors="replace").strip().splitlines()[-15:]
            raise CannotStart("\n".join([*words, f"{name} failed; the whole log is {log}"]))

    def start_all(self) -> None:
        """Start web server, both workers and beat."""
        schedule = [f"--schedule={self.project / 'var' / 'beat-schedule'}"]
        for name in ("web", "worker", "reports", "beat"):
            command = [*COMMANDS[name], *(schedule if name == "beat" else [])]
            (self.logs / f"{name}.log").write_bytes(b"")
            self.kept[name] = Kept(lambda name=name, command=command: self.start(name, command))  # type: ignore[misc]
        self.keep_up()

    def start(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        with (self.logs / f"{name}.log").open("ab") as file:
            return self.child(command, file.fileno())

    def child(self, command: Sequence[str], output: int) -> subprocess.Popen[bytes]:
        env = {**os.environ, "PYTHONUNBUFFERED": "1", "GRACEFUL_SECONDS": "2"}
        inherited = [self.listener.fileno()] if self.listener else []
        if inherited:
            env["LISTEN_FD"] = str(inherited[0])
        program = [sys.executable, *command]
        return spawn(program, death=signal.SIGKILL, env=env, cwd=self.project, output=output, pass_fds=inherited)

    def keep_up(self) -> None:
        """Start again what died: own processes, and the supervisor of the private servers."""
        for name, kept in self.kept.items():
            died = kept.process is not None
            if kept.keep_up() and died:
                say(f"{name} ended unexpectedly and was started again; see {self.logs / name}.log")
        for base in local_services.held:
            try:
                local_services.revive(base)
            except LocalServicesError as error:
                complain(str(error), "They are started again.")
        time.sleep(LOOK_SECONDS)

    def wait_until_healthy(self) -> None:
        """Wait for 200 from /health/. Raises CannotStart with its last answer."""
        end, answer = time.monotonic() + SECONDS_TO_BE_HEALTHY, "no answer"
        while time.monotonic() < end:
            self.keep_up()
            try:
                with urllib.request.urlopen(f"{self.address()}health/", timeout=2):  # noqa: S310 — http, ours
                    return
            except urllib.error.HTTPError as error:
                answer = error.read(2000).decode(errors="replace")
            except OSError as error:
                answer = str(error)
        raise CannotStart(f"{answer}\nNot healthy after {SECONDS_TO_BE_HEALTHY:.0f} s; see {self.logs}")

    def address(self) -> str:
        """Address to open in a browser of this machine."""
        loopback = {"127.0.0.1", "0.0.0.0", "::", "::1", ""}  # noqa: S104 — compared with, not bound to
        host = "localhost" if self.host in loopback else f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    def announce(self) -> None:
        """Say where it is and who may sign in."""
        password = self.project / "var" / "demo-password"
        say(f"\nSeagull is at {self.address()}")
        for base in local_services.held:
            say(f"Data: {base}")
        if password.exists():
            say("Demonstration accounts:", *(f"  {line}" for line in ACCOUNTS))
            say(f"Password of each: {password.read_text().strip()}   (kept in {password})")
        say("Ctrl-C ends everything; the data stays.")

    def end(self) -> None:
        """End everything that was started, and wait until the private servers are gone too if nobody else uses them."""
        processes = [kept.process for kept in self.kept.values() if kept.process]
        stop([*processes, *([self.step] if self.step else [])], seconds=SECONDS_TO_END)
        local_services.release(seconds=1.5)


def on_signal(number: int, _: object) -> None:
    """End once; further signals do not disturb the ending."""
    for other in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Ended(number)


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, on_signal)
    launcher = Launcher(PROJECT, os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or "8000"))
    try:
        launcher.run()
    except Ended as ended:
        return 128 + int(ended.args[0])
    except (CannotStart, LocalServicesError) as error:
        complain(str(error))
        return 1
    finally:
        launcher.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
