"""`make mutation`: change each clause that guards something, and see that a test fails.

Prints each mutant that survives with its place, and the share that was killed. Survivors are explained in
`survivors.md`; below 95 % the command fails.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from operation.config import local_services
from tests.access.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[3]
TARGET = 95.0
SECONDS = 60.0
AT_ONCE = 2
RIGHTS = ("tests/access/test_rights.py",)
POLICIES = ("tests/access/test_policies.py",)
DOOR = ("tests/access/test_first_wall.py", "tests/operation/access")
TESTS: Mapping[str, tuple[str, ...]] = {
    "operation/access/roles.py": RIGHTS,
    "operation/access/policies.py": POLICIES,
    "operation/access/principal.py": RIGHTS + POLICIES,
    "operation/access/handling.py": ("tests/operation/access/test_handling.py",),
    "operation/access/scope.py": DOOR,
    "operation/access/grants.py": DOOR,
    "operation/cases/masking.py": POLICIES + DOOR,
    "operation/cases/facts.py": DOOR,
    "operation/plan/models.py": DOOR,
    "operation/jobs/models.py": DOOR,
    "reporting/returns/policies.py": POLICIES,
    "reporting/returns/models.py": DOOR,
    "reporting/evaluation/policies.py": POLICIES,
    "reporting/evaluation/models.py": DOOR,
    "reporting/indicators/models.py": DOOR,
}
"""Each module that guards something, and the tests that must notice. Row-level security must not be what saves it."""


@dataclass(frozen=True)
class Verdict:
    mutant: Mutant
    killed: bool
    seconds: float
    by: str


def all_mutants(only: str = "") -> Iterator[Mutant]:
    for file in TESTS:
        if only in file:
            yield from mutants(file, (ROOT / file).read_text())


def judge(mutant: Mutant) -> Verdict:
    """Run the tests of the mutant's module against it. One that takes longer than a minute counts as killed."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "mutant.py"
        source.write_text(mutant.source)
        failed, words = _tested(mutant.file, source)
    return Verdict(mutant, failed, time.monotonic() - began, words)


def _tested(file: str, source: Path) -> tuple[bool, str]:
    module = file.removesuffix(".py").replace("/", ".")
    named = {"MUTANT_SOURCE": str(source), "MUTANT_MODULE": module}
    plugins = ["-p", "tests.access.mutation.plugin", "-p", "no:cacheprovider", "-p", "no:randomly"]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", *plugins, *TESTS[file]]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | named, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True, "time"
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return done.returncode != 0, failed[0] if failed else ""


def main(only: str = "") -> int:
    """Judge all mutants, or those of the files whose path holds `only`."""
    local_services.provide(ROOT, name="test")
    for file in sorted({mutant.file for mutant in all_mutants(only)}):
        if not _passes(file):
            sys.exit(f"the tests of {file} fail without any mutant")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        verdicts = list(pool.map(judge, all_mutants(only)))
    for verdict in verdicts:
        if not verdict.killed:
            sys.stdout.write(f"SURVIVED {verdict.mutant.file}:{verdict.mutant.line} {verdict.mutant.what}\n")
    killed = sum(verdict.killed for verdict in verdicts)
    share = 100 * killed / len(verdicts)
    slowest = max(verdict.seconds for verdict in verdicts)
    sys.stdout.write(f"mutants: {len(verdicts)}, killed: {killed} ({share:.1f} %), slowest: {slowest:.0f} s\n")
    return 0 if share >= TARGET else 1


def _passes(file: str) -> bool:
    return not judge(Mutant(file, 0, "nothing", (ROOT / file).read_text())).killed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
