"""Processes that are started again when they die, after a pause that grows while they keep dying."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
STEADY_SECONDS = 10.0


@dataclass
class Kept:
    """One process to keep up. `steady` tells when a start counts as good, so that the next pause is short again."""

    start: Callable[[], subprocess.Popen[bytes]]
    steady: Callable[[], bool] | None = None
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    not_before: float = field(default=0.0)

    def keep_up(self) -> bool:
        """Start the process when it is down and its pause is over; whether it was started."""
        now = time.monotonic()
        if self.running():
            if self.failures and self.is_steady(now):
                self.failures = 0
            return False
        if self.process and not self.not_before:
            self.failures += 1
            self.not_before = now + min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)
        if now < self.not_before:
            return False
        self.process, self.started_at, self.not_before = self.start(), now, 0.0
        return True

    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def is_steady(self, now: float) -> bool:
        return self.steady() if self.steady else now - self.started_at > STEADY_SECONDS
