"""Has pictures of a file drawn by the lightbox, and believes it only when it came to its end within its limits."""

import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from operation.cases.attachments.kinds import ContentKind

MODULE = ("-m", "operation.cases.attachments.lightbox")
ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH")
"""All that it gets of ours: where programs are. No secrets, no addresses of services."""

MEMORY_MB = 700
CPU_SECONDS = 20
WALL_SECONDS = 40
LARGEST_PNG = 2 * 1024 * 1024


def draw(content: BinaryIO, kind: ContentKind) -> list[bytes]:
    """Small PNGs of the first pages; none where nothing can be drawn: a file is good without them."""
    if not kind.is_drawn:
        return []
    content.seek(0)
    try:
        done = subprocess.run(  # noqa: S603 — our own module, under our own interpreter
            [sys.executable, *MODULE, kind.family, *_limits()],
            input=content.read(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            timeout=WALL_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError:
        return []
    return _pictures(done.stdout)


def _limits() -> list[str]:
    return [f"--parent={os.getpid()}", f"--memory-mb={MEMORY_MB}", f"--cpu-seconds={CPU_SECONDS}"]


def _pictures(stream: bytes) -> list[bytes]:
    pictures, rest = [], stream
    while rest:
        length, rest = int.from_bytes(rest[:4], "big"), rest[4:]
        if not 0 < length <= min(LARGEST_PNG, len(rest)):
            return []
        pictures.append(rest[:length])
        rest = rest[length:]
    return pictures
