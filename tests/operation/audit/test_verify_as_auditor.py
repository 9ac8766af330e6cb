"""The auditor verifies the trail with a connection that can change nothing: `manage.py verify_audit` as his role."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connections

from operation.audit import anchors, trail
from operation.audit.models import AuditEntry
from tests import database


@pytest.fixture
def trailed(committed: str) -> str:
    """Thirty entries, an anchor, and five entries after it."""
    trail.record_each("counted", [trail.Target("x", None, str(one)) for one in range(30)], {})
    anchors.take()
    trail.record_each("counted", [trail.Target("x", None, str(one)) for one in range(5)], {})
    return committed


def manage(name: str, *command: str) -> subprocess.CompletedProcess[str]:
    """A command with the auditor's connection and no other."""
    here = connections["default"].settings_dict
    address = f"postgres://{settings.AUDITOR_ROLE}@/{here['HOST']}/{name}"
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long
def test_a_whole_trail_passes(trailed: str) -> None:
    entries = AuditEntry.objects.count()
    said = manage(trailed, "verify_audit")
    assert said.returncode == 0, said.stderr
    assert "not covered by the newest stored anchor: 0 s, 5 entries" in said.stdout
    assert f"{entries} entries, no break" in said.stdout
    assert AuditEntry.objects.count() == entries


def test_a_changed_entry_is_named(trailed: str) -> None:
    entry = AuditEntry.objects.filter(verb="counted").order_by("n")[20]
    with database.owner(trailed) as owner:
        owner.execute("UPDATE operation_auditentry SET verb = 'x' WHERE lane = %s AND n = %s", [entry.lane, entry.n])
    said = manage(trailed, "verify_audit")
    assert said.returncode == 1
    assert f"lane {entry.lane}, entry {entry.n}" in said.stdout


@pytest.mark.long
def test_a_command_that_reads_more_is_refused(trailed: str) -> None:
    said = manage(trailed, "purge_due")
    assert said.returncode != 0
    assert "permission denied" in said.stderr
