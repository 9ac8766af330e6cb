"""`make mutation`: change each clause that guards something, and see that a test fails.

Prints each mutant that survives with its place, and the share that was killed; below 95 % the command fails. Survivors
are explained in README.md beside this file. A child is forked for each mutant once everything that is not ours is
loaded; all of them read one world (tests/access/world.py), made before.
"""

import os
import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from operation.config import local_services
from tests import memory
from tests.access.mutation import loading
from tests.access.mutation.guarded import DOOR, RIGHTS, TESTS
from tests.access.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[3]
TARGET = 95.0
SECONDS = 60
AT_ONCE = 2
OURS = ("operation", "coordination", "reporting", "tests")


@dataclass(frozen=True)
class Verdict:
    """Whether a test noticed a mutant, and how many seconds of the processor that took.

    A mutant that runs out of its seconds has not been noticed by any test.
    """

    mutant: Mutant
    killed: bool
    seconds: float


def all_mutants(only: str = "") -> Iterator[Mutant]:
    """Those of the files whose path holds `only`."""
    for file in TESTS:
        if only in file:
            yield from mutants(file, (ROOT / file).read_text())


def begin(mutant: Mutant) -> int:
    """Fork a child that runs the tests of the mutant's module against it; its exit status is pytest's."""
    child = os.fork()
    if child:
        return child
    # the harder limit stays: readers of uploaded files, which the tests start, set limits of their own
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    loading.change(mutant.file.removesuffix(".py").replace("/", "."), mutant.source)
    os._exit(run_tests(TESTS[mutant.file]))


def run_tests(files: tuple[str, ...]) -> int:
    return int(pytest.main(["-x", "-q", "--no-header", "--show-capture=no", "-p", "no:cacheprovider", *files]))


def judged(found: Iterable[Mutant]) -> Iterator[Verdict]:
    """The verdict on each mutant; some are tested at once."""
    running: dict[int, Mutant] = {}
    for mutant in found:
        running[begin(mutant)] = mutant
        if len(running) == AT_ONCE:
            yield _ended(running)
    while running:
        yield _ended(running)


def _ended(running: dict[int, Mutant]) -> Verdict:
    pid, status, used = os.wait3(0)
    failed = os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0
    return Verdict(running.pop(pid), failed, used.ru_utime + used.ru_stime)


def load_what_is_not_ours() -> None:
    """Import what a run of the tests imports, save the application itself: children begin with it."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        run_tests((*RIGHTS, "--collect-only", *DOOR))
        os.write(writing, "\n".join(name for name in sys.modules if not name.startswith(OURS)).encode())
        os._exit(0)
    os.close(writing)
    names = os.fdopen(reading).read().splitlines()
    os.waitpid(child, 0)
    for name in names:
        with suppress(Exception):  # models want the application first: children load them
            import_module(name)


def main(only: str = "") -> int:
    """Judge all mutants, or those of the files whose path holds `only`."""
    local_services.provide(ROOT, name="test")
    os.environ["DJANGO_SETTINGS_MODULE"] = "operation.config.settings.test"
    # the memory in which the world lies is the parent's: with that of a child it would be gone for the next one
    with memory.of_this_run(), tempfile.TemporaryDirectory() as folder:
        os.environ["SEAGULL_WORLD"] = str(Path(folder) / "world")
        load_what_is_not_ours()
        whole = {file: Mutant(file, 0, "unchanged", (ROOT / file).read_text()) for file in TESTS if only in file}
        for mutant in whole.values():  # one after another: the first one makes the world
            if next(judged([mutant])).killed:
                sys.exit(f"the tests of {mutant.file} fail without any mutant")
        return _tell(list(map(_told, judged(all_mutants(only)))))


def _told(verdict: Verdict) -> Verdict:
    if not verdict.killed:
        sys.stdout.write(f"SURVIVED {verdict.mutant.file}:{verdict.mutant.line} {verdict.mutant.what}\n")
        sys.stdout.flush()
    return verdict


def _tell(verdicts: list[Verdict]) -> int:
    killed = sum(verdict.killed for verdict in verdicts)
    share = 100 * killed / len(verdicts)
    slowest = max(verdict.seconds for verdict in verdicts)
    sys.stdout.write(f"mutants: {len(verdicts)}, killed: {killed} ({share:.1f} %), slowest: {slowest:.0f} s\n")
    return 0 if share >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
