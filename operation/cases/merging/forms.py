"""The form of a combination: which record is the same, and by what one knows it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CombinationForm(forms.Form):
    other = forms.CharField(
        label=_("Reference of the other record"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "w-l tab", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It leaves lists and figures and points at this one. You can undo that."),
    )
    reason = forms.CharField(label=_("By what do you know that both are the same?"), max_length=160)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
