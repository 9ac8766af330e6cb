"""The form of an export: format, use, reason, and the confirmation that H3 asks for."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from operation.cases.exporting.formats import by_identifier, formats_of
from operation.cases.exporting.models import Use
from operation.cases.exporting.policies import uses_under
from operation.cases.exporting.selectors import Survey
from operation.cases.exporting.writing import Order
from operation.cases.registry import RecordType


class ExportForm(forms.Form):
    """Only uses that the handling codes allow are offered."""

    format = forms.ChoiceField(label=_("Format"), widget=forms.RadioSelect)
    use = forms.ChoiceField(label=_("What is it for?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"), max_length=200, help_text=_("In a few words. It stands in the trail and in the file.")
    )

    def __init__(self, record_type: RecordType, found: Survey, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        offered = formats_of(record_type)
        labels = [
            (one.identifier, format_lazy("{}: {}", one.label, one.note) if one.note else one.label) for one in offered
        ]
        self.fields["format"].choices = labels  # type: ignore[attr-defined]
        self.fields["format"].initial = offered[0].identifier
        uses = uses_under(found.code_of_others)
        self.fields["use"].choices = [(use.value, use.label) for use in uses]  # type: ignore[attr-defined]
        self.fields["use"].initial = uses[0].value
        if found.handling_texts:
            self.fields["confirmed"] = forms.BooleanField(
                label=_("I have read the handling texts (H3) and will keep to them"),
                error_messages={"required": _("Read the handling texts, then confirm that you will keep to them.")},
            )

    @property
    def order(self) -> Order:
        given = self.cleaned_data
        format_, use = by_identifier(given["format"]), Use(given["use"])
        return Order(format_, use, given["reason"], confirmed=given.get("confirmed", False))
