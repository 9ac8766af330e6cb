"""What the launcher says, and what it does when a step or the health check fails."""

import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from operation.config import launch, local_services
from operation.config.keeper import Kept
from operation.config.launch import ACCOUNTS, CannotStart, Launcher
from operation.people.demo import make_demo_people
from operation.plan.models import Operation


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Launcher:
    """One that never waits and has started nothing."""
    monkeypatch.setattr(local_services, "held", {})
    monkeypatch.setattr(launch, "LOOK_SECONDS", 0.01)
    made = Launcher(tmp_path, "127.0.0.1", 8000)
    made.logs.mkdir(parents=True)
    return made


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8000/"),
        ("0.0.0.0", "http://localhost:8000/"),
        ("::1", "http://localhost:8000/"),
        ("192.0.2.7", "http://192.0.2.7:8000/"),
        ("2001:db8::7", "http://[2001:db8::7]:8000/"),
        ("seagull.example.org", "http://seagull.example.org:8000/"),
    ],
)
def test_the_address_can_be_opened(tmp_path: Path, host: str, address: str) -> None:
    assert Launcher(tmp_path, host, 8000).address() == address


@pytest.mark.parametrize(("host", "reason"), [("203.0.113.1", "Cannot assign"), ("no.such.host.invalid", ":8000: ")])
def test_an_address_that_is_not_this_machine(tmp_path: Path, host: str, reason: str) -> None:
    with pytest.raises(CannotStart, match=reason) as error:
        Launcher(tmp_path, host, 8000).listen()
    assert "another port" not in str(error.value)


def test_accounts_are_named_with_their_password(launcher: Launcher, capsys: pytest.CaptureFixture[str]) -> None:
    password = launcher.project / "var" / "demo-password"
    password.write_text("three-plain-words\n")
    launcher.announce()
    said = capsys.readouterr().out
    assert "three-plain-words" in said
    assert str(password) in said
    assert all(account in said for line in ACCOUNTS for account in line.split())


def test_the_named_accounts_are_those_of_the_demonstration(seagull: Operation, settings: Any) -> None:
    settings.DEMO_TODAY = "2025-01-08"
    made = make_demo_people(seagull, "three-plain-words")
    assert {account for line in ACCOUNTS for account in line.split()} <= set(made)


def test_without_a_demonstration_no_account_is_named(launcher: Launcher, capsys: pytest.CaptureFixture[str]) -> None:
    launcher.announce()
    said = capsys.readouterr().out
    assert "http://localhost:8000/" in said
    assert "observer" not in said


def test_the_folder_of_the_data_is_named(
    launcher: Launcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(local_services, "held", {Path("/var/lib/seagull/1/services"): 3})
    launcher.announce()
    assert "/var/lib/seagull/1/services" in capsys.readouterr().out


def test_a_failed_step_shows_the_end_of_its_log(launcher: Launcher) -> None:
    code = "import sys; print('first'); print('\\n'.join(map(str, range(100)))); sys.exit('no such table')"
    with pytest.raises(CannotStart, match=r"no such table\nmigrate failed; the whole log is .*migrate\.log") as error:
        launcher.do("migrate", ["-c", code])
    assert "first" not in str(error.value)
    assert len(str(error.value).splitlines()) < 20


def test_a_long_step_says_how_far_it_is(launcher: Launcher, capsys: pytest.CaptureFixture[str]) -> None:
    code = "import time; print('August 2024', flush=True); time.sleep(0.5)"
    launcher.do("data", ["-c", code], shown=True)
    launcher.do("migrate", ["-c", code.replace("August", "March")])
    assert capsys.readouterr().out == "  August 2024\n"


def test_a_step_gets_no_terminal_and_leaves_its_output_in_the_log(launcher: Launcher) -> None:
    launcher.do("data", ["-c", "import sys; print(sys.stdin.read() or 'nothing to read')"])
    assert (launcher.logs / "data.log").read_text() == "nothing to read\n"


def test_an_unhealthy_start_says_what_health_said(launcher: Launcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer(_url: str, *, timeout: float) -> None:
        raise urllib.error.URLError(f"nobody in {timeout} s")

    monkeypatch.setattr(launch, "SECONDS_TO_BE_HEALTHY", 0.05)
    monkeypatch.setattr(urllib.request, "urlopen", no_answer)
    with pytest.raises(CannotStart, match="nobody in 2 s"):
        launcher.wait_until_healthy()


def test_a_process_that_cannot_start_is_reported(launcher: Launcher, capsys: pytest.CaptureFixture[str]) -> None:
    launcher.kept["web"] = Kept(lambda: launcher.start("web", ["-c", "raise SystemExit(3)"]))
    for _look in range(60):
        launcher.keep_up()
    launcher.end()
    assert "web ended unexpectedly and was started again" in capsys.readouterr().out


def test_ending_ends_a_step_that_is_under_way(launcher: Launcher) -> None:
    launcher.step = launcher.start("data", ["-c", "import time; time.sleep(60)"])
    launcher.end()
    assert launcher.step.returncode == -15


def test_the_interpreter_is_this_one(launcher: Launcher) -> None:
    launcher.do("which", ["-c", "import sys; print(sys.executable)"])
    assert (launcher.logs / "which.log").read_text().strip() == sys.executable
