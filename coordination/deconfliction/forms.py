"""Forms of matches: a reason, chosen fields, an outcome, a question about a number."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coordination.deconfliction.models import Outcome
from coordination.deconfliction.probing import KINDS, Question
from operation.cases.country_fields import country_choices
from operation.cases.identifiers import LONGEST
from operation.cases.values import Shown

QUIET = {"autocomplete": "off", "spellcheck": "false"}
IN_THE_TRAIL = _("It stays with what you tell, and in the trail: write no name here.")


class PlainForm(forms.Form):
    """A step that asks for nothing."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class ReasonForm(PlainForm):
    reason = forms.CharField(label=_("Why?"), max_length=200, help_text=IN_THE_TRAIL)


class FieldsForm(ReasonForm):
    """Which fields of the own record are told, each with what the other side will read."""

    field_order = ("fields", "reason")

    def __init__(self, can_be_told: Mapping[str, Shown], data: Any = None) -> None:
        super().__init__(data)
        choices = [(name, f"{capfirst(str(one.label))}: {one.text[:200]}") for name, one in can_be_told.items()]
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("What do you tell?"), choices=choices, widget=forms.CheckboxSelectMultiple
        )
        self.order_fields(self.field_order)


class VersionForm(PlainForm):
    """A step about what both sides see; `version` is the one that the person saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, version: int, data: Any = None) -> None:
        super().__init__(data)
        self.initial = {"version": version}


class OutcomeForm(VersionForm):
    outcome = forms.ChoiceField(label=_("What do you propose?"), choices=Outcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Note for the other side"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ProbeForm(PlainForm):
    """A number, of which kind it is, and why one asks."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    text = forms.CharField(
        label=_("Number, as it is written"), max_length=LONGEST, widget=forms.TextInput(attrs=QUIET | {"class": "tab"})
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=lambda: country_choices(_("the own one")))
    reason = forms.CharField(label=_("Why do you ask?"), max_length=200, help_text=_("The reason is logged."))

    @property
    def question(self) -> Question:
        return Question(**{name: self.cleaned_data[name] for name in ("kind", "text", "country", "reason")})
