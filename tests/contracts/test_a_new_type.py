"""A new type is one file and one line: with both, every contract of this folder holds for it."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.long
def test_every_contract_holds_for_a_type_that_nobody_prepared_for() -> None:
    """In a process of its own: the registry and the addresses of this one stay as they are."""
    asked = ["-p", "no:cacheprovider", "-n", "0", "tests/contracts", "-k", "toys"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *asked],
        cwd=settings.BASE_DIR,
        env=os.environ | {"SEAGULL_TOYS": "yes"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed
    assert int(passed[1]) > 15
