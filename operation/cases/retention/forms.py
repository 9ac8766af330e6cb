"""Forms of retention: each asks why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.cases.base import RETENTION_YEARS
from operation.cases.retention.models import Rule


class WhyForm(forms.Form):
    """A reason in words."""

    words = forms.CharField(
        label=_("Why?"), max_length=200, help_text=_("It is kept when the record is gone: write no name here.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class KeepForm(WhyForm):
    """How much longer."""

    years = forms.TypedChoiceField(
        label=_("For how many more years?"),
        choices=[(number, str(number)) for number in range(1, RETENTION_YEARS + 1)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    field_order = ("years", "words")


class PurgeForm(WhyForm):
    """By whose rule."""

    rule = forms.ChoiceField(label=_("By which rule?"), choices=Rule.choices, widget=forms.RadioSelect)
    field_order = ("rule", "words")
