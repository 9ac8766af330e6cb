"""The views that a person has: the own ones, and those that colleagues share."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from operation.access.principal import Principal
from operation.cases.registry import RecordType
from operation.cases.saved_views.models import FirstView, SavedView


def views_of(principal: Principal, record_type: RecordType) -> list[Any]:
    """Own views first, then the shared ones; `is_first` says with which of them the list opens. One statement."""
    return list(_seen(principal, record_type))


def read_view(principal: Principal, record_type: RecordType, key: UUID | str) -> Any:
    """One view. Raises Http404 for one that is neither the principal's nor shared with the own agency."""
    try:
        return _seen(principal, record_type).get(pk=key)
    except (SavedView.DoesNotExist, ValidationError) as missing:
        raise Http404 from missing


def _seen(principal: Principal, record_type: RecordType) -> Any:
    mine = Q(owner_id=principal.user_id) | Q(is_shared=True)
    first = FirstView.objects.filter(user_id=principal.person, view_id=OuterRef("pk"))
    views = SavedView.objects.filter(mine, originator_id=principal.organisation_id, record_type=record_type.code)
    return views.annotate(is_first=Exists(first))
