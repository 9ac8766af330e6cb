"""Child processes that never outlive the process that started them. Standard library only: runs before .venv exists."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
FROM_MAKE_ALONE = (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)
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

    return last_step


def spawn(
    command: Sequence[str | Path],
    *,
    death: signal.Signals = signal.SIGTERM,
    account: pwd.struct_passwd | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: int | None = subprocess.DEVNULL,
    output: int | None = None,
    pass_fds: Sequence[int] = (),
    new_group: bool = False,
    umask: int = -1,
) -> subprocess.Popen[bytes]:
    """Start a child that gets `death` when this process ends, as `account` if one is given."""
    return subprocess.Popen(  # noqa: S603 — commands are ours; whoever spawns has one thread
        [os.fspath(part) for part in command],
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=env,
        cwd=cwd,
        pass_fds=pass_fds,
        umask=umask,
        process_group=0 if new_group else None,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=tied_to(os.getpid(), death),
    )


def interrupted(parent: int) -> bool:
    """Whether `parent`, a make, was sent a signal that it expects the terminal to have sent to us as well.

    GNU make then waits for its children without telling them. What can be seen is that it no longer catches it.
    """
    try:
        lines = Path(f"/proc/{parent}/status").read_text().splitlines()
    except OSError:
        return False
    caught = next((int(line.split()[1], 16) for line in lines if line.startswith("SigCgt:")), 0)
    blocked = next((int(line.split()[1], 16) for line in lines if line.startswith("SigBlk:")), 0)
    bits = sum(1 << (number - 1) for number in FROM_MAKE_ALONE)
    return bool(blocked & ~caught & bits)


def guard(command: Sequence[str]) -> int:
    """Run a command in a process group of its own and end the whole group when this process is told to end.

    For programs whose own children would go on without them: pip, venv, apt-get.
    """
    child = spawn(command, death=signal.SIGKILL, new_group=True)

    def end(*_: object) -> None:
        os.killpg(child.pid, signal.SIGKILL)

    signal.signal(signal.SIGTERM, end)
    return child.wait()


def stop(children: Sequence[subprocess.Popen[bytes]], *, seconds: float, ask: bool = True) -> None:
    """End the children together: SIGTERM unless already asked, SIGKILL for those still there after `seconds`."""
    for child in children:
        if ask and child.poll() is None:
            child.terminate()
    end = time.monotonic() + seconds
    for child in children:
        try:
            child.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    sys.exit(guard(sys.argv[1:]))
