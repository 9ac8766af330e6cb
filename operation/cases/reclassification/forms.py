"""The form of a reclassification."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.cases.written_dates import DayField


class ReclassificationForm(forms.Form):
    """From which day the person is presumed a victim, and on which findings that rests."""

    on = DayField(label=_("From which day?"), required=True)
    words = forms.CharField(
        label=_("On which findings does it rest?"),
        max_length=200,
        help_text=_("It stands in the trail: write no name here."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
