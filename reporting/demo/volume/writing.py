"""Patterns become rows: copied into the database once, multiplied there slice by slice in the order of time.

Ids, references and moments follow from the seed and the number of a row, so that the same seed gives the same rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from django.db import connection, models

from operation.cases.base import REFERENCE_ALPHABET, REFERENCE_LENGTH, CaseRecord
from operation.cases.facts import COPIED, CaseFact
from operation.cases.registry import RecordType, type_of
from reporting.demo.volume.patterns import NUMBER, Pattern, Span
from reporting.demo.volume.sizes import Size

SLICE = 50_000
LETTER_BITS = 5
STEP = 387_420_489
"""Odd: multiplied by it, the numbers of rows walk through all tokens of a reference, and none comes twice."""

LINKED_OF_TEN = 3
BASE = """
CREATE FUNCTION pg_temp.key_of(at timestamptz, subject text) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN
    overlay(overlay(overlay(md5(subject) PLACING lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') FROM 1)
        PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid;
CREATE TEMP TABLE volume_rows (slug text, agency text, position int, rows bigint, patterns int);
CREATE TEMP TABLE volume_key (slug text, agency text, n bigint, key uuid, PRIMARY KEY (slug, agency, n));
CREATE TEMP TABLE volume_slice
    (agency text, position int, n bigint, at timestamptz, key uuid, pattern int, draw bigint);
"""
FILL_SLICE = """
TRUNCATE volume_slice;
INSERT INTO volume_slice
SELECT r.agency, r.position, n, moment.at,
    pg_temp.key_of(moment.at, concat_ws('/', %(seed)s::text, r.slug, r.agency, n)),
    moment.draw %% r.patterns, moment.draw
FROM volume_rows r
CROSS JOIN LATERAL generate_series(r.rows * %(slice)s / %(slices)s + 1, r.rows * (%(slice)s + 1) / %(slices)s) AS n
CROSS JOIN LATERAL (SELECT
    %(begins)s::timestamptz + (%(ends)s::timestamptz - %(begins)s::timestamptz) * ((n - 0.5) / r.rows)::float8 AS at,
    hashint8extended(n, %(seed)s) & 9223372036854775807 AS draw) AS moment
WHERE r.slug = %(slug)s
"""
FROM_SLICE = "FROM volume_slice s JOIN {patterns} p USING (agency, pattern)"
KEEP_KEYS = "INSERT INTO volume_key SELECT %s, agency, n, key FROM volume_slice"
LINK = """
LEFT JOIN volume_rows {column}_rows ON {column}_rows.slug = '{slug}' AND {column}_rows.agency = s.agency
LEFT JOIN volume_key {column}_key ON {column}_key.slug = '{slug}' AND {column}_key.agency = s.agency
    AND {column}_key.n = 1 + s.draw / 10 % {column}_rows.rows AND s.draw % 10 < {of_ten}
"""


def name(thing: str) -> str:
    return connection.ops.quote_name(thing)


def columns_of(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def begin(rows: Mapping[str, Mapping[str, int]], patterns: Mapping[str, Mapping[str, int]]) -> None:
    """Make the temporary tables, and say how many rows there will be of each type and agency."""
    execute(BASE)
    lines = [
        (slug, agency, position, count, patterns[slug][agency])
        for slug, by_agency in rows.items()
        for position, (agency, count) in enumerate(by_agency.items())
        if count
    ]
    copy("volume_rows", ("slug", "agency", "position", "rows", "patterns"), lines)


class Writer:
    """Writes the records of one type with their names and facts."""

    def __init__(self, record_type: RecordType, size: Size, span: Span, prefix: str) -> None:
        self.record_type = record_type
        self.size = size
        self.span = span
        self.prefix = prefix

    def learn(self, patterns: Iterable[tuple[str, int, Pattern]]) -> None:
        """Copy the patterns, each with its agency and number."""
        known = list(patterns)
        self._learn("volume_pattern", self.record_type.model, ((*key, one.record) for *key, one in known))
        if self.record_type.names:
            names = ((*key, each) for *key, one in known for each in one.names)
            self._learn("volume_name", self.record_type.names, names)

    def _learn(self, table: str, model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
        of = name(model._meta.db_table)
        execute(f"DROP TABLE IF EXISTS {table}")
        execute(f"CREATE TEMP TABLE {table} AS SELECT ''::text AS agency, 0 AS pattern, t.* FROM {of} t WITH NO DATA")
        copy(table, ("agency", "pattern", *columns_of(model)), ((*key, *stored(each)) for *key, each in rows))
        execute(f"ANALYZE {table}")

    def write(self, total: int) -> None:
        """Write `total` rows."""
        slices = -(-total // SLICE)
        for number in range(slices):
            self._write_slice(number, slices)
        execute("ANALYZE volume_key")

    def _write_slice(self, number: int, slices: int) -> None:
        values = {
            "slug": self.record_type.slug,
            "seed": self.size.seed,
            "slice": number,
            "slices": slices,
            "begins": self.span.begins,
            "ends": self.span.ends,
        }
        execute(FILL_SLICE, values)
        execute(KEEP_KEYS, [self.record_type.slug])
        execute(insert(self.record_type.model, "volume_pattern", self._of_record(), self._links()))
        execute(insert(CaseFact, "volume_pattern", self._of_fact()))
        if self.record_type.names:
            execute(insert(self.record_type.names, "volume_name", self._of_name()))

    def _of_record(self) -> dict[str, str]:
        number = f"((s.n * 8 + s.position) * {STEP} + {self.size.seed})"
        letters = [
            f"substr('{REFERENCE_ALPHABET}', ({number} >> {LETTER_BITS * place} & 31)::int + 1, 1)"
            for place in range(REFERENCE_LENGTH)
        ]
        before = f"'{self.prefix}-' || p.country_id || '-{self.record_type.code}-'"
        linked = {column: f"{column}_key.key" for column, _slug in self._linked()}
        return linked | {
            "id": "s.key",
            "created_at": "s.at",
            "changed_at": "s.at",
            "reference": " || ".join((before, *letters)),
            "national_reference": numbered("national_reference"),
        }

    def _linked(self) -> list[tuple[str, str]]:
        """Columns that point to records, each with the slug of their type."""
        fields: Sequence[Any] = self.record_type.model._meta.concrete_fields
        return [
            (field.column, type_of(field.related_model).slug)
            for field in fields
            if field.related_model and issubclass(field.related_model, CaseRecord)
        ]

    def _links(self) -> str:
        return "".join(LINK.format(column=column, slug=slug, of_ten=LINKED_OF_TEN) for column, slug in self._linked())

    def _of_fact(self) -> dict[str, str]:
        copied = {column: f"p.{name(column)}" for column in COPIED}
        return copied | {"record_id": "s.key", "record_type": f"'{self.record_type.code}'", "recorded_at": "s.at"}

    def _of_name(self) -> dict[str, str]:
        texts = {column: numbered(column) for column in ("text", "romanisation", "folded")}
        key = "pg_temp.key_of(s.at, concat_ws('/', s.key, p.kind, p.text))"
        return texts | {"id": key, "created_at": "s.at", "record_id": "s.key"}


def numbered(column: str) -> str:
    """The column of a pattern with the number of the record in the place that it left for it."""
    return f"replace(p.{name(column)}, '{NUMBER}', s.n::text)"


def insert(model: type[models.Model], patterns: str, values: Mapping[str, str], joins: str = "") -> str:
    """Rows of a model from the slice, in the order of time; columns that `values` does not name are the pattern's."""
    columns = columns_of(model)
    chosen = ", ".join(values.get(column, f"p.{name(column)}") for column in columns)
    into = f"{name(model._meta.db_table)} ({', '.join(map(name, columns))})"
    return f"INSERT INTO {into} SELECT {chosen} {FROM_SLICE.format(patterns=patterns)} {joins} ORDER BY s.at"


def stored(row: models.Model) -> list[Any]:
    """The values of a row as the database keeps them."""
    return [
        plain(field.get_db_prep_save(getattr(row, field.attname), connection)) for field in row._meta.concrete_fields
    ]


def plain(value: Any) -> Any:
    """A code as its text: the driver would write the name of an enumeration's member."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    into = f"COPY {name(table)} ({', '.join(map(name, columns))}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copying:
        for row in rows:
            copying.write_row(row)


def execute(statement: str, values: Any = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
