"""From a fresh clone to a running command: .venv from the lock files, system packages, translations, then the command.

Standard library only. What was interrupted is done again by the next start; what is done costs nothing.
"""

import argparse
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from operation.config import system_packages
from operation.config.processes import die_with_parent, interrupted, spawn, stop
from operation.config.terminal import complain, say

PROJECT = Path(__file__).resolve().parents[2]
GUARD = [sys.executable, "-m", "operation.config.processes"]
SECONDS_TO_END = 4.5
LOOK_SECONDS = 0.1


class Ended(Exception):
    """A signal asked this process, or the make above it, to end."""


class StepFailed(Exception):
    """A step of the bootstrap failed; the text says what and what to do."""


class Bootstrap:
    """One start in one checkout."""

    def __init__(self, project: Path, groups: Sequence[str], make: int) -> None:
        self.project = project
        self.venv = project / ".venv"
        self.python = self.venv / "bin" / "python"
        self.unfinished = self.venv / "unfinished"
        self.stamp = self.venv / "installed.json"
        self.locks = ["requirements.lock", *(f"requirements-{group}.lock" for group in groups)]
        self.logs = project / "var" / "log"
        self.make = make
        self.ended_by: signal.Signals | None = None

    def prepare(self, *, browser: bool) -> None:
        """Bring the checkout to the state that its commands need. Raises StepFailed or Ended."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.project / "var" / "bootstrap.lock").open("w") as lock:
            self.take(lock.fileno())
            self.install_system_packages(browser=browser)
            self.install_python_packages()
            self.step("translations", [self.python, "-m", "operation.config.messages", self.project / "locale"])

    def take(self, lock: int) -> None:
        """Wait for another start in the same checkout to finish its bootstrap."""
        while True:
            try:
                return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.look()
                time.sleep(LOOK_SECONDS)

    def install_system_packages(self, *, browser: bool) -> None:
        """Install what is missing where this process may; else, or when it fails, name the line and go on."""
        packages = system_packages.missing(system_packages.RUNTIME + (system_packages.BROWSER if browser else ()))
        if importlib.util.find_spec("ensurepip") is None and not self.python.exists():
            packages.append(system_packages.venv_package())
        if not packages:
            return
        if system_packages.may_install():
            say(f"Installing {' '.join(packages)} …")
            for command in system_packages.commands(packages):
                if self.attempt("apt", command, system_packages.environment()) == 0:
                    return
        say(f"Missing on this machine; PDF pages or browser tests need it:\n    {system_packages.line(packages)}")

    def install_python_packages(self) -> None:
        """Make .venv agree with the lock files."""
        installed = self.installed()
        wanted = {"python": f"{sys.version} {self.venv}", **{name: self.digest(name) for name in self.locks}}
        if wanted.items() <= installed.items():
            return
        if self.unfinished.exists() or installed.get("python", wanted["python"]) != wanted["python"]:
            shutil.rmtree(self.venv)
        self.venv.mkdir(exist_ok=True)
        self.unfinished.touch()
        if not (self.venv / "bin" / "pip").exists():
            say(f"Making {self.venv.name} …")
            self.step("venv", [sys.executable, "-m", "venv", self.venv])
        say(f"Installing {' '.join(self.locks)} …")
        pip: list[str | Path] = [
            self.python,
            "-m",
            "pip",
            "install",
            "--no-input",
            "--disable-pip-version-check",
            "--require-hashes",
            "--no-deps",  # the lock files name everything
        ]
        self.step("pip", [*pip, *(part for name in self.locks for part in ("-r", name))])
        self.stamp.write_text(json.dumps(installed | wanted, indent=1))
        self.unfinished.unlink()

    def installed(self) -> dict[str, str]:
        """What the stamp says about .venv; nothing when an installation was interrupted."""
        if self.unfinished.exists() or not self.python.exists():
            return {}
        try:
            return dict(json.loads(self.stamp.read_text()))
        except (OSError, ValueError):
            return {}

    def digest(self, name: str) -> str:
        return hashlib.sha256((self.project / name).read_bytes()).hexdigest()

    def step(self, name: str, command: Sequence[str | Path]) -> None:
        """Run one step to its end. Raises StepFailed with the end of its log."""
        if self.attempt(name, command, None):
            log = self.logs / f"{name}.log"
            words = log.read_text(errors="replace").strip().splitlines()[-15:]
            raise StepFailed("\n".join([*words, f"{name} failed; the whole log is {log}"]))

    def attempt(self, name: str, command: Sequence[str | Path], env: Mapping[str, str] | None) -> int:
        """Run a program whose output goes to var/log; it ends, with its own children, when we are told to."""
        with (self.logs / f"{name}.log").open("wb") as log:
            child = spawn([*GUARD, *command], env=env, cwd=self.project, output=log.fileno(), new_group=True)
        try:
            while child.poll() is None:
                self.look()
                time.sleep(LOOK_SECONDS / 5)
        except Ended:
            child.terminate()
            child.wait()
            raise
        return child.returncode

    def run(self, command: Sequence[str]) -> int:
        """Run the command in the foreground and answer as it does."""
        child = spawn([self.python, *command], cwd=self.project, stdin=None)
        while child.poll() is None:
            time.sleep(LOOK_SECONDS)
            if child.poll() is None and (told := self.not_told()):
                child.send_signal(told)
                stop([child], seconds=SECONDS_TO_END, ask=False)
        return child.returncode

    def not_told(self) -> signal.Signals | None:
        """Signal that the command should get from us: one sent to make or to us alone, not by a terminal to all."""
        if self.ended_by is None and not interrupted(self.make):
            return None
        time.sleep(LOOK_SECONDS)
        by_terminal = self.ended_by == signal.SIGINT and interrupted(self.make)
        return None if by_terminal else self.ended_by or signal.SIGINT

    def look(self) -> None:
        """Raise Ended when it is time to end."""
        if self.ended_by is not None or interrupted(self.make):
            raise Ended

    def on_signal(self, number: int, _: object) -> None:
        self.ended_by = signal.Signals(number)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bootstrap", description=__doc__)
    parser.add_argument("--with", dest="groups", default="", help="lock files to install beside requirements.lock")
    parser.add_argument("--child-of", type=int, default=os.getppid(), help="process whose end ends everything")
    parser.add_argument("--browser", action="store_true", help="the command drives a browser")
    parser.add_argument("command", nargs="*", help="what to run with the Python of .venv")
    return parser.parse_args()


def main() -> int:
    """Prepare, then run; the answer is the command's, or 128 and the signal as shells say it."""
    chosen = arguments()
    bootstrap = Bootstrap(PROJECT, [group for group in chosen.groups.split(",") if group], chosen.child_of)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, bootstrap.on_signal)
    die_with_parent(bootstrap.make)
    try:
        bootstrap.prepare(browser=chosen.browser)
        code = bootstrap.run(chosen.command) if chosen.command else 0
    except Ended:
        code = -(bootstrap.ended_by or signal.SIGINT)
    except StepFailed as error:
        complain(str(error))
        code = 1
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
