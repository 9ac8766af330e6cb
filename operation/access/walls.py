"""The second wall, as SQL for migrations: row-level security on tables that hold what countries did not release.

Settings are read in sub-selects, so that a policy is planned once per statement and keeps its indexes; `nullif` because
a setting that was local to an ended transaction is '' and not NULL (stack.md).
"""

from django.db.migrations.operations.special import RunSQL

OWN = "(SELECT nullif(current_setting('app.organisation', true), '')::uuid)"
GROUP = "(SELECT nullif(current_setting('app.group', true), '')::int)"
USER = "(SELECT nullif(current_setting('app.user', true), '')::uuid)"
KIND = "(SELECT nullif(current_setting('app.kind', true), ''))"


def _enable(table: str) -> str:
    return f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"


def record_wall(table: str, grants: str) -> RunSQL:
    """Read: own or released, up to TLP. Write: the originator alone. Delete: nobody."""
    seen = f"""(originator_id = {OWN} OR EXISTS (SELECT 1 FROM {grants} g WHERE g.content_object_id = {table}.id
        AND g.group_id = {GROUP} AND (g.expires_at IS NULL OR g.expires_at > now())))
        AND (tlp <> 'red' OR {USER} = ANY(named_readers))"""
    return _run(
        table,
        f"""CREATE POLICY reads ON {table} FOR SELECT USING ({seen});
        CREATE POLICY opens ON {table} FOR INSERT WITH CHECK (originator_id = {OWN});
        CREATE POLICY amends ON {table} FOR UPDATE USING (originator_id = {OWN}) WITH CHECK (originator_id = {OWN});""",
    )


def grant_wall(table: str) -> RunSQL:
    """Read: the recipient, the originator, and the secretariat (no name in it). Write: the originator."""
    return _run(
        table,
        f"""CREATE POLICY reads ON {table} FOR SELECT
        USING (group_id = {GROUP} OR originator_id = {OWN} OR {KIND} = 'secretariat');
        CREATE POLICY releases ON {table} FOR ALL USING (originator_id = {OWN}) WITH CHECK (originator_id = {OWN});""",
    )


def child_wall(table: str, parent: str, key: str) -> RunSQL:
    """Rows that belong to a record: read with it, written by its originator."""
    of = f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{key}"
    return _run(
        table,
        f"""CREATE POLICY reads ON {table} FOR SELECT USING ({of}));
        CREATE POLICY writes ON {table} FOR ALL USING ({of} AND p.originator_id = {OWN}))
        WITH CHECK ({of} AND p.originator_id = {OWN}));""",
    )


def own_wall(table: str, *, secretariat: bool = False) -> RunSQL:
    """Rows of the originator alone (history values), or of it and the secretariat (nameless facts)."""
    reader = f"originator_id = {OWN}" + (f" OR {KIND} = 'secretariat'" if secretariat else "")
    return _run(
        table,
        f"""CREATE POLICY reads ON {table} FOR SELECT USING ({reader});
        CREATE POLICY writes ON {table} FOR ALL USING (originator_id = {OWN}) WITH CHECK (originator_id = {OWN});""",
    )


def _run(table: str, policies: str) -> RunSQL:
    names = ("reads", "opens", "amends", "releases", "writes")
    undo = "".join(f"DROP POLICY IF EXISTS {name} ON {table};" for name in names)
    return RunSQL(_enable(table) + policies, undo + f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;")
