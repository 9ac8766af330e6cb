"""Forms of what is decided about a record: a step, a release, a recall."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.form_fields import field_for
from operation.cases.forms import values_of
from operation.cases.marking import FIELDS, Marking
from operation.cases.registry import RecordType, all_types
from operation.cases.sharing import end_of
from operation.cases.written_dates import DayField
from operation.kernel.transitions import Transition
from operation.people.models import Organisation


class StepForm(forms.Form):
    """The day of a step, and the fields that it needs; without a record those of several."""

    on = DayField(label=_("On which day?"), required=True)

    def __init__(
        self,
        record_type: RecordType,
        principal: Principal,
        step: Transition,
        record: CaseRecord | None = None,
        data: Any = None,
        *,
        on: date | None = None,
    ) -> None:
        present = values_of(record_type, record) if record else {}
        known = {name: present[name] for name in step.needs if record}
        super().__init__(data, initial=known | {"on": on}, label_suffix="")
        for name in step.needs:
            self.fields[name] = field_for(record_type, name, principal)
            self.fields[name].required = False

    @property
    def day(self) -> date:
        found: date = self.cleaned_data["on"]
        return found

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "on"}


class ReleaseForm(forms.Form):
    """To whom, what for, until when."""

    to = forms.MultipleChoiceField(label=_("Who may read it?"), widget=forms.CheckboxSelectMultiple)
    purpose = forms.CharField(label=_("What may it be used for?"), max_length=200)
    until = DayField(
        label=_("Until when?"), help_text=_("The last day, as 2026-11-09. Without one it holds until you recall it.")
    )

    def __init__(self, organisations: Sequence[Organisation], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.organisations = {organisation.code: organisation for organisation in organisations}
        self.fields["to"].choices = [(code, organisation_words(one)) for code, one in self.organisations.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("until"):
            try:
                given["until"] = end_of(given["until"])
            except ValidationError as refused:
                self.add_error(None, refused)
        return given

    @property
    def recipients(self) -> list[Organisation]:
        return [self.organisations[code] for code in self.cleaned_data["to"]]


class RegradeForm(forms.Form):
    """The new marking, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, record_type: RecordType, principal: Principal, record: CaseRecord, data: Any = None) -> None:
        initial = {name: getattr(record, name) for name in FIELDS} | {"version": record.version}
        super().__init__(data, initial=initial, label_suffix="")
        for name in FIELDS:
            self.fields[name] = field_for(record_type, name, principal)
        self.fields["reason"] = forms.CharField(
            label=_("Why?"),
            max_length=200,
            help_text=_("It stays in your history. Recipients are told that it was regraded, not why."),
        )

    @property
    def marking(self) -> Marking:
        return Marking(**{name: self.cleaned_data[name] for name in FIELDS})


class RegradeManyForm(RegradeForm):
    """The same for several records: they are regraded as they stand, none of their content was shown."""

    version = None  # type: ignore[assignment]


class RecallForm(forms.Form):
    """From whom, and why."""

    organisations = forms.MultipleChoiceField(
        label=_("Who may no longer read it?"), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Why?"), max_length=200)

    def __init__(self, organisations: Sequence[Organisation], data: Any = None) -> None:
        super().__init__(data, initial={"organisations": [one.code for one in organisations]}, label_suffix="")
        self.known = {organisation.code: organisation for organisation in organisations}
        self.fields["organisations"].choices = [(code, organisation_words(one)) for code, one in self.known.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Organisation]:
        return [self.known[code] for code in self.cleaned_data["organisations"]]


def organisation_words(organisation: Organisation) -> str:
    return f"{organisation.country_id} · {organisation}" if organisation.country_id else str(organisation)


class FactDefaultsForm(forms.Form):
    """For each type of record: how much of the place LMLECC is told without names."""

    CHOICES = (("division", _("Country and division")), ("country", _("Country alone")))

    def __init__(self, country_only: Mapping[str, bool], data: Any = None) -> None:
        initial = {code: "country" if kept else "division" for code, kept in country_only.items()}
        super().__init__(data, initial=initial, label_suffix="")
        for known in all_types():
            self.fields[known.code] = forms.ChoiceField(
                label=known.label_plural, choices=self.CHOICES, widget=forms.RadioSelect
            )

    @property
    def country_only(self) -> dict[str, bool]:
        return {code: value == "country" for code, value in self.cleaned_data.items()}
