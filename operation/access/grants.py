"""Releases: the guardian row *is* the release. The only module that knows guardian (house.md, sharing)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from guardian.models import GroupObjectPermissionBase

from operation.access.principal import Principal


class RecordGrant(GroupObjectPermissionBase):
    """One record released to one organisation's group: by whom, what for, until when.

    Concrete tables add `content_object`. `sorted_at` copies the record's `created_at`, so that the released arm of a
    list pages by an index of its own; `originator_id` lets the database check who may release.
    """

    sorted_at = models.DateTimeField()
    originator_id = models.UUIDField()
    purpose = models.CharField(max_length=200)
    granted_by = models.UUIDField()
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    content_object: Any

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["group", "-sorted_at", "-content_object"], name="%(class)s_page"),
        ]


def live(through: str = "") -> models.Q:
    """Grants that hold now, of their own table or `through` a relation. Expiry is security: the database's time."""
    return models.Q(**{f"{through}expires_at": None}) | models.Q(**{f"{through}expires_at__gt": Now()})


def view_permission(model: type[models.Model]) -> Permission:
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.get(content_type=content_type, codename=f"view_{model._meta.model_name}")


def grant_model(model: type[models.Model]) -> Any:
    """The table of releases of a record type, a concrete RecordGrant."""
    return model._meta.get_field("grants").related_model


def grant_view(
    records: Sequence[Any],
    groups: Iterable[int],
    *,
    principal: Principal,
    purpose: str,
    at: datetime,
    expires_at: datetime | None,
) -> None:
    """Release records of one type to groups, by their keys; a release that exists takes the new purpose and expiry."""
    if not records:
        return
    table = grant_model(type(records[0]))
    permission = view_permission(type(records[0]))
    rows = [
        table(
            content_object=record,
            group_id=group,
            permission=permission,
            sorted_at=record.created_at,
            originator_id=record.originator_id,
            purpose=purpose,
            granted_by=principal.person,
            granted_at=at,
            expires_at=expires_at,
        )
        for record in records
        for group in groups
    ]
    table._default_manager.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["group", "permission", "content_object"],
        update_fields=["purpose", "granted_by", "granted_at", "expires_at"],
    )


def holders(records: Sequence[Any]) -> list[tuple[Any, int]]:
    """(key of a record, group) of every release of these records that is in force."""
    return [(key, group) for key, group, _purpose in purposes(records)]


def purposes(records: Sequence[Any]) -> list[tuple[Any, int, str]]:
    """(key of a record, group, what for) of every release of these records that is in force."""
    if not records:
        return []
    rows = grant_model(type(records[0]))._default_manager.filter(content_object__in=records)
    return list(rows.filter(live()).values_list("content_object_id", "group_id", "purpose"))


def withdraw_view(records: Sequence[Any], groups: Iterable[int] | None) -> int:
    """Take releases back, from some groups or (None) from all; returns how many there were."""
    if not records:
        return 0
    rows = grant_model(type(records[0]))._default_manager.filter(content_object__in=records)
    if groups is not None:
        rows = rows.filter(group_id__in=list(groups))
    return int(rows.delete()[0])
