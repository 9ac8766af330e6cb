"""Filters of the list of accounts, in its address."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from operation.administration.accounts.selectors import Condition, in_condition
from operation.kernel.errors import Text
from operation.people.models import Organisation, User


class AccountFilters(filters.FilterSet):
    """By name or user name, organisation, and whether one can sign in with it."""

    q = filters.CharFilter(label=_("Name or user name"), method="search", max_length=150)
    organisation = filters.ModelChoiceFilter(
        label=_("Organisation"), to_field_name="code", queryset=Organisation.objects.all(), empty_label=_("all")
    )
    condition = filters.ChoiceFilter(label=_("State"), choices=Condition.choices, method="narrow", empty_label=_("all"))

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, queryset=User.objects.none())

    def search(self, rows: Any, _name: str, text: str) -> Any:
        return rows.filter(Q(username__icontains=text) | Q(first_name__icontains=text))

    def narrow(self, rows: Any, _name: str, value: str) -> Any:
        return in_condition(rows, Condition(value))

    def words(self) -> dict[str, tuple[Text, Text]]:
        """The filters in force, each with its name and its value in words."""
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        if "condition" in given:
            given["condition"] = Condition(given["condition"]).label
        return {name: (self.filters[name].label, str(value)) for name, value in given.items()}

    def for_the_trail(self) -> dict[str, str]:
        """The filters as the trail keeps them: never the text of a search, which is a name."""
        given = {name: self.data[name] for name in self.filters if self.data.get(name)}
        return given | ({"q": "…"} if "q" in given else {})
