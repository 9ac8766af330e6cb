"""Two ways of doing a thing, timed in turns: A B A B. Times vary with the machine, their ratio holds."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]
WARM = 3


@dataclass(frozen=True)
class Promise:
    """`real` takes at most `target` times what `floor` takes."""

    name: str
    real: Work
    floor: Work
    target: float


@dataclass(frozen=True)
class Result:
    """Medians of the real thing and of its floor, in `unit`; `met` when their ratio keeps the target."""

    name: str
    value: float
    unit: str
    floor: float
    ratio: float
    target: float
    met: bool


def measure(promise: Promise, rounds: int) -> Result:
    """Time both in turns, after a few turns that nobody counts."""
    for _turn in range(WARM):
        promise.real()
        promise.floor()
    turns = [(milliseconds(promise.real), milliseconds(promise.floor)) for _turn in range(rounds)]
    value, floor = (statistics.median(times) for times in zip(*turns, strict=True))
    ratio = round(value / floor, 2)
    return Result(promise.name, round(value, 2), "ms", round(floor, 2), ratio, promise.target, ratio <= promise.target)


def milliseconds(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000
