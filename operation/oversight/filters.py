"""Filters of the trail, in its address: person, organisation, verb, reference, way, from and until."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from operation.audit.models import AuditEntry
from operation.kernel.lists import AddressFilters
from operation.oversight.wording import CHANNELS, VERBS
from operation.people.models import Organisation, User

AS_WRITTEN = _("as 2024-11-09")


class DayField(forms.DateField):
    """A day as 2024-11-09."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": _("Write the day as 2024-11-09.")}
        super().__init__(**{"input_formats": ["%Y-%m-%d"], "error_messages": wrong} | kwargs)


class DayFilter(filters.Filter):
    field_class = DayField


class TrailFilters(AddressFilters):
    """What the trail can be narrowed by. Days are those of the reader's time zone."""

    person = filters.CharFilter(label=_("User name"), method="by_person", max_length=150)
    organisation = filters.ChoiceFilter(
        label=_("Organisation"),
        choices=lambda: [(one.code, str(one)) for one in Organisation.objects.all()],
        method="by_organisation",
        empty_label=_("all"),
    )
    verb = filters.ChoiceFilter(label=_("What was done"), choices=list(VERBS.items()), empty_label=_("all"))
    reference = filters.CharFilter(label=_("Reference or key of the target"), method="by_target", max_length=60)
    channel = filters.ChoiceFilter(label=_("Way"), choices=list(CHANNELS.items()), empty_label=_("all"))
    since = DayFilter(label=_("From"), method="from_day", help_text=AS_WRITTEN)
    until = DayFilter(label=_("Until"), method="until_day", help_text=AS_WRITTEN)

    class Meta:
        model = AuditEntry
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, queryset: Any) -> None:
        super().__init__(data, queryset=queryset)

    def is_valid(self) -> bool:
        """Also refuses a person whom nobody knows."""
        valid = super().is_valid()
        person = self.form.cleaned_data.get("person")
        if person and not User.objects.filter(username=person).exists():
            self.form.add_error("person", ValidationError(_("There is no user «%(value)s»."), params={"value": person}))
            return False
        return valid

    def by_person(self, entries: Any, _name: str, username: str) -> Any:
        return entries.filter(actor_id=User.objects.only("pk").get(username=username).pk)

    def by_organisation(self, entries: Any, _name: str, code: str) -> Any:
        return entries.filter(organisation_id=Organisation.objects.only("pk").get(code=code).pk)

    def by_target(self, entries: Any, _name: str, text: str) -> Any:
        """By the whole reference, or by the key."""
        sought = Q(reference=text)
        with suppress(ValidationError):
            sought |= Q(target_id=forms.UUIDField().to_python(text))
        return entries.filter(sought)

    def from_day(self, entries: Any, _name: str, day: date) -> Any:
        return entries.filter(at__gte=_begins(day))

    def until_day(self, entries: Any, _name: str, day: date) -> Any:
        return entries.filter(at__lt=_begins(day + timedelta(days=1)))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
