"""The director's form of a target."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.kernel import clock
from operation.kernel.fields import DayField
from operation.people.models import Country
from reporting.targets.actions import TargetDraft
from reporting.targets.models import REASON_LENGTH


class TargetForm(forms.Form):
    """Whose target, how much, agreed on when, and why. `known` are the steps that were there when it was opened."""

    text = forms.CharField(
        label=_("What is to be reached?"),
        max_length=300,
        required=False,
        help_text=_("The action plan shows it as an objective of the line."),
    )
    country = forms.ModelChoiceField(
        Country.objects.none(), label=_("Target of"), required=False, empty_label=_("the operation as a whole")
    )
    value = forms.DecimalField(
        label=_("Target"),
        required=False,
        max_digits=24,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-s"}),
        help_text=_("It replaces the present one. Empty takes the target back."),
    )
    agreed_on = DayField(label=_("Agreed on"))
    reason = forms.CharField(
        label=_("Why, and where it was agreed"),
        max_length=REASON_LENGTH,
        help_text=_("It stays in the history. All six countries and LMLECC read it."),
    )
    known = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, known: int, *, has_objective: bool, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={"known": known, "agreed_on": clock.today()})
        self.fields["country"].queryset = Country.objects.order_by("position")  # type: ignore[attr-defined]
        if has_objective:
            del self.fields["text"]

    @property
    def draft(self) -> TargetDraft:
        given = self.cleaned_data
        return TargetDraft(given["country"], given["value"], given["agreed_on"], given["reason"], given.get("text", ""))
