"""The form that labels several records."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.cases.record_tags import LONGEST

ADD, REMOVE = "add", "remove"


class TagForm(forms.Form):
    """Which label, and whether it is put on or taken off; labels that are in use are offered while one writes."""

    label = forms.CharField(
        label=_("Tag"),
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off", "class": "w-l", "list": "tags-in-use"}),
        help_text=_("A short label of your agency, as «raid 12». No name: every colleague reads it. Nobody else does."),
    )
    do = forms.ChoiceField(
        label=_("What to do"),
        choices=[(ADD, _("Put it on")), (REMOVE, _("Take it off"))],
        initial=ADD,
        widget=forms.RadioSelect,
    )

    def __init__(self, in_use: Sequence[str], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.in_use = in_use

    def clean_label(self) -> str:
        return " ".join(self.cleaned_data["label"].split())
