"""Filters of the list of matches, in its address: state, what agrees, country, how it was found."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coordination.deconfliction.models import FoundBy, Match, MatchState
from coordination.deconfliction.probing import KINDS
from coordination.deconfliction.wording import PARTS
from operation.kernel.lists import AddressFilters
from operation.people.models import Country

ALL = _("all")


class MatchFilters(AddressFilters):
    state = filters.ChoiceFilter(label=_("State"), choices=MatchState.choices, empty_label=ALL)
    kind = filters.ChoiceFilter(
        label=_("What agrees"), choices=[*KINDS, *PARTS.items()], method="by_kind", empty_label=ALL
    )
    country = filters.ChoiceFilter(
        label=_("Country"),
        choices=lambda: [(one.code, str(one)) for one in Country.objects.all()],
        method="by_country",
        empty_label=ALL,
    )
    found_by = filters.ChoiceFilter(label=_("Found by"), choices=FoundBy.choices, empty_label=ALL)

    class Meta:
        model = Match
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, queryset: Any) -> None:
        super().__init__(data, queryset=queryset)

    def by_kind(self, matches: Any, _name: str, kind: str) -> Any:
        return matches.filter(kinds__contains=[kind])

    def by_country(self, matches: Any, _name: str, code: str) -> Any:
        return matches.filter(Q(one__country_id=code) | Q(other__country_id=code))
