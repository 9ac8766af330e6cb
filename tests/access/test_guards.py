"""`make mutation` knows every module that guards something, and tests that are there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.access.mutation.guarded import TESTS
from tests.access.mutation.mutants import mutants

ROOT = Path(__file__).parents[2]
APPS = ("operation", "coordination", "reporting")
GUARD = re.compile(r"^ *def (visible_to|may_\w+)\(", re.MULTILINE)
ASKS_THE_MACHINE = {"operation/config/system_packages.py"}


def guarding() -> Iterator[str]:
    """Modules of policies, and those that say what is visible to somebody or what he may."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if path.name == "policies.py" or GUARD.search(path.read_text()):
                yield str(path.relative_to(ROOT))


def test_every_module_that_guards_is_changed_clause_by_clause() -> None:
    assert "operation/access/scope.py" in set(guarding())
    assert set(guarding()) - ASKS_THE_MACHINE <= set(TESTS)


def test_the_tests_that_must_notice_are_there() -> None:
    for file, tests in TESTS.items():
        assert any(mutants(file, (ROOT / file).read_text())), file
        for test in tests:
            where, _colons, name = test.partition("::")
            assert f"def {name}" in (ROOT / where).read_text(), test
