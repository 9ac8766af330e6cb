"""What people fill in about an offer of support."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.consulting import countries_of
from coordination.offers.models import Kind
from operation.people.models import Organisation
from operation.plan.models import Operation
from operation.templatetags.look import country_name

LONGEST = 6000


class OfferForm(forms.Form):
    """One offer; LMLECC also says whose it is."""

    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Organisation.objects.none())
    kind = forms.ChoiceField(label=_("What kind of support?"), choices=Kind, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(
        label=_("What is offered"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("How much, how long, on which conditions. The countries that it is for read it."),
    )
    countries = forms.MultipleChoiceField(label=_("For whom?"), widget=forms.CheckboxSelectMultiple)
    value = forms.DecimalField(
        label=_("Estimated value (US dollars)"), required=False, min_value=0, max_digits=24, decimal_places=2
    )
    due_on = forms.DateField(
        label=_("Delivery expected by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, operation: Operation, data: Any = None, *, own: bool) -> None:
        super().__init__(data, label_suffix="")
        self.fields["countries"].choices = _countries(operation)  # type: ignore[attr-defined]
        partners = Organisation.objects.filter(kind="partner", participations__operation=operation)
        self.fields["partner"].queryset = partners.order_by("position")  # type: ignore[attr-defined]
        if own:
            del self.fields["partner"]

    @property
    def draft(self) -> dict[str, Any]:
        """What was entered, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "partner"}


def _countries(operation: Operation) -> Sequence[tuple[str, Any]]:
    return [(country.code, country_name(country.code)) for country in countries_of(operation)]
