"""Has a file opened in a process of its own, and understands what that tells."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from operation.cases.cells import Cell
from operation.cases.importing.refusals import Unreadable

COMMAND = [sys.executable, "-m", "operation.cases.importing.opening"]
ROOT = Path(__file__).resolve().parents[3]
Line = list[Any]
"""[number of the row, its cells as JSON says them]"""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, how many rows it has about, and those rows, to be read once."""

    name: str
    size: int
    rows: Iterator[Line]


@contextmanager
def opened(content: bytes) -> Iterator[Iterator[Sheet]]:
    """The sheets of a file, each with its rows, while the process that opens it lives. Raises Unreadable."""
    pipe, own = subprocess.PIPE, {"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1"}
    process = subprocess.Popen(  # noqa: S603 -- our own module, under our own interpreter
        [*COMMAND, f"--parent={os.getpid()}"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=ROOT, env=own
    )
    try:
        _feed(process, content)
        yield _sheets(_told(process))
    finally:
        process.kill()
        process.wait()
        for end in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):
                end and end.close()


def _feed(process: subprocess.Popen[bytes], content: bytes) -> None:
    """All of it is read before anything is told; a process that ended early says why at its end."""
    assert process.stdin
    with suppress(BrokenPipeError):
        process.stdin.write(content)
        process.stdin.close()


def _told(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    """Its lines, one by one. A process that was ended before its last line had reached its limits."""
    assert process.stdout
    for line in process.stdout:
        if not line.endswith(b"\n"):
            break
        told = json.loads(line)
        if isinstance(told, dict):
            if "refused" in told:
                raise Unreadable(told["refused"], told["value"], told["row"])
            if "end" in told:
                return
        yield told
    raise Unreadable("memory")


def _sheets(told: Iterator[Any]) -> Iterator[Sheet]:
    """Each sheet once; what is not asked of it is passed over."""
    following: list[Any] = []

    def rows() -> Iterator[Line]:
        for line in told:
            if isinstance(line, dict):
                following.append(line)
                return
            yield line

    for _before in rows():
        pass
    while following:
        found, mine = following.pop(), rows()
        yield Sheet(found["sheet"], found["rows"], mine)
        for _rest in mine:
            pass


def cell_of(told: Any) -> Cell:
    """A cell as the vocabulary of columns reads it."""
    if isinstance(told, dict):
        return date.fromisoformat(told["date"])
    cell: Cell = told
    return cell
