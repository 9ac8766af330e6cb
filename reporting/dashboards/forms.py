"""What the supervision desk enters about joint results."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.people.models import Organisation, OrganisationKind
from operation.plan.models import ActionDay, Operation
from reporting.indicators.rules import INDICATORS, Indicator, indicator_named


class JointClaimForm(forms.Form):
    """A finding: of a joint action, what one agency claims that another country claims too."""

    action_day = forms.ModelChoiceField(label=_("Action day"), queryset=ActionDay.objects.none())
    indicator = forms.ChoiceField(label=_("Figure"), choices=lambda: [(each.code, _label(each)) for each in INDICATORS])
    agency = forms.ModelChoiceField(
        label=_("Agency whose claim is taken off"),
        queryset=Organisation.objects.filter(kind=OrganisationKind.AGENCY),
        help_text=_("Its own claim stays as it is; only the total is without it."),
    )
    twice = forms.DecimalField(
        label=_("Claimed by two"),
        min_value=Decimal(0),
        max_digits=24,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-s"}),
        help_text=_("It replaces what was recorded before; 0 takes the finding back."),
    )
    reason = forms.CharField(
        label=_("How it was found"), max_length=200, help_text=_("Without names: all countries read it.")
    )

    def __init__(self, data: Any = None, *, principal: Principal, operation: Operation) -> None:
        super().__init__(data)
        days = ActionDay.objects.visible_to(principal).open().filter(operation=operation)
        self.fields["action_day"].queryset = days  # type: ignore[attr-defined]

    def clean_indicator(self) -> Indicator:
        found = indicator_named(self.cleaned_data["indicator"])
        assert found is not None
        return found


def _label(indicator: Indicator) -> str:
    return f"{indicator.code} {indicator.label}"
