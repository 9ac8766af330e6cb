"""The form of a deletion: it asks why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DeletionForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(
        label=_("Why?"), max_length=200, help_text=_("It stays in your history and on the list of what was deleted.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
