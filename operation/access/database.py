"""What the app's own database role may do: read and write rows, and nothing to the trail but append."""

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
APPLIED = "SELECT to_regclass('operation_auditentry') IS NOT NULL"


def admit_app_role(*, using: str, **_signal: Any) -> None:
    """After every migration: the owner gives the app's role its rights on what now exists."""
    with connections[using].cursor() as cursor:
        cursor.execute(APPLIED)
        if cursor.fetchone()[0]:
            cursor.execute(ADMIT.format(role=connections[using].ops.quote_name(settings.APP_ROLE)))
