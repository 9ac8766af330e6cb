"""Filters of the list of removals, in its address."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coordination.removals.models import Removal, RemovalState
from operation.access.principal import Principal
from operation.kernel.lists import AddressFilters
from operation.people.models import Country

FROM_US, TO_US = "asked_by_us", "asked_of_us"
ALL = _("all")


class RemovalFilters(AddressFilters):
    """Direction, for who has one, state, and the countries of both sides."""

    direction = filters.ChoiceFilter(
        label=_("Direction"),
        choices=[(TO_US, _("asked of us")), (FROM_US, _("asked by us"))],
        method="by_direction",
        empty_label=ALL,
    )
    state = filters.ChoiceFilter(label=_("State"), choices=RemovalState, empty_label=ALL)
    country = filters.ChoiceFilter(
        label=_("Country"),
        choices=lambda: [(one.code, str(one)) for one in Country.objects.all()],
        method="by_country",
        empty_label=ALL,
    )

    class Meta:
        model = Removal
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, principal: Principal, queryset: Any) -> None:
        super().__init__(data, queryset=queryset)
        self.principal = principal
        if principal.is_secretariat:
            del self.filters["direction"]

    def by_direction(self, found: Any, _name: str, way: str) -> Any:
        own = self.principal.organisation_id
        return found.filter(sender_id=own) if way == FROM_US else found.filter(recipient_id=own)

    def by_country(self, found: Any, _name: str, code: str) -> Any:
        return found.filter(Q(sender__country_id=code) | Q(recipient__country_id=code))
