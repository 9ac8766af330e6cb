"""The second wall, as SQL for migrations: row-level security on tables that hold what countries did not release.

Settings are read in sub-selects, so that a policy is planned once per statement and keeps its indexes; `nullif` because
a setting that was local to an ended transaction is '' and not NULL (stack.md). Each function may be applied again: it
replaces the policies of its table.
"""

from collections.abc import Mapping

from django.db.migrations.operations.special import RunSQL

OWN = "(SELECT nullif(current_setting('app.organisation', true), '')::uuid)"
GROUP = "(SELECT nullif(current_setting('app.group', true), '')::int)"
USER = "(SELECT nullif(current_setting('app.user', true), '')::uuid)"
KIND = "(SELECT nullif(current_setting('app.kind', true), ''))"
COUNTRY = "(SELECT nullif(current_setting('app.country', true), ''))"
SYSTEM = "(SELECT nullif(current_setting('app.system', true), ''))"
Policies = Mapping[str, str]


def holds(permission: str) -> str:
    """Whether the one who asks holds a permission of access/roles.py."""
    return f"(SELECT '{permission}' = ANY(string_to_array(current_setting('app.holds', true), ',')))"


def of_lmlecc(permission: str) -> str:
    return f"({KIND} = 'secretariat' AND {holds(permission)})"


def ceiling(record: str) -> str:
    """TLP as access/scope.py says it: a mark that is not named here is read by nobody."""
    return f"""({record}.tlp IN ('clear', 'green', 'amber')
        OR ({record}.tlp = 'amber_strict' AND ({holds("record.read_strict")} OR {record}.created_by_id = {USER}))
        OR ({record}.tlp = 'red' AND {USER} = ANY({record}.named_readers)))"""


def name_mark(name: str, record: str) -> str:
    """What the mark of a name adds to that of its record (Name.visible_to)."""
    return f"""({name}.tlp = ''
        OR ({name}.tlp = 'amber_strict' AND ({holds("record.read_strict")} OR {record}.created_by_id = {USER}))
        OR ({name}.tlp = 'red' AND {USER} = ANY({record}.named_readers)))"""


def record_wall(table: str, grants: str) -> RunSQL:
    """Read: own or released, up to TLP. Write: the originator alone. Delete: nobody.

    Under the name «retention» the originator's work sees what is TLP:RED and due: to count it, and to purge by rule.
    The day is a day wide, since the database's may begin later than the originator's.
    """
    # OFFSET 0: by index, row by row; the planner would else read every release of a reader who holds thousands
    released = f"""EXISTS (SELECT 1 FROM {grants} g WHERE g.content_object_id = {table}.id
        AND g.group_id = {GROUP} AND (g.expires_at IS NULL OR g.expires_at > now()) OFFSET 0)"""
    own = f"originator_id = {OWN}"
    due = "review_on <= current_date + 1"
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING (({own} OR {released}) AND {ceiling(table)})",
            "retains": f"FOR SELECT USING ({SYSTEM} = 'retention' AND {own} AND tlp = 'red' AND {due})",
            "opens": f"FOR INSERT WITH CHECK ({own})",
            "amends": f"FOR UPDATE USING ({own}) WITH CHECK ({own})",
        },
    )


def deletion_wall(table: str) -> RunSQL:
    """After `record_wall`: what was deleted is there for nobody, except under two names, and for its originator.

    «deletion» takes records out of use and gives them back; «retention» purges what was not given back, TLP:RED too.
    """
    own = f"originator_id = {OWN}"
    hides = f"deleted_at IS NULL OR ({own} AND {SYSTEM} IN ('deletion', 'retention'))"
    purges = f"{SYSTEM} = 'retention' AND {own} AND deleted_at IS NOT NULL"
    return RunSQL(
        f"""CREATE POLICY hides ON {table} AS RESTRICTIVE USING ({hides}) WITH CHECK (true);
            CREATE POLICY purges ON {table} FOR SELECT USING ({purges});""",
        f"DROP POLICY hides ON {table}; DROP POLICY purges ON {table};",
    )


def grant_wall(table: str) -> RunSQL:
    """Read: the recipient, the originator, and the secretariat (no name in it). Write: the originator."""
    reader = f"group_id = {GROUP} OR originator_id = {OWN} OR {of_lmlecc('record.read')}"
    own = f"originator_id = {OWN}"
    return wall(
        table, {"reads": f"FOR SELECT USING ({reader})", "releases": f"FOR ALL USING ({own}) WITH CHECK ({own})"}
    )


def child_wall(table: str, parent: str, key: str) -> RunSQL:
    """Rows that belong to a record: read with it, written by its originator."""
    of = f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{key}"
    own = f"{of} AND p.originator_id = {OWN})"
    return wall(table, {"reads": f"FOR SELECT USING ({of}))", "writes": f"FOR ALL USING ({own}) WITH CHECK ({own})"})


def added_wall(table: str, parent: str) -> RunSQL:
    """Rows that belong to a record and are only added: read with it, added by its originator."""
    of = f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.record_id"
    adds = f"FOR INSERT WITH CHECK ({of} AND p.originator_id = {OWN}))"
    return wall(table, {"reads": f"FOR SELECT USING ({of}))", "adds": adds})


def name_wall(table: str, parent: str) -> RunSQL:
    """Names: read with their record up to a mark of their own; written by its originator, who replaces what he sees."""
    of = f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.record_id"
    own = f"{of} AND p.originator_id = {OWN})"
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING ({of} AND {name_mark(table, 'p')}))",
            "adds": f"FOR INSERT WITH CHECK ({own})",
            "amends": f"FOR UPDATE USING ({own}) WITH CHECK ({own})",
            "takes": f"FOR DELETE USING ({own})",
        },
    )


def own_wall(table: str, *, secretariat: bool = False) -> RunSQL:
    """Rows of the originator alone, or of it and the secretariat (nameless facts)."""
    own = f"originator_id = {OWN}"
    reader = f"{own} OR {of_lmlecc('fact.read')}" if secretariat else own
    return wall(table, {"reads": f"FOR SELECT USING ({reader})", "writes": f"FOR ALL USING ({own}) WITH CHECK ({own})"})


def history_wall(table: str, parent: str) -> RunSQL:
    """Values over time: the originator's, of the records that the reader may read. Triggers write with the record."""
    own = f"originator_id = {OWN}"
    seen = f"{own} AND EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.pgh_obj_id)"
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING ({seen})",
            "opens": f"FOR INSERT WITH CHECK ({own})",
            "amends": f"FOR UPDATE USING ({own}) WITH CHECK ({own})",
            "erases": f"FOR DELETE USING ({own})",
        },
    )


def counting_wall(table: str) -> RunSQL:
    """After `history_wall`: under the name «figures» the originator's work counts again what it held, all of it."""
    return RunSQL(
        f"""DROP POLICY IF EXISTS counts ON {table};
            CREATE POLICY counts ON {table} FOR SELECT USING ({SYSTEM} = 'figures' AND originator_id = {OWN});""",
        f"DROP POLICY IF EXISTS counts ON {table};",
    )


def wall(table: str, policies: Policies) -> RunSQL:
    """Row-level security on a table by these policies, instead of those that it has."""
    makes = [f"CREATE POLICY {name} ON {table} {rule};" for name, rule in policies.items()]
    return RunSQL(
        f"{_bare(table)} ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; {' '.join(makes)}",
        f"{_bare(table)} ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


ONLY = """
CREATE OR REPLACE FUNCTION only_columns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_ARGV[0] = '' OR TG_ARGV[0] = current_setting('app.kind', true))
        AND to_jsonb(NEW) - TG_ARGV[1:] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV[1:] THEN
        RAISE EXCEPTION 'only % of % may be changed', array_to_string(TG_ARGV[1:], ', '), TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
"""


def only_columns(table: str, *columns: str, of: str = "") -> RunSQL:
    """Whoever may change a row of the table changes these columns alone; with `of` that holds for one kind of
    organisations («agency»). A policy chooses rows and not columns, and everybody asks as the same role."""
    arguments = ", ".join(f"'{one}'" for one in (of, *columns))
    return RunSQL(
        f"""{ONLY}CREATE TRIGGER only_columns BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION only_columns({arguments});""",
        f"DROP TRIGGER only_columns ON {table};",
    )


def _bare(table: str) -> str:
    return f"""DO $$ DECLARE known text; BEGIN
        FOR known IN SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = '{table}' LOOP
            EXECUTE format('DROP POLICY %I ON {table}', known);
        END LOOP;
    END $$;"""
