"""The volume's own database, made and reached through DATABASE_OWNER_URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections

from operation.cases.registry import all_types
from operation.config.env import ROOT, env
from operation.plan.selectors import current_operation

OPERATION = ROOT / "operation" / "plan" / "data" / "seagull.toml"


@contextmanager
def owned(database: str = "") -> Iterator[None]:
    """Point Django's connection at a database (or at the owner's own) as the role that owns it."""
    here, owner = connections["default"], env.db_url("DATABASE_OWNER_URL")
    before = dict(here.settings_dict)
    here.close()
    here.settings_dict |= owner | {"NAME": database or owner["NAME"]}
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        here.close()
        here.settings_dict |= before
        ContentType.objects.clear_cache()


def exists(database: str) -> bool:
    with owned(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


def create(database: str) -> None:
    """Make the database, empty."""
    _change("CREATE DATABASE {}", database)


def drop(database: str) -> None:
    """Remove the database and everything in it, if it is there."""
    _change("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)


def _change(statement: str, database: str) -> None:
    with owned(), connection.cursor() as cursor:
        cursor.execute(statement.format(connection.ops.quote_name(database)))


def prepare() -> None:
    """Bring the database of the present connection to the present schema, and load the operation into it."""
    call_command("migrate", verbosity=0, interactive=False)
    if current_operation() is None:
        call_command("load_operation", OPERATION, stdout=StringIO())


def holds_records() -> bool:
    """Whether the database of the present connection has a record of any type."""
    tables = set(connection.introspection.table_names())
    models = [one.model for one in all_types() if one.model._meta.db_table in tables]
    return any(model._default_manager.exists() for model in models)
