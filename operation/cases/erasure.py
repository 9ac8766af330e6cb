"""Take a record's personal content out of the database for good: through the one reviewed function that may.

The app's role neither changes nor removes history, and deletes no record. `case_erase` (migration 0051) does both, for
the originator whose context it runs in; where PostgreSQL itself keeps what was deleted stands in docs/hosting.md.
"""

from uuid import UUID

from django.db import connection

from operation.cases.base import CaseRecord
from operation.cases.events import RecordErased
from operation.kernel import events

ERASE = "SELECT case_erase(%s, %s, %s)"


def erase_content(record: CaseRecord) -> None:
    """Names, search keys, releases, confirmations and history of a record; its row stays. For the originator alone."""
    _erase(record, whole=False)


def erase_record(record: CaseRecord) -> None:
    """The record with all that belongs to it, its facts and, for a laborer, identity and consents included.

    Relations of other records to it become empty; what recipients were told keeps the reference alone (decision 15).
    """
    _erase(record, whole=True)


def _erase(record: CaseRecord, *, whole: bool) -> None:
    events.publish(RecordErased(record))
    key: UUID = record.pk
    with connection.cursor() as cursor:
        cursor.execute(ERASE, [record._meta.db_table, key, whole])
