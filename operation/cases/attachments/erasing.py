"""Files of a record whose content is erased: gone with it, whoever may see them, through one reviewed function."""

from django.db import connection

from operation.audit import trail
from operation.cases.events import RecordErased
from operation.kernel.events import subscribe

ERASE = "SELECT file, digest FROM attachment_erase(%s, %s)"


@subscribe(RecordErased)
def erase_files(event: RecordErased) -> None:
    """For the originator alone, as the erasure of the record itself. Each file leaves a line with its digest."""
    record = event.record
    with connection.cursor() as cursor:
        cursor.execute(ERASE, [record._meta.db_table, record.pk])
        gone = list(cursor.fetchall())
    trail.record_each("erased file", [record] * len(gone), [{"file": key, "sha256": digest} for key, digest in gone])
