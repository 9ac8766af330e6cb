"""Filters of the list of requests, in its address."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coordination.requests.models import Kind, Request, RequestState, Urgency
from coordination.requests.timing import overdue
from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.lists import AddressFilters
from operation.people.models import Country

IN, OUT = "in", "out"
ANY = _("all")


class RequestFilters(AddressFilters):
    """Direction, state, kind, urgency, the countries of both sides, and what is late now."""

    direction = filters.ChoiceFilter(
        label=_("Direction"),
        choices=[(IN, _("to your agency")), (OUT, _("from your agency"))],
        method="by_direction",
        empty_label=ANY,
    )
    state = filters.ChoiceFilter(label=_("State"), choices=RequestState, empty_label=ANY)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Kind, empty_label=ANY)
    urgency = filters.ChoiceFilter(label=_("Urgency"), choices=Urgency, empty_label=ANY)
    country = filters.ChoiceFilter(
        label=_("Country"),
        choices=lambda: [(one.code, str(one)) for one in Country.objects.all()],
        method="by_country",
        empty_label=ANY,
    )
    late = filters.ChoiceFilter(
        label=_("Clock"), choices=[("yes", _("late")), ("no", _("not late"))], method="by_lateness", empty_label=ANY
    )

    class Meta:
        model = Request
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, principal: Principal, queryset: Any) -> None:
        super().__init__(data, queryset=queryset)
        self.principal = principal

    def by_direction(self, found: Any, _name: str, way: str) -> Any:
        own = self.principal.organisation_id
        return found.filter(recipient_id=own) if way == IN else found.filter(sender_id=own)

    def by_country(self, found: Any, _name: str, code: str) -> Any:
        return found.filter(Q(sender__country_id=code) | Q(recipient__country_id=code))

    def by_lateness(self, found: Any, _name: str, asked: str) -> Any:
        late = overdue(clock.now())
        return found.filter(late) if asked == "yes" else found.exclude(late)
