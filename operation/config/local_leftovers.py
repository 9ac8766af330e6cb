"""What servers of an earlier supervisor left: processes that still end, and a lock file whose process is gone."""

import contextlib
import os
import re
from pathlib import Path

SERVER = re.compile(rb"[^\0]*/(postgres\0|redis-server\b)")


def serving(sockets: Path) -> list[int]:
    """Servers that listen in this folder, whoever started them."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            line = (entry / "cmdline").read_bytes() if entry.name.isdigit() else b""
            if os.fsencode(sockets) in line and SERVER.match(line):
                found.append(int(entry.name))
    return found


def drop_stale_lock(data: Path) -> None:
    """Remove postmaster.pid when its number now belongs to a process that is no PostgreSQL of this data folder.

    Only for the moment before a start: the file of a server that is just starting may be read half written.
    """
    lock = data / "postmaster.pid"
    try:
        pid = int(lock.read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (ValueError, OSError):
        command = []
    if os.fsencode(data) not in command:
        lock.unlink(missing_ok=True)
