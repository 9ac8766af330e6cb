"""The toys' tables, as `makemigrations` and one line of `record_tables` would make them, in databases of the suite."""

import atexit
from functools import cache
from typing import Any

from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.state import ProjectState

from operation.cases.record_tables import record_tables
from tests import database
from tests.contracts.toys import Toy, ToyGrant, ToyName

_plain = database.template


@cache
def template() -> str:
    """A template with toys, for this process alone."""
    name = f"toys_{_plain()}"
    database.copy(name, of=_plain())
    atexit.register(database.drop, name)
    as_app = dict(connection.settings_dict)
    with database.connected_to(name):
        connection.settings_dict.update({key: settings.OWNER[key] for key in ("USER", "PASSWORD")})
        try:
            _make()
        finally:
            connection.close()
            connection.settings_dict.update({key: as_app[key] for key in ("USER", "PASSWORD")})
    return name


def _make() -> None:
    history: Any = Toy._meta.get_field("events").related_model
    with connection.schema_editor() as editor:
        for model in (Toy, ToyName, ToyGrant, history):
            editor.create_model(model)
        for trigger in Toy._meta.triggers:  # type: ignore[attr-defined]
            trigger.install(Toy)
    with connection.schema_editor() as editor:
        for around in record_tables("Toy", "names"):
            around.database_forwards("operation", editor, ProjectState(), ProjectState())
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


database.template = template
