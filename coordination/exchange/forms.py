"""Forms of the exchange of reports: a sanitised version, and feedback."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.exchange.actions import SanitisedDraft
from coordination.exchange.models import Verdict
from operation.access.principal import Principal
from operation.cases.form_fields import field_for
from operation.cases.records.intelligence_report import INTELLIGENCE_REPORT, IntelligenceReport

ASKED = ("title", "narrative", "tlp", "handling_code", "handling_text")


class SanitisedForm(forms.Form):
    """The report as it is, to take out what would reveal the source, and its marking."""

    def __init__(self, principal: Principal, report: IntelligenceReport, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={name: getattr(report, name) for name in ASKED})
        for name in ASKED:
            self.fields[name] = field_for(INTELLIGENCE_REPORT, name, principal)
        self.fields["narrative"].widget.attrs["rows"] = 12

    @property
    def draft(self) -> SanitisedDraft:
        given = dict(self.cleaned_data)
        return SanitisedDraft(text=given.pop("narrative"), **given)


class FeedbackForm(forms.Form):
    """Of what use it was, and words for its originator."""

    verdict = forms.ChoiceField(label=_("Of what use was it?"), choices=Verdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The originator reads it, and nobody else."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
