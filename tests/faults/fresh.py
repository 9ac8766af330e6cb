"""A clone in which nothing was ever installed, as root and as an ordinary user, under a closed home. `make test-fresh`.

Not part of the suite: it installs everything from the lock files, twice, and runs the suite in each clone.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from operation.config import local_services
from tests.operation.config.checkout import PLAIN_ACCOUNT, SOURCE, Checkout

pytestmark = pytest.mark.timeout(3600)
ACCOUNTS = ["root", PLAIN_ACCOUNT] if os.geteuid() == 0 else [pwd.getpwuid(os.geteuid()).pw_name]
RUN_SECONDS = 900


class Clone(Checkout):
    """A clone, and how long its commands take."""

    def environment(self, **more: str) -> dict[str, str]:
        kept = super().environment(**more)
        return {name: value for name, value in kept.items() if name not in ("PYTHONPATH", "DJANGO_SETTINGS_MODULE")}

    def give_to(self, account: str) -> None:
        owner = pwd.getpwnam(account)
        subprocess.run(["chown", "--recursive", f"{owner.pw_uid}:{owner.pw_gid}", self.folder.parent], check=True)
        self.account = account

    def run(self) -> tuple[float, str]:
        """Seconds until `make run` says where it is, and what it said. It is ended again, within its five seconds."""
        begin, said = time.monotonic(), ""
        process = self.start("make", "run", *self.python_to_use(), DEMO="yes")
        assert process.stdout
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        seconds = time.monotonic() - begin
        assert self.healthy(), said
        process.send_signal(signal.SIGTERM)
        assert self.gone(5) < 5
        return seconds, said

    def python_to_use(self) -> list[str]:
        return ["PYTHON=/usr/bin/python3"] if self.account else [f"PYTHON={sys.executable}"]


@pytest.fixture(scope="module", params=ACCOUNTS)
def clone(request: pytest.FixtureRequest) -> Iterator[Clone]:
    home = Path(tempfile.mkdtemp(prefix="seagull-home-"))
    folder = home / "seagull"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", SOURCE, folder], check=True)
    made = Clone(folder)
    outside = local_services.home(folder).parent
    if request.param != pwd.getpwuid(os.geteuid()).pw_name:
        made.give_to(request.param)
    home.chmod(0o700)
    yield made
    made.kill_all()
    assert home.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(home)
    if outside.is_relative_to(local_services.OUTSIDE):
        shutil.rmtree(outside, ignore_errors=True)


def test_make_run_from_nothing_and_again(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    first, said = clone.run()
    again, said_again = clone.run()
    with capsys.disabled():
        sys.stdout.write(f"\n{clone.account or 'root'}: first start {first:.0f} s, next {again:.1f} s\n{said}")
    assert first < RUN_SECONDS
    assert "Password of each: " in said
    assert said.splitlines()[-3:] == said_again.splitlines()[-3:]


def test_make_test(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    begin = time.monotonic()
    process = clone.start("make", "test", *clone.python_to_use())
    said, _ = process.communicate()
    with capsys.disabled():
        sys.stdout.write(f"\n{clone.account or 'root'}: make test {time.monotonic() - begin:.0f} s\n{said[-3000:]}")
    assert process.returncode == 0
