"""Forms of appointments: to appoint, to name cover, to end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.administration.appointments.policies import roles_to_give
from operation.administration.appointments.selectors import candidates, colleagues
from operation.administration.fields import DayField, PersonField
from operation.people.models import Appointment

REASON_LENGTH = 300


class AppointForm(forms.Form):
    """Who, to which role, from when until when, by which order."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=Role)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Without one it holds until it is ended."))
    reason = forms.CharField(
        label=_("By which order or letter"), max_length=REASON_LENGTH, help_text=_("Its number and date.")
    )
    field_order = ("person", "role", "starts_on", "ends_on", "reason")

    def __init__(self, principal: Principal, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.fields["person"] = PersonField(candidates(principal), label=_("Person"))
        given = roles_to_give(principal)
        self.fields["role"].choices = [("", "—"), *((role, role.label) for role in Role if role in given)]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class CoverForm(forms.Form):
    """Who acts, from when until when, why."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("Leave, mission, illness."))
    field_order = ("person", "starts_on", "ends_on", "reason")

    def __init__(self, principal: Principal, appointment: Appointment, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.fields["person"] = PersonField(colleagues(principal, appointment), label=_("Who acts"))
        self.order_fields(self.field_order)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why?"), max_length=REASON_LENGTH)
