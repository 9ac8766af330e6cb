"""Forms of supervision: a visit, a finding, a recommendation, and the steps of both."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.supervision.inspecting import Advice, VisitDraft
from coordination.supervision.models import Finding, Inspection, Severity
from operation.kernel import clock
from operation.kernel.fields import DayField
from operation.people.models import Organisation, OrganisationKind

WORDS_LENGTH = 4000
VISIT_FIELDS = ("agency", "purpose", "starts_on", "ends_on", "team")


def _agencies() -> Any:
    found = Organisation.objects.filter(kind=OrganisationKind.AGENCY).select_related("country")
    return found.order_by("country__position", "position")


class VisitForm(forms.Form):
    """A visit that is planned."""

    agency = forms.ModelChoiceField(Organisation.objects.none(), label=_("Agency to visit"))
    purpose = forms.CharField(label=_("What for?"), max_length=300)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    team = forms.CharField(label=_("Who goes?"), max_length=300, help_text=_("Names and functions."))
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, visit: Inspection | None, data: Any = None) -> None:
        initial = {name: getattr(visit, name) for name in (*VISIT_FIELDS, "version")} if visit else {}
        super().__init__(data, label_suffix="", initial=initial)
        self.fields["agency"].queryset = _agencies()  # type: ignore[attr-defined]
        if visit is None:
            del self.fields["version"]

    @property
    def draft(self) -> VisitDraft:
        return VisitDraft(**{name: self.cleaned_data[name] for name in VISIT_FIELDS})


class FindingForm(forms.Form):
    """What was found."""

    severity = forms.ChoiceField(
        label=_("How grave is it?"), choices=Severity.choices, initial=Severity.MINOR, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was found?"), max_length=WORDS_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )


class AdviceForm(forms.Form):
    """What is recommended, to whom, until when."""

    finding = forms.ModelChoiceField(Finding.objects.none(), label=_("On which finding?"), required=False)
    text = forms.CharField(
        label=_("What is to be done?"), max_length=WORDS_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )
    agency = forms.ModelChoiceField(Organisation.objects.none(), label=_("Addressed to"))
    due_on = DayField(label=_("Due"))

    def __init__(self, visit: Inspection, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={"agency": visit.agency})
        self.fields["finding"].queryset = visit.findings.all()  # type: ignore[attr-defined]
        self.fields["finding"].label_from_instance = _numbered  # type: ignore[attr-defined]
        self.fields["agency"].queryset = _agencies().filter(country=visit.country)  # type: ignore[attr-defined]

    @property
    def advice(self) -> Advice:
        given = self.cleaned_data
        return Advice(given["text"], given["agency"], given["due_on"], given["finding"])


class StepForm(forms.Form):
    """A step: its day for a visit, words where they are needed, and the version that the person saw."""

    on = DayField(label=_("On which day?"))
    words = forms.CharField(max_length=WORDS_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, version: int, label: Any, has_day: bool) -> None:
        super().__init__(data, label_suffix="", initial={"version": version, "on": clock.today()})
        if label:
            self.fields["words"].label = label
        else:
            del self.fields["words"]
        if not has_day:
            del self.fields["on"]


def _numbered(finding: Finding) -> str:
    return f"{finding.number} · {finding.text[:80]}"
