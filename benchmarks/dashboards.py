"""Promises of the results: a page takes three times what the bare roll-up of the ledger takes, whoever reads it.

The volume has records and no ledger: it is filled once, with a row for each record, in the week in which it was logged.
The floor is one statement that sums it by figure, agency, week, source and standing, asked as the owner of the tables:
no wall, no page.
"""

from collections.abc import Iterator

from django.db import connections

from benchmarks.measure import Promise
from benchmarks.readers import Readers, shows
from operation.people.models import User

ROLL_UP = 3
WHOLE = b'id="main"'
PAGES = {
    "operation": "/results/",
    "country": "/results/country/?country=TH",
    "line of effort": "/results/line/?line=2",
    "supervision": "/results/supervision/",
    "border and prevention": "/results/border/",
}
COUNTS = {
    "suspect": ("P02", "1"),
    "seizedasset": ("A01", "100"),
    "rescuedlaborer": ("V01", "1"),
    "syndicate": ("S01", "1"),
}
"""Tables of the volume, with the figure and the number that a record of each stands for here."""

FILL = """
INSERT INTO reporting_ledgerentry (id, created_at, operation_id, indicator, agency_id, week, source, standing, delta,
    currency, stated, record_id, rule_version, recorded_at, reason)
SELECT gen_random_uuid(), created_at, operation_id, %s, originator_id,
    date_trunc('week', created_at AT TIME ZONE 'Asia/Shanghai')::date, 'record',
    (ARRAY['logged', 'submitted', 'verified', 'verified'])[1 + (hashtext(id::text) & 3)], %s, '', 0, id, 1,
    created_at, ''
FROM operation_{table}
"""
SUM = """
SELECT indicator, agency_id, week, source, standing, sum(delta), sum(stated) FROM reporting_ledgerentry
GROUP BY indicator, agency_id, week, source, standing
"""


def promises(readers: Readers) -> Iterator[Promise]:
    """Each page for LMLECC, which reads every row, and for the country with the most records."""
    fill()
    director = User.objects.select_related("organisation").get(username="director")
    for words, user in (("LMLECC", director), ("a country", readers.largest)):
        client = readers.real(user)
        for page, address in PAGES.items():
            yield Promise(f"results, {page}, {words}", shows(client, address, WHOLE), roll_up, ROLL_UP)


def fill() -> None:
    """A ledger for the volume, once."""
    with connections["floor"].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM reporting_ledgerentry)")
        if cursor.fetchone()[0]:
            return
        for table, (indicator, delta) in COUNTS.items():
            cursor.execute(FILL.format(table=table), [indicator, delta])
        cursor.execute("ANALYZE reporting_ledgerentry")


def roll_up() -> None:
    with connections["floor"].cursor() as cursor:
        cursor.execute(SUM)
        assert cursor.fetchall()
