"""Forms of editions: what to build, and the reason for a step that needs one."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.kernel import clock
from operation.plan.models import Operation
from reporting.drafting.models import Report
from reporting.evaluation.kinds import FOR_OBSERVERS, PRINTED_AS
from reporting.evaluation.models import Audience
from reporting.evaluation.orders import Order, read_order
from reporting.indicators.cutoffs import cutoff_range


class OrderForm(forms.Form):
    """For whom, in which language, with which cut-off; checked where API and command are checked too."""

    audience = forms.CharField(
        label=gettext_lazy("For"), widget=forms.RadioSelect(choices=Audience.choices), initial=Audience.MEMBER
    )
    language = forms.CharField(
        label=gettext_lazy("Language"),
        widget=forms.Select(choices=settings.LANGUAGES, attrs={"class": "w-m"}),
        initial="en",
        help_text=gettext_lazy("English is authoritative. What a country wrote stays in its own language."),
    )
    cutoff = forms.CharField(
        label=gettext_lazy("Data cut-off"), widget=forms.DateInput(attrs={"type": "date", "class": "w-m"})
    )
    order: Order

    def __init__(self, data: Any = None, *, operation: Operation, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.operation = operation
        first, last = cutoff_range(operation)
        self.fields["cutoff"].initial = min(max(clock.today(), first), last).isoformat()
        self.fields["cutoff"].help_text = _(
            "Figures known by the end of this day in Kunming. From %(first)s to %(last)s."
        ) % {"first": _day(first), "last": _day(last)}

    def clean(self) -> dict[str, Any]:
        given = {name: self.cleaned_data.get(name) for name in ("audience", "language", "cutoff")}
        if all(given.values()):
            try:
                self.order = read_order(self.operation, **given)  # type: ignore[arg-type]
            except ValidationError as refused:
                self.add_error(None, refused)
        return self.cleaned_data


class OfReportForm(forms.Form):
    """For whom and in which language an edition of a report is built: its cut-off is the report's."""

    audience = forms.ChoiceField(
        label=gettext_lazy("For"), widget=forms.RadioSelect, choices=Audience.choices, initial=Audience.MEMBER
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        initial="en",
        help_text=gettext_lazy("What a country wrote stays in its own language."),
    )

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.report = report
        if PRINTED_AS[report.kind] not in FOR_OBSERVERS:
            audience = self.fields["audience"]
            audience.choices = [(Audience.MEMBER.value, Audience.MEMBER.label)]  # type: ignore[attr-defined]
            audience.help_text = _("Observers read the evaluation: two reports a week apart would tell small figures.")

    @property
    def order(self) -> Order:
        """What was entered, once the form is valid."""
        return Order(Audience(self.cleaned_data["audience"]), self.cleaned_data["language"], self.report.cutoff)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("LMLECC reads it beside the edition; it stays in the trail. No names."),
        error_messages={"required": gettext_lazy("Say why: the reason stays with the edition.")},
    )


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
