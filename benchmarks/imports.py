"""The promise of imports: a row of a file opened, read, judged and kept with its verdict takes a millisecond at most.

Beside it a bare COPY of the same rows, into a table without key, wall or index. Both end as if nothing had happened.
They run in a database of their own: `reporting/demo/volume` with the fewest records.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.db import connections, transaction

from benchmarks.measure import Promise
from benchmarks.readers import Readers
from operation.access.context import acting_as
from operation.cases.importing.models import ImportFile
from operation.cases.importing.work import judge_file
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation

ROWS = 100_000
A_ROW = 1
"""Milliseconds."""

HEAD = (
    *("national_reference", "name_1", "name_1_romanisation", "sex", "nationalities", "tier", "event_date"),
    *("place_name", "place_country", "born_on", "offences", "narrative", "tlp", "phone_1"),
)


def name_of(count: int) -> str:
    return f"{count:,} rows of an import judged"


def promises(readers: Readers, count: int) -> Iterator[Promise]:
    rows = [row(number) for number in range(count)]
    content = as_csv(rows)
    yield Promise(
        name_of(count),
        lambda: judged(readers.largest, content, count),
        lambda: copied(rows),
        A_ROW,
        count,
    )


def row(number: int) -> list[str]:
    return [
        *(f"IMPORT-{number}", f"สมชาย ตัวอย่าง {number}", f"Somchai {number}", "male", "Thailand; VN", "member"),
        *("2024-09-10", "แม่สอด", "Thailand", "1990-01-31", "0701 fraud; 07041", "words of a narrative " * 3),
        *("TLP:AMBER", f"08{number:08}"),
    ]


def as_csv(rows: list[list[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    return text.getvalue().encode()


def judged(user: User, content: bytes, count: int) -> None:
    principal = principal_of(user)
    with transaction.atomic(), acting_as(principal, channel="benchmark"):
        file = ImportFile.objects.create(
            record_type="SUS",
            operation=Operation.objects.get(code="seagull"),
            originator_id=principal.own_organisation,
            created_by_id=principal.person,
            name="benchmark",
        )
        verdicts = judge_file(file, principal, content, lambda _done, _total: None)
        assert verdicts.counts == {"new": count}, verdicts.counts
        transaction.set_rollback(True)


def copied(rows: list[list[Any]]) -> None:
    floor = connections["floor"]
    with transaction.atomic(using="floor"), floor.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare ({', '.join(f'{name} text' for name in HEAD)}) ON COMMIT DROP")
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for one in rows:
                copy.write_row(one)
