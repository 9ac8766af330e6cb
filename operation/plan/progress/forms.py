"""Forms of the action plan: an action, a progress report, why one is dropped."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from operation.kernel.fields import DayField
from operation.people.models import Country
from operation.plan.models import LineOfEffort, Operation, OperationalAction
from operation.plan.progress.actions import TOLD, ActionDraft, ReportDraft

REASON_LENGTH = 300
WORDS_LENGTH = 4000


class ActionForm(forms.Form):
    """An action of the plan; `reason` is asked for where it is there already."""

    line = forms.ModelChoiceField(LineOfEffort.objects.none(), label=_("Line of effort"))
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    kpi = forms.CharField(label=_("By what one sees that it is done"), max_length=300, required=False)
    leader = forms.ModelChoiceField(Country.objects.none(), label=_("Leading country"))
    co_leaders = forms.ModelMultipleChoiceField(
        Country.objects.none(),
        label=_("Co-leading countries"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They report on it too."),
    )
    participants = forms.ModelMultipleChoiceField(
        Country.objects.none(),
        label=_("Participating countries"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(label=_("Due"))
    reason = forms.CharField(
        label=_("Why does it change?"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Needed for a new due date. The old one stays in the history."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, operation: Operation, action: OperationalAction | None, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial=_initial(action))
        countries = Country.objects.order_by("position")
        for name in ("leader", "co_leaders", "participants"):
            self.fields[name].queryset = countries  # type: ignore[attr-defined]
        self.fields["line"].queryset = LineOfEffort.objects.filter(operation=operation)  # type: ignore[attr-defined]
        for name in ("line",) if action else ("reason", "version"):
            del self.fields[name]

    @property
    def draft(self) -> ActionDraft:
        given = self.cleaned_data
        return ActionDraft(
            title=given["title"],
            leader=given["leader"],
            due_on=given["due_on"],
            kpi=given["kpi"],
            co_leaders=list(given["co_leaders"]),
            participants=list(given["participants"]),
        )


class ReportForm(forms.Form):
    """How far an action is."""

    told_on = DayField(label=_("As of which day?"))
    status = forms.ChoiceField(
        label=_("Where does it stand?"),
        choices=[(status.value, status.label) for status in TOLD],
        widget=forms.RadioSelect,
        initial=OperationalAction.Status.UNDER_WAY,
    )
    percent = forms.IntegerField(label=_("How much of it, in percent?"), min_value=0, max_value=100, required=False)
    words = forms.CharField(
        label=_("What was done?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("If it is late, say why. All six countries and LMLECC read it: no name of a person."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    @property
    def draft(self) -> ReportDraft:
        given = self.cleaned_data
        return ReportDraft(given["told_on"], given["status"], given["words"], given["percent"])


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why?"), max_length=REASON_LENGTH)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def _initial(action: OperationalAction | None) -> dict[str, Any]:
    if action is None:
        return {}
    plain = {name: getattr(action, name) for name in ("title", "kpi", "leader", "due_on", "version")}
    return plain | {name: list(getattr(action, name).all()) for name in ("co_leaders", "participants")}
