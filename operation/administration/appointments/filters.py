"""Filters of the list of appointments, in its address."""

from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.administration.appointments.selectors import organisations_of
from operation.kernel.errors import Text
from operation.people.models import Appointment, Organisation, Standing


class AppointmentFilters(filters.FilterSet):
    """By role and organisation; those in force unless others are asked for."""

    role = filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("all"))
    organisation = filters.ModelChoiceFilter(
        label=_("Organisation"),
        field_name="user__organisation",
        to_field_name="code",
        queryset=Organisation.objects.all(),
        empty_label=_("all"),
    )
    when = filters.ChoiceFilter(label=_("When"), choices=Standing.choices, method="narrow", widget=forms.HiddenInput)

    class Meta:
        model = Appointment
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, principal: Principal) -> None:
        asked = data.copy()
        asked.setdefault("when", Standing.CURRENT)
        super().__init__(asked, queryset=Appointment.objects.none())
        self.form.fields["organisation"].queryset = organisations_of(principal)

    def words(self) -> dict[str, tuple[Text, Text]]:
        """The filters in force, each with its name and its value in words; which standing is said by the tabs."""
        given = self.form.cleaned_data
        words: dict[str, tuple[Text, Text]] = {}
        if given["role"]:
            words["role"] = (self.filters["role"].label, Role(given["role"]).label)
        if given["organisation"]:
            words["organisation"] = (self.filters["organisation"].label, str(given["organisation"]))
        return words

    def for_the_trail(self) -> dict[str, str]:
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    def narrow(self, rows: Any, _name: str, value: str) -> Any:
        return rows.standing(Standing(value))
