"""What the app's own database role may do: read and write rows; to the trail and the figures, append alone."""

from typing import Any

from django.conf import settings
from django.db import connections

ADMIT = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON operation_auditentry, operation_audithead FROM {role};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
"""
APPEND_ONLY = "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}"
EXISTS = "SELECT to_regclass(%s) IS NOT NULL"


def admit_app_role(*, using: str, **_signal: Any) -> None:
    """After every migration: the owner gives the app's role its rights on what now exists."""
    role = connections[using].ops.quote_name(settings.APP_ROLE)
    with connections[using].cursor() as cursor:
        if not _exists(cursor, "operation_auditentry"):
            return
        cursor.execute(ADMIT.format(role=role))
        for table in settings.APPEND_ONLY_TABLES:
            if _exists(cursor, table):
                cursor.execute(APPEND_ONLY.format(table=connections[using].ops.quote_name(table), role=role))


def _exists(cursor: Any, table: str) -> bool:
    cursor.execute(EXISTS, [table])
    return bool(cursor.fetchone()[0])
