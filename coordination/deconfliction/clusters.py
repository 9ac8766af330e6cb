"""Which records were confirmed to be the same, for counts in which nobody stands twice."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import connection

from coordination.deconfliction.keeping import FIGURES
from operation.access.context import as_system
from operation.cases.registry import RecordType


def same_as(record_type: RecordType, keys: Collection[UUID]) -> Mapping[UUID, str]:
    """Of each key a label: records with the same label are one, as both their agencies confirmed.

    A cluster reaches over any number of countries; records that are in no confirmed match have a label of their own.
    """
    if not keys:
        return {}
    with as_system(FIGURES), connection.cursor() as cursor:
        cursor.execute("SELECT key, cluster FROM coordination_same(%s, %s)", [record_type.code, list(keys)])
        return dict(cursor.fetchall())
