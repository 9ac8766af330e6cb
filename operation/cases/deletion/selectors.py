"""Reads of what was deleted, for who may give it back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from operation.access.context import as_system
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.deletion.actions import DELETION
from operation.cases.registry import RecordType
from operation.cases.retention.selectors import purged_on
from operation.cases.selectors import with_company
from operation.kernel.errors import require
from operation.people.models import User

SHOWN_AT_MOST = 200


@dataclass(frozen=True)
class Deleted:
    """A record out of use, by whom; on `purged_on` the rule of retention takes it."""

    record: CaseRecord
    by: str
    purged_on: datetime


def list_deleted(principal: Principal, record_type: RecordType) -> list[Deleted]:
    """The agency's own deleted records of a type, the last first; one entry in the trail with those shown."""
    require(may(principal, "record.restore"), verb=f"list deleted {record_type.slug}")
    with as_system(DELETION):
        seen = with_company(record_type, principal, record_type.columns).deleted(principal)
        found = list(seen.order_by("-deleted_at", "-pk")[:SHOWN_AT_MOST])
    told = trail.Target(record_type.model._meta.label)
    trail.record("listed deleted records", told, shown=[record.pk for record in found])
    people = {user.pk: str(user) for user in User.objects.filter(pk__in={one.changed_by_id for one in found})}
    return [Deleted(one, people[one.changed_by_id], purged_on(one.deleted_at)) for one in found]


def choose_deleted(principal: Principal, record_type: RecordType, keys: Collection[str]) -> list[Any]:
    """Deleted records of a type, for a decision about all of them.

    Raises Http404 when one of them does not exist, is in use, or is not the principal's: which one is not told.
    """
    asked = set(_keys(keys))
    with as_system(DELETION):
        found = list(with_company(record_type, principal).deleted(principal).filter(pk__in=asked))
    if len(found) != len(set(keys)):
        trail.record("denied", trail.Target(record_type.model._meta.label), attempted="restore")
        raise Http404
    return found


def _keys(texts: Collection[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        return []
