"""Loads the volume: people, patterns, records, releases. All of it, or nothing."""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from datetime import time as hour

from django.db import models, transaction

from operation.access.grants import grant_model, view_permission
from operation.access.handling import TLP
from operation.audit import trail
from operation.cases.facts import CaseFact
from operation.cases.registry import RecordType, all_types
from operation.kernel import clock
from operation.kernel.clock import KUNMING
from operation.people.demo import make_demo_people
from operation.plan.models import Operation
from reporting.demo.loading import ended_weeks
from reporting.demo.staff import Desk, desks
from reporting.demo.vocabulary import agencies
from reporting.demo.volume.bare import bare
from reporting.demo.volume.patterns import Inventor, Pattern, Span
from reporting.demo.volume.sizes import PATTERNS, Size, held
from reporting.demo.volume.writing import Writer, begin, execute, name
from reporting.indicators.weeks import WEEK

Say = Callable[[str], None]
EXPIRED_OF_TEN = 1
RELEASE = """
INSERT INTO {grants} (group_id, permission_id, content_object_id, sorted_at, originator_id, purpose, granted_by,
    granted_at, expires_at)
SELECT %(group)s, %(permission)s, id, created_at, originator_id, 'volume', created_by_id, created_at,
    CASE WHEN place > %(live)s THEN created_at + interval '1 day' END
FROM (SELECT id, created_at, originator_id, created_by_id, row_number() OVER (ORDER BY draw) AS place
    FROM (SELECT *, md5(id::text || %(group)s) AS draw FROM {records}
        WHERE originator_id <> %(organisation)s AND tlp <> %(red)s ORDER BY draw LIMIT %(live)s + %(expired)s) AS drawn)
    AS chosen
"""


@transaction.atomic
def load(operation: Operation, size: Size, say: Say) -> None:
    """Write `size` into the database of the present connection, which must be its owner's."""
    people = desks(make_demo_people(operation, secrets.token_urlsafe()))
    span, rows = span_of(operation), size.rows()
    patterns = {slug: {key: min(PATTERNS, count) for key, count in parts.items()} for slug, parts in rows.items()}
    begin(rows, patterns)
    with bare(tables()):
        for record_type in (known for known in all_types() if known.slug in rows):
            begun = time.monotonic()
            writer = Writer(record_type, size, span, operation.prefix)
            writer.learn(invented(operation, record_type, people, span, size.seed, patterns[record_type.slug]))
            total = sum(rows[record_type.slug].values())
            writer.write(total)
            released = release(record_type, people, rows[record_type.slug])
            say(f"{record_type.slug:<18}{total:>10,} rows {released:>8,} releases {time.monotonic() - begun:7.1f} s")
    trail.record("loaded", volume=size.records, seed=size.seed)


def span_of(operation: Operation) -> Span:
    """The weeks of the operation that are over."""
    weeks = ended_weeks(operation, clock.today())
    begins, ends = (
        datetime.combine(day, hour.min, tzinfo=KUNMING) for day in (weeks[0].monday, weeks[-1].monday + WEEK)
    )
    return Span(begins, ends)


def invented(
    operation: Operation,
    record_type: RecordType,
    people: Mapping[str, Desk],
    span: Span,
    seed: int,
    counts: Mapping[str, int],
) -> Iterator[tuple[str, int, Pattern]]:
    """The patterns of a type, agency by agency, numbered from 0."""
    for agency in agencies():
        inventor = Inventor(operation, agency, people[agency.key].coordinator, span, seed)
        for number, pattern in enumerate(inventor.patterns(record_type, counts[agency.key])):
            yield agency.key, number, pattern


def release(record_type: RecordType, people: Mapping[str, Desk], rows: Mapping[str, int]) -> int:
    """Release records of a type to the agencies that hold some, and let a few more releases have expired."""
    statement = RELEASE.format(
        grants=name(grant_model(record_type.model)._meta.db_table), records=name(record_type.model._meta.db_table)
    )
    written = 0
    for key, live in held(record_type, rows).items():
        organisation = people[key].organisation
        values = {
            "group": organisation.group_id,
            "permission": view_permission(record_type.model).pk,
            "organisation": organisation.pk,
            "red": TLP.RED.value,
            "live": live,
            "expired": live * EXPIRED_OF_TEN // 10,
        }
        written += execute(statement, values)
    return written


def tables() -> list[type[models.Model]]:
    """Where the volume is written."""
    named = [one.names for one in all_types() if one.names]
    return [CaseFact, *(one.model for one in all_types()), *named]


def tidy() -> None:
    """What the database does by itself after a while: without it a measurement would tell of the load."""
    written = [*tables(), *(grant_model(one.model) for one in all_types())]
    execute(f"VACUUM (ANALYZE) {', '.join(name(table._meta.db_table) for table in written)}")
