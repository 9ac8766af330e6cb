"""What people fill in about a consultation: how long it takes, an answer, a comment, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.consultation.actions import DAYS_AT_MOST
from reporting.consultation.confirming import Confirming
from reporting.consultation.models import Answer
from reporting.drafting.chapters import Kind
from reporting.drafting.models import Report

LONGEST = 4000
USUAL_DAYS = {Kind.WEEKLY: 2, Kind.MONTHLY: 3}
"""Working days that the countries have; ten where nothing else is said here."""
OTHERWISE = 10


def _words(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=widget, help_text=hint)


class CirculateForm(forms.Form):
    """How many working days each country has, and what was changed since the round before."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    days = forms.IntegerField(
        label=_("Working days to answer"),
        min_value=1,
        max_value=DAYS_AT_MOST,
        help_text=_("Each country's own working days, without its holidays, from the day after circulation."),
    )
    words = _words(_("What was changed"), _("The countries that are asked again read it."), required=False)

    def __init__(self, report: Report, data: Any = None) -> None:
        days = USUAL_DAYS.get(Kind(report.kind), OTHERWISE)
        super().__init__(data, initial={"version": report.version, "days": days}, label_suffix="")
        if not report.round:
            del self.fields["words"]


class ApprovalForm(forms.Form):
    """What an agency says; `seen` is the round that was read."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("Your agency"), choices=Answer, widget=forms.RadioSelect)
    note = _words(_("Note"), _("Only with the second answer: it is printed with the report."), required=False)

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(data, initial={"seen": report.round}, label_suffix="")


class CommentForm(forms.Form):
    text = _words(_("Comment"), _("LMLECC and those who are consulted read it; it is not printed. Name nobody."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class StepForm(forms.Form):
    """The version that was seen, and a reason where the step needs one."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = _words(_("Reason"), _("It stays with the report and in the trail. No names."))

    def __init__(self, report: Report, question: Confirming, data: Any = None) -> None:
        super().__init__(data, initial={"version": report.version}, label_suffix="")
        if not question.needs_reason:
            del self.fields["reason"]
