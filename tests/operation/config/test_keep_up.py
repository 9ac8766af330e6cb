"""A process that dies is started again, after pauses that grow while it keeps dying and are short again after."""

import subprocess
import time
from unittest.mock import Mock

import pytest

from operation.config.keeper import LONGEST_PAUSE, STEADY_SECONDS, Kept


class World:
    """A clock that moves when told, and processes that die when told."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.started: list[Mock] = []

    def start(self) -> subprocess.Popen[bytes]:
        process = Mock(spec=subprocess.Popen)
        process.poll.return_value = None
        self.started.append(process)
        return process

    def kill(self) -> None:
        self.started[-1].poll.return_value = -9

    def seconds_until_started(self, kept: Kept) -> float:
        begin = self.now
        while not kept.keep_up():
            self.now += 0.05
        return self.now - begin


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    monkeypatch.setattr(time, "monotonic", lambda: made.now)
    return made


def test_it_starts_at_once_and_once(world: World) -> None:
    kept = Kept(world.start)
    assert kept.keep_up()
    assert not kept.keep_up()
    assert kept.running()
    assert len(world.started) == 1


def test_pauses_grow_up_to_a_limit(world: World) -> None:
    kept = Kept(world.start)
    kept.keep_up()
    pauses = []
    for _death in range(9):
        world.kill()
        pauses.append(world.seconds_until_started(kept))
    assert pauses == sorted(pauses)
    assert pauses[0] == pytest.approx(0.2, abs=0.06)
    assert pauses[-1] == pytest.approx(LONGEST_PAUSE, abs=0.06)


def test_the_pause_is_short_again_after_a_steady_run(world: World) -> None:
    kept = Kept(world.start)
    kept.keep_up()
    for _death in range(5):
        world.kill()
        world.seconds_until_started(kept)
    world.now += STEADY_SECONDS + 1
    kept.keep_up()
    assert kept.failures == 0
    world.kill()
    assert world.seconds_until_started(kept) < 0.3


def test_a_server_counts_as_steady_once_it_answers(world: World) -> None:
    answers = [False]
    kept = Kept(world.start, steady=lambda: answers[0])
    kept.keep_up()
    world.kill()
    world.seconds_until_started(kept)
    kept.keep_up()
    assert kept.failures == 1
    answers[0] = True
    kept.keep_up()
    assert kept.failures == 0
