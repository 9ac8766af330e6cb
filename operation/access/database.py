"""What the database's roles may do. The app's: read and write rows; to the trail and the figures, append alone.

The auditor's: read the trail, and who was appointed; no table of cases or figures.
"""

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
OURS_ALONE = """
DO $$ DECLARE reviewed regprocedure; BEGIN
    FOR reviewed IN SELECT oid FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', reviewed);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {role}', reviewed);
    END LOOP;
END $$;
"""
"""Functions that see past the walls, the trail's among them, are called by the app's role and by nobody else."""

TRAIL = """
ALTER POLICY reads ON operation_auditentry TO {app};
DROP POLICY IF EXISTS audits ON operation_auditentry;
CREATE POLICY audits ON operation_auditentry FOR SELECT TO {auditor} USING (true);
"""
"""The auditor reads all of the trail; what the application's people may read of it is not asked for him."""

APPEND_ONLY = "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}"
AUDITED = (
    "operation_auditentry",
    "operation_audithead",
    "operation_auditanchor",
    "operation_appointment",
    "operation_organisation",
    "operation_country",
    "operation_operation",
    "django_migrations",
)
PEOPLE = "id, username, first_name, last_name, organisation_id, is_active, expires_on, date_joined"
AUDIT = """
GRANT USAGE ON SCHEMA public TO {role};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
GRANT SELECT ON {tables} TO {role};
GRANT SELECT ({people}) ON operation_user TO {role};
"""
EXISTS = "SELECT to_regclass(%s) IS NOT NULL"
IS_ROLE = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)"


def admit_roles(*, using: str, **_signal: Any) -> None:
    """After every migration: the owner gives the roles their rights on what now exists.

    The auditor's role is optional: a server that was made before it goes on without.
    """
    quote = connections[using].ops.quote_name
    with connections[using].cursor() as cursor:
        if not _is(cursor, EXISTS, "operation_auditentry"):
            return
        role = quote(settings.APP_ROLE)
        cursor.execute(ADMIT.format(role=role))
        cursor.execute(OURS_ALONE.replace("{role}", role))
        for table in settings.APPEND_ONLY_TABLES:
            if _is(cursor, EXISTS, table):
                cursor.execute(APPEND_ONLY.format(table=quote(table), role=role))
        if _is(cursor, IS_ROLE, settings.AUDITOR_ROLE):
            auditor, tables = quote(settings.AUDITOR_ROLE), ", ".join(AUDITED)
            cursor.execute(AUDIT.format(role=auditor, tables=tables, people=PEOPLE))
            cursor.execute(TRAIL.format(app=role, auditor=auditor))


def _is(cursor: Any, question: str, name: str) -> bool:
    cursor.execute(question, [name])
    return bool(cursor.fetchone()[0])
