"""Holidays among the reference data: the administrator adds, mends and takes them away (docs/decisions/0019)."""

from typing import Any

from django.db import models, transaction
from django.forms import ModelForm
from django.urls import URLPattern

from coordination.clocks.models import Holiday
from operation.access.policies import may
from operation.access.principal import Principal
from operation.administration.reference import ReferenceAdmin, site
from operation.audit import trail
from operation.kernel.errors import require

Rows = list[models.Model]


@transaction.atomic
def keep_reference(*, principal: Principal, thing: models.Model, fields: list[str]) -> None:
    """Add a row of reference data, or keep what was changed in it. Raises NotAllowed."""
    require(may(principal, "reference.amend"), verb="amend reference data")
    thing.save()
    trail.record("amended", trail.Target(thing._meta.label, thing.pk), fields=sorted(fields))


@transaction.atomic
def remove_reference(*, principal: Principal, things: Rows) -> None:
    """Take rows of reference data away. What they counted for stays as it was counted. Raises NotAllowed."""
    require(may(principal, "reference.amend"), verb="remove reference data")
    for thing in things:
        trail.record("removed reference data", trail.Target(thing._meta.label, thing.pk))
        thing.delete()


class KeptAdmin(ReferenceAdmin):
    """Reference data of which rows come and go."""

    def get_urls(self) -> list[URLPattern]:
        """Besides those of what is only amended: to add one, and to take one away."""
        more = {self._route("add"), self._route("delete")}
        found = [one for one in super(ReferenceAdmin, self).get_urls() if one.name in more]
        return [*found, *super().get_urls()]

    def has_add_permission(self, request: Any) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def save_model(self, request: Any, obj: Any, form: ModelForm, change: bool) -> None:
        keep_reference(principal=request.principal, thing=obj, fields=form.changed_data)

    def delete_model(self, request: Any, obj: Any) -> None:
        remove_reference(principal=request.principal, things=[obj])

    def log_addition(self, request: Any, obj: Any, message: Any) -> Any:
        """Nothing: the action has told the trail."""

    def log_deletions(self, request: Any, queryset: Any) -> Any:
        """Nothing: the action has told the trail."""


class HolidayAdmin(KeptAdmin):
    list_display = ("country", "day", "name", "is_confirmed")
    list_filter = ("country", "is_confirmed")
    fields = list_display
    date_hierarchy = None


site.register(Holiday, HolidayAdmin)
