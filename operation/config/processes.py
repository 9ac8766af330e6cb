"""Child processes that never outlive the process that started them. Standard library only: also runs before .venv exists."""

import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int, death: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send `death` to this process when `parent` ends; end at once if it already has."""
    LIBC.prctl(PR_SET_PDEATHSIG, int(death), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def tied_to(parent: int, death: signal.Signals) -> Callable[[], None]:
    """Last step of a child before its program starts.

    subprocess runs it after the change of account, which would clear the death signal.
    """

    def last_step() -> None:
        die_with_parent(parent, death)
        os.umask(0o077)

    return last_step


def spawn(
    command: Sequence[str | Path],
    *,
    death: signal.Signals = signal.SIGTERM,
    account: pwd.struct_passwd | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: IO[bytes] | int | None = None,
    new_group: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a child that gets `death` when this process ends, as `account` if one is given."""
    return subprocess.Popen(
        [os.fspath(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=env,
        cwd=cwd,
        process_group=0 if new_group else None,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=tied_to(os.getpid(), death),
    )


def stop(children: Sequence[subprocess.Popen[bytes]], *, seconds: float) -> None:
    """End the children together: SIGTERM, then SIGKILL for those still there after `seconds`."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + seconds
    for child in children:
        try:
            child.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
