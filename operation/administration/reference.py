"""Django's admin, for reference data alone: how countries and organisations are called (docs/decisions/0019).

It has no sign-in of its own and no users, groups, permissions or records; nothing is added or removed in it.
"""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.administration.actions import amend_reference
from operation.kernel.errors import require
from operation.people.models import Country, Organisation

SITE_PAGES = frozenset({"index", "app_list", "jsi18n"})


class ReferenceSite(AdminSite):
    """Behind the sign-in of everything else, and the permission `reference.amend`."""

    site_title = site_header = index_title = _("Reference data")
    enable_nav_sidebar = False
    final_catch_all_view = False

    def has_permission(self, request: Any) -> bool:
        """Raises NotAllowed, so that the page says who may instead of showing another sign-in."""
        require(may(request.principal, "reference.amend"), verb="amend reference data")
        return True

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without its own pages for sign-in, sign-out and passwords."""
        kept = [one for one in super().get_urls() if isinstance(one, URLResolver) or one.name in SITE_PAGES]
        for one in kept:
            if isinstance(one, URLPattern):
                one.callback.login_url = settings.LOGIN_URL  # type: ignore[attr-defined]
        return kept

    def get_log_entries(self, request: HttpRequest) -> QuerySet[LogEntry]:
        """The trail tells what was done, not the admin's own log."""
        return LogEntry.objects.none()


class ReferenceAdmin(ModelAdmin):
    """Amend what is there. The action checks, writes and tells the trail."""

    actions = None

    def get_urls(self) -> list[URLPattern]:
        """The list and the form; nothing is added, removed or told from the admin's own log."""
        kept = {self._route("changelist"), self._route("change")}
        return [one for one in super().get_urls() if one.name in kept]

    def has_module_permission(self, request: Any) -> bool:
        return bool(may(request.principal, "reference.amend"))

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def save_model(self, request: Any, obj: Any, form: ModelForm, change: bool) -> None:
        amend_reference(principal=request.principal, thing=obj, fields=form.changed_data)

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        """Nothing: the action has told the trail, and names of fields are all that it may hold."""

    def _route(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"


class CountryAdmin(ReferenceAdmin):
    list_display = ("code", "name", "time_zone", "language")
    readonly_fields = ("code",)
    fields = list_display


class OrganisationAdmin(ReferenceAdmin):
    list_display = ("code", "name", "short_name", "kind", "country")
    list_filter = ("kind",)
    readonly_fields = ("code", "kind", "country", "is_lead")
    fields = ("code", "name", "short_name", "kind", "country", "is_lead")


site = ReferenceSite(name="reference")
site.register(Country, CountryAdmin)
site.register(Organisation, OrganisationAdmin)
