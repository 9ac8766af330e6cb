"""If the trail cannot be written the operation does not happen: page, API, command, raw SQL (trust.md 28)."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client

from operation.access.context import acting_as
from operation.cases.records.suspect import Suspect
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log

SEAGULL = Path(settings.BASE_DIR) / "operation" / "plan" / "data" / "seagull.toml"
FULL = "ALTER TABLE operation_auditentry ADD CONSTRAINT full_up CHECK (false) NOT VALID"


@pytest.fixture
def silenced(committed: str) -> Iterator[SimpleNamespace]:
    """People and one suspect in a database whose trail takes nothing any more."""
    cast = make_cast(Operation.objects.get(code="seagull"))
    with acting_as(principal_of(cast.officer_th), channel="test"):
        cast.suspect = log("suspects", cast.officer_th)
    with database.owner(committed) as owner:
        owner.execute(FULL)
    yield cast


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="operation.people.backends.AccountBackend")
    return client


@pytest.fixture
def client(silenced: SimpleNamespace, committed: str) -> Client:
    """Signing in writes too: for it the trail is open once more."""
    with database.owner(committed) as owner:
        owner.execute("ALTER TABLE operation_auditentry DROP CONSTRAINT full_up")
    signed = signed_in(silenced.coordinator_th)
    with database.owner(committed) as owner:
        owner.execute(FULL)
    return signed


def present(cast: SimpleNamespace) -> Any:
    """The suspect as it stands; reading it like this tells nothing."""
    with acting_as(principal_of(cast.officer_th), channel="test"):
        return Suspect.objects.get()


def test_a_page_shows_nothing(silenced: SimpleNamespace, client: Client) -> None:
    answer = client.get(f"/records/suspects/{silenced.suspect.pk}/")
    assert answer.status_code == 500
    assert silenced.suspect.reference not in answer.content.decode()


def test_a_step_on_a_page_does_not_happen(silenced: SimpleNamespace, client: Client) -> None:
    to = Organisation.objects.get(code="kh-moi").pk
    given = {"to": [str(to)], "purpose": "joint inquiry"}
    assert client.post(f"/records/suspects/{silenced.suspect.pk}/share/", given).status_code == 500
    with acting_as(principal_of(silenced.coordinator_th), channel="test"):
        assert not silenced.suspect.grants.exists()


def test_the_api_changes_nothing(silenced: SimpleNamespace, client: Client) -> None:
    address = f"/api/v1/suspects/{silenced.suspect.pk}/"
    answer = client.patch(address, {"version": 1, "place_name": "elsewhere"}, content_type="application/json")
    assert answer.status_code == 500
    assert present(silenced).place_name == ""


def test_a_command_changes_nothing(silenced: SimpleNamespace, tmp_path: Any) -> None:
    before = Operation.objects.values_list("mandate", flat=True).get(code="seagull")
    file = tmp_path / "seagull.toml"
    file.write_text(SEAGULL.read_text().replace('mandate = """', 'mandate = """Another. '))
    with pytest.raises(DatabaseError):
        call_command("load_operation", str(file))
    assert Operation.objects.values_list("mandate", flat=True).get(code="seagull") == before


def test_raw_sql_changes_nothing(silenced: SimpleNamespace) -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE operation_user SET first_name = 'x'")
    assert not User.objects.filter(first_name="x").exists()


def test_a_superusers_shell_changes_nothing(silenced: SimpleNamespace, committed: str) -> None:
    with database.owner(committed) as shell, pytest.raises(Exception, match="full_up"):
        shell.execute("DELETE FROM operation_suspect")
    assert present(silenced) == silenced.suspect
