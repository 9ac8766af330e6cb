"""The form of an undoing: the version that was seen, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.cases.base import CaseRecord


class UndoForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why?"), max_length=200, help_text=_("It stays in your history."))

    def __init__(self, record: CaseRecord, data: Any = None) -> None:
        super().__init__(data, initial={"version": record.version}, label_suffix="")
