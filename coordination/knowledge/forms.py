"""What people fill in about knowledge."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coordination.knowledge.models import Kind, KnowledgeItem, State
from operation.cases.frauds import FraudType
from operation.kernel.lists import CURSOR, Chip, without
from operation.plan.models import LineOfEffort, Operation

LONGEST = 6000
LONGEST_PLACE = 6
NO_SUCH_FILTER = _("There is no filter «%(value)s». There are: %(known)s.")
NO_NAMES = _("Name no person, and no number by which one is found: the six countries read it, and partners may.")


def _text(label: Any, hint: Any = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget, help_text=hint)


class ItemForm(forms.Form):
    """One thing that was learned; `version` is the one that was seen, for a change."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=160, help_text=NO_NAMES)
    text = _text(_("In short"), _("A few sentences that another country understands without the case."))
    happened = _text(_("What happened"))
    why = _text(_("Why it happened"))
    todo = _text(_("What to do"), _("What others should do, or do differently."))
    line = forms.ModelChoiceField(label=_("Line of effort"), queryset=LineOfEffort.objects.none(), required=False)
    fraud_types = forms.MultipleChoiceField(
        label=_("Fraud types"), choices=FraudType, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, operation: Operation, data: Any = None, *, item: KnowledgeItem | None = None) -> None:
        super().__init__(data, initial=_initial(item) if item else {}, label_suffix="")
        self.fields["line"].queryset = LineOfEffort.objects.filter(operation=operation)  # type: ignore[attr-defined]

    @property
    def draft(self) -> dict[str, Any]:
        """What was entered, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _initial(item: KnowledgeItem) -> dict[str, Any]:
    names = ("version", "kind", "title", "text", "happened", "why", "todo", "line", "fraud_types")
    return {name: getattr(item, name) for name in names}


class SearchForm(forms.Form):
    """What a list is narrowed to, as the address says it."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    line = forms.ModelChoiceField(label=_("Line of effort"), queryset=LineOfEffort.objects.none(), required=False)
    fraud = forms.ChoiceField(label=_("Fraud type"), required=False)

    def __init__(self, operation: Operation, data: Any, *, states: bool) -> None:
        super().__init__(data, label_suffix="")
        for name, choices in (("kind", Kind), ("state", State), ("fraud", FraudType)):
            shown = [(value, capfirst(str(label))) for value, label in choices.choices]
            self.fields[name].choices = [("", "–"), *shown]  # type: ignore[attr-defined]
        self.fields["line"].queryset = LineOfEffort.objects.filter(operation=operation)  # type: ignore[attr-defined]
        if not states:
            del self.fields["state"]

    def problems(self, data: QueryDict) -> list[str]:
        """What no filter takes, in words: an ignored one would show more than was asked for."""
        unknown = [name for name in data if name not in (*self.fields, CURSOR)]
        found = [str(NO_SUCH_FILTER) % {"value": name, "known": ", ".join(self.fields)} for name in unknown]
        return found + [f"{self[name].label}: {words}" for name, errors in self.errors.items() for words in errors]

    @property
    def asked(self) -> dict[str, Any]:
        """What is narrowed, once there are no problems."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chips(self, data: QueryDict) -> list[Chip]:
        """Each filter in force, and the address without it."""
        return [
            Chip(self.fields[name].label or "", self._words(name, value), f"?{without(data, name)}")
            for name, value in self.asked.items()
        ]

    def _words(self, name: str, value: Any) -> str:
        labels = dict(getattr(self.fields[name], "choices", ())) if name in ("kind", "state", "fraud") else {}
        return str(labels.get(value, value))


def read_place(text: str) -> int:
    """How many rows stand before a page. Raises ValidationError for what is no such number."""
    if not text.isdecimal() or len(text) > LONGEST_PLACE:
        words = _("«%(value)s» is not a page of this list. Start again from its first page.")
        raise ValidationError(words, "cursor", {"value": text})
    return int(text)
