"""Rotation: every identity opens with the new key alone; killed in the middle it goes on where it stopped."""

import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.conf import settings as configured

from operation.access.context import acting_as
from operation.cases.vault.actions import open_identity, write_identity
from operation.cases.vault.keys import keyring
from operation.cases.vault.selectors import read_identity
from operation.config.settings import test
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log_many
from tests.operation.cases.vault.conftest import CANARY

FEW, MANY = 5, 250
COMMAND = "rotate_vault_keys"
NEW = b"n" * 32
SLOW = """
import os, signal, sys
from operation.cases.vault import rotation
kept = rotation._rotate
def stop(*given):
    if given[2].sealed_anew: os.kill(os.getpid(), signal.SIGKILL)
    kept(*given)
rotation._rotate = stop
"""


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    return make_cast(Operation.objects.get(code="seagull"))


def sealed(people: SimpleNamespace, count: int) -> list[Any]:
    """Identities sealed with the first key of the suite."""
    principal = principal_of(people.officer_th)
    with acting_as(principal, channel="test"):
        records = log_many("rescued-laborers", people.officer_th, count)
        for record in records:
            write_identity(principal=principal, record=record, identity=CANARY)
    return records


@pytest.fixture
def held(people: SimpleNamespace) -> list[Any]:
    return sealed(people, FEW)


@pytest.fixture
def key_ids(committed: str) -> Iterator[Any]:
    """How many identities are sealed with which key, as the owner sees it."""
    with database.owner(committed) as connection:
        yield lambda: dict(
            connection.execute("SELECT key_id, count(*) FROM operation_vaultidentity GROUP BY key_id").fetchall()
        )


def rotate(name: str, keys: str, *, role: str = "owner", before: str = "") -> subprocess.CompletedProcess[str]:
    urls = {key: database.named(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    code = f"{before}\nfrom django.core.management import execute_from_command_line as run\nrun(['m', '{COMMAND}'])"
    given = {"DJANGO_SETTINGS_MODULE": "tests.operation.cases.vault.other_keys", "DATABASE_ROLE": role, "KEYS": keys}
    if before:
        code = f"import django\ndjango.setup()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=configured.BASE_DIR,
        env=os.environ | urls | given,
        capture_output=True,
        text=True,
        check=False,
    )


def texts(*keys: bytes) -> str:
    return ",".join(b64encode(key).decode() for key in keys)


def both() -> str:
    return texts(NEW, configured.VAULT_KEYS[0])


@pytest.mark.long
@pytest.mark.processes
def test_killed_in_the_middle_it_goes_on(committed: str, people: SimpleNamespace, key_ids: Any, settings: Any) -> None:
    held = sealed(people, MANY)
    old = keyring().current
    killed = rotate(committed, both(), before=SLOW)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    settings.VAULT_KEYS = [NEW]
    new = keyring().current
    assert key_ids() == {new: 100, old: MANY - 100}
    done = rotate(committed, texts(NEW, b"x" * 32, _old_key()))
    assert done.returncode == 0, done.stderr
    assert "150 of 150 sealed anew, 250 held" in done.stdout
    assert key_ids() == {new: MANY}
    again = rotate(committed, texts(NEW))
    assert "0 of 0 sealed anew, 250 held" in again.stdout
    assert "The others can be dropped" in again.stdout
    principal = principal_of(people.protection_th)
    with acting_as(principal, channel="test"):
        open_identity(principal=principal, record=held[0], reason="safety", words="check after rotation")
        assert read_identity(principal, held[0]) == CANARY


@pytest.mark.processes
def test_what_does_not_open_is_named_and_kept(committed: str, held: list[Any], key_ids: Any) -> None:
    before = key_ids()
    stuck = rotate(committed, texts(NEW))
    assert stuck.returncode == 1
    assert f"{FEW} did not open: keep the old keys" in stuck.stderr
    assert str(held[0].pk) in stuck.stdout
    assert key_ids() == before


@pytest.mark.processes
def test_the_apps_role_is_told_to_connect_as_the_owner(committed: str, held: list[Any], key_ids: Any) -> None:
    before = key_ids()
    refused = rotate(committed, both(), role="app")
    assert refused.returncode == 1
    assert "Connect as the owner" in refused.stderr
    assert key_ids() == before


def _old_key() -> bytes:
    """The suite's own key, whatever a test has set since."""
    return test.VAULT_KEYS[0]


def test_the_owner_reads_ciphertext_alone(committed: str, held: list[Any]) -> None:
    with database.owner(committed) as connection, connection.cursor(row_factory=psycopg.rows.scalar_row) as cursor:
        for content in cursor.execute("SELECT content FROM operation_vaultidentity").fetchall():
            assert b"CANARYDOC77" not in content
