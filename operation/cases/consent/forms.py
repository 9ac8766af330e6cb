"""Forms of the consent log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.cases.consent.actions import ConsentDraft
from operation.cases.consent.models import Purpose
from operation.cases.written_dates import DayField


class ConsentForm(forms.Form):
    """One consent: to what, to whom, when, and how it was explained."""

    purpose = forms.ChoiceField(label=_("Consent to what?"), choices=Purpose.choices, widget=forms.RadioSelect)
    recipient = forms.CharField(
        label=_("To whom?"), required=False, max_length=120, help_text=_("A service, an authority, the family.")
    )
    on = DayField(label=_("On which day?"), required=True)
    language = forms.CharField(label=_("Explained in which language?"), required=False, max_length=60)
    interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)

    def __init__(self, data: Any = None, *, language: str = "") -> None:
        super().__init__(data, initial={"language": language}, label_suffix="")

    @property
    def draft(self) -> ConsentDraft:
        return ConsentDraft(**self.cleaned_data)


class WithdrawalForm(forms.Form):
    """The day on which a consent was taken back."""

    on = DayField(label=_("On which day?"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
