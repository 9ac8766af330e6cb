"""From a fresh clone to a running command: done once, done again after an interruption, ended at any moment."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from operation.config import bootstrap as module
from operation.config import system_packages
from operation.config.bootstrap import Bootstrap, Ended, StepFailed
from tests.operation.config.checkout import LOCKS, Checkout, until

SLEEPING_PIP = "sleep 300 & sleep 301"
RECORDING_PIP = 'echo "$@" >> pip-was-called'


@pytest.fixture
def fresh(clone: Checkout) -> Checkout:
    """A checkout with lock files that ask for nothing."""
    for name in LOCKS:
        (clone.folder / name).write_text("# nothing\n")
    return clone


def with_venv(checkout: Checkout, pip: str) -> None:
    """A .venv whose Python is this one, and whose pip is a line of shell."""
    program = checkout.folder / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    stub = f'#!/bin/sh\ncase "$*" in *"pip install"*) {pip} ;; *) exec {sys.executable} "$@" ;; esac\n'
    for name in ("python", "pip"):
        (program.parent / name).write_text(stub)
        (program.parent / name).chmod(0o755)


def make(checkout: Checkout, target: str = "dev", **more: str) -> tuple[int, str]:
    process = checkout.start("make", target, f"PYTHON={sys.executable}", **more)
    said, _ = process.communicate(timeout=240)
    return process.returncode, said


def stamp(checkout: Checkout) -> dict[str, str]:
    return dict(json.loads((checkout.folder / ".venv" / "installed.json").read_text()))


@pytest.mark.long
@pytest.mark.processes
@pytest.mark.timeout(300)
def test_a_fresh_clone_gets_its_environment_once(fresh: Checkout) -> None:
    code, said = make(fresh)
    assert code == 0, said
    assert "Making .venv" in said
    assert set(stamp(fresh)) == {"python", *LOCKS}
    python = fresh.folder / ".venv" / "bin" / "python"
    assert subprocess.check_output([python, "-c", "import sys; print(sys.prefix)"], text=True).strip() == str(
        fresh.folder / ".venv"
    )
    begin = time.monotonic()
    assert make(fresh) == (0, "")
    assert time.monotonic() - begin < 5


@pytest.mark.processes
def test_a_changed_lock_is_installed_with_hashes(fresh: Checkout) -> None:
    with_venv(fresh, RECORDING_PIP)
    calls = fresh.folder / "pip-was-called"
    assert make(fresh)[0] == 0
    assert make(fresh) == (0, "")
    (fresh.folder / "requirements-dev.lock").write_text("# something else\n")
    assert make(fresh)[0] == 0
    lines = calls.read_text().splitlines()
    assert len(lines) == 2
    wanted = "--require-hashes --no-deps -r requirements.lock -r requirements-local.lock -r requirements-dev.lock"
    assert all(line.endswith(wanted) for line in lines)


@pytest.mark.processes
def test_the_command_gets_its_arguments_and_gives_its_answer(fresh: Checkout) -> None:
    with_venv(fresh, RECORDING_PIP)
    (fresh.folder / "answer.py").write_text("import sys; print(sys.argv[1:]); sys.exit(7)")
    process = fresh.start(
        sys.executable, "-m", "operation.config.bootstrap", "--with", "local", "--", "answer.py", "-k", "a b"
    )
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 7
    assert "['-k', 'a b']" in said


@pytest.mark.processes
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_make_is_ended_while_pip_works(fresh: Checkout, number: signal.Signals) -> None:
    """A signal to make alone: not to the group, as a terminal would do it."""
    with_venv(fresh, SLEEPING_PIP)
    process = fresh.start("make", "dev", f"PYTHON={sys.executable}")
    until(lambda: len(fresh.pids("sleep 30")) == 2, 30)
    process.send_signal(number)
    assert fresh.gone(5) < 5
    assert process.wait() != 0
    assert (fresh.folder / ".venv" / "unfinished").exists()


@pytest.mark.processes
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_make_is_ended_before_anything_has_begun(fresh: Checkout, number: signal.Signals) -> None:
    with_venv(fresh, SLEEPING_PIP)
    process = fresh.start("make", "dev", f"PYTHON={sys.executable}")
    until(lambda: fresh.pids("operation.config.bootstrap"), 30)
    process.send_signal(number)
    assert fresh.gone(5) < 5


@pytest.mark.processes
def test_bootstrap_killed_outright_leaves_nothing(fresh: Checkout) -> None:
    with_venv(fresh, SLEEPING_PIP)
    fresh.start("make", "dev", f"PYTHON={sys.executable}")
    until(lambda: len(fresh.pids("sleep 30")) == 2, 30)
    for pid in fresh.pids("operation.config.bootstrap"):
        os.kill(pid, signal.SIGKILL)
    fresh.gone(5)


@pytest.mark.processes
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_make_is_ended_while_the_command_works(fresh: Checkout, number: signal.Signals) -> None:
    with_venv(fresh, RECORDING_PIP)
    (fresh.folder / "pytest.py").write_text("import pathlib, time; pathlib.Path('works').touch(); time.sleep(300)")
    process = fresh.start("make", "test", f"PYTHON={sys.executable}", PYTHONPATH=str(fresh.folder), CI="")
    until((fresh.folder / "works").exists, 30)
    process.send_signal(number)
    fresh.gone(5)
    assert process.wait() != 0


@pytest.mark.processes
def test_no_python_that_is_new_enough(fresh: Checkout) -> None:
    programs = fresh.folder / "programs"
    programs.mkdir()
    for name in ("python3", *(f"python3.{minor}" for minor in range(11, 15))):
        (programs / name).write_text("#!/bin/sh\nexit 1\n")
        (programs / name).chmod(0o755)
    process = fresh.start("make", "run", PATH=f"{programs}:{os.environ['PATH']}")
    said, _ = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "Seagull needs Python 3.11 or newer" in said


class Recorded(Bootstrap):
    """Steps are written down, not run; those named in `failing` fail."""

    def __init__(self, project: Path) -> None:
        super().__init__(project, ["local"], os.getpid())
        self.steps: list[list[str]] = []
        self.failing: set[str] = set()
        self.logs.mkdir(parents=True, exist_ok=True)
        for name in self.locks:
            (project / name).write_text("")

    def attempt(self, name: str, command: object, env: object) -> int:
        self.steps.append([name, *map(str, command)])  # type: ignore[call-overload]
        (self.logs / f"{name}.log").write_text(f"{name}: no network\n")
        if name == "venv":
            self.python.parent.mkdir()
            self.python.touch()
        return int(name in self.failing)

    def names(self) -> list[str]:
        return [step[0] for step in self.steps]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    monkeypatch.setattr(system_packages, "missing", lambda _wanted: [])
    return Recorded(tmp_path)


def test_steps_of_a_first_start(start: Recorded) -> None:
    start.prepare(browser=False)
    assert start.names() == ["venv", "pip", "translations"]
    start.steps.clear()
    start.prepare(browser=False)
    assert start.names() == ["translations"]


def test_what_was_interrupted_is_made_from_scratch(start: Recorded) -> None:
    start.prepare(browser=False)
    start.unfinished.touch()
    (start.venv / "half-installed").touch()
    start.steps.clear()
    start.prepare(browser=False)
    assert start.names() == ["venv", "pip", "translations"]
    assert not (start.venv / "half-installed").exists()


def test_another_python_means_another_environment(start: Recorded) -> None:
    start.prepare(browser=False)
    start.stamp.write_text(json.dumps(start.installed() | {"python": "3.9"}))
    start.steps.clear()
    start.prepare(browser=False)
    assert "venv" in start.names()


def test_a_damaged_stamp_only_costs_a_look_by_pip(start: Recorded) -> None:
    start.prepare(browser=False)
    start.stamp.write_text("{")
    (start.venv / "bin" / "pip").touch()
    start.steps.clear()
    start.prepare(browser=False)
    assert start.names() == ["pip", "translations"]


def test_a_failed_installation_says_why_and_is_tried_again(start: Recorded) -> None:
    start.failing = {"pip"}
    with pytest.raises(StepFailed, match=r"no network\npip failed; the whole log is .*pip\.log"):
        start.prepare(browser=False)
    start.failing.clear()
    start.steps.clear()
    start.prepare(browser=False)
    assert "pip" in start.names()


def test_the_browser_is_only_asked_for_where_it_is_driven(start: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def missing(wanted: tuple[str, ...]) -> list[str]:
        asked.append(wanted)
        return []

    monkeypatch.setattr(system_packages, "missing", missing)
    start.prepare(browser=False)
    start.prepare(browser=True)
    assert "chromium" not in asked[0]
    assert "chromium" in asked[1]


@pytest.mark.parametrize(("may", "steps"), [(True, ["apt", "apt"]), (False, [])])
def test_missing_packages_never_stop_a_start(
    start: Recorded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], may: bool, steps: list[str]
) -> None:
    monkeypatch.setattr(system_packages, "missing", lambda _wanted: ["fonts-noto-cjk"])
    monkeypatch.setattr(system_packages, "may_install", lambda: may)
    start.failing = {"apt"}
    start.prepare(browser=False)
    assert start.names() == [*steps, "venv", "pip", "translations"]
    assert "apt-get install --no-install-recommends fonts-noto-cjk" in capsys.readouterr().out


def test_packages_that_could_be_installed_are_not_named_again(
    start: Recorded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "missing", lambda _wanted: ["fonts-noto-cjk"])
    monkeypatch.setattr(system_packages, "may_install", lambda: True)
    start.prepare(browser=False)
    assert start.names().count("apt") == 1
    assert "Missing" not in capsys.readouterr().out


def test_a_second_start_waits_for_the_first(tmp_path: Path, start: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Recorded(tmp_path)
    looks: list[float] = []

    def look() -> None:
        looks.append(0)
        if len(looks) > 2:
            raise Ended

    monkeypatch.setattr(other, "look", look)
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.0)
    with (tmp_path / "var" / "bootstrap.lock").open("w") as lock:
        start.take(lock.fileno())
        with pytest.raises(Ended):
            other.prepare(browser=False)
    assert other.names() == []
