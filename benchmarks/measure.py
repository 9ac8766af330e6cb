"""Two ways of doing a thing, timed in turns: A B A B. Times vary with the machine, their ratio holds."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]
WARM = 3
LONG = 3
"""Turns of what takes a minute or more."""


@dataclass(frozen=True)
class Promise:
    """`real` takes at most `target` times what `floor` takes; with `rows`, at most `target` milliseconds for each."""

    name: str
    real: Work
    floor: Work
    target: float
    rows: int = 0


@dataclass(frozen=True)
class Result:
    """Medians of the real thing and of its floor, in `unit`; `met` when the ratio, or what a row takes, keeps the
    target."""

    name: str
    value: float
    unit: str
    floor: float
    ratio: float
    target: float
    met: bool


def measure(promise: Promise, rounds: int) -> Result:
    """Time both in turns, after a few turns that nobody counts. What goes through many rows is warm by itself."""
    for _turn in range(0 if promise.rows else WARM):
        promise.real()
        promise.floor()
    rounds = min(rounds, LONG) if promise.rows else rounds
    turns = [(milliseconds(promise.real), milliseconds(promise.floor)) for _turn in range(rounds)]
    value, floor = (statistics.median(times) for times in zip(*turns, strict=True))
    return _of_rows(promise, value, floor) if promise.rows else _of_times(promise, value, floor)


def _of_times(promise: Promise, value: float, floor: float) -> Result:
    ratio = round(value / floor, 2)
    return Result(promise.name, round(value, 2), "ms", round(floor, 2), ratio, promise.target, ratio <= promise.target)


def _of_rows(promise: Promise, value: float, floor: float) -> Result:
    each, bare = round(value / promise.rows, 3), round(floor / promise.rows, 5)
    met = each <= promise.target
    return Result(promise.name, each, "ms a row", bare, round(value / floor, 1), promise.target, met)


def milliseconds(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000
