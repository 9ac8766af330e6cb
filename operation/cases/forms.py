"""The form of a record, built from its type: fields in sections, the names and the identifiers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.form_fields import field_for
from operation.cases.form_rows import ROWS, mark_of, rows_of, seen
from operation.cases.forms_identifiers import PREFIX as IDENTIFIERS
from operation.cases.forms_identifiers import identifiers_formset
from operation.cases.names import AS_THE_RECORD, NAME_MARKS, NameKind
from operation.cases.registry import RecordType
from operation.cases.stepping import first_steps
from operation.cases.values import EVENT_DATE, NAMES
from operation.kernel.dates import Precision
from operation.kernel.transitions import Transition

HAPPENED = "happened"
AT_SITE = "at_site"
"""Asked of a record that is logged at a site (links/at_site.py), beside what happened."""

NAMES_AT_MOST = 20
NO_NAME = _("Enter at least one name, as it is written in its own script.")


class RecordForm(forms.Form):
    """Fields of a type in its sections. `record` is the one that is amended, None for a new one.

    `identifiers` are rows of their own (a formset), None for a type without; what they hold is part of the draft.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        record_type: RecordType,
        principal: Principal,
        data: Any = None,
        *,
        record: CaseRecord | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        known = {"version": record.version} | values_of(record_type, record) if record else {}
        super().__init__(data, initial=known | dict(initial or {}), label_suffix="")
        self.record_type, self.principal, self.record = record_type, principal, record
        for name in record_type.form_fields if record is None else record_type.content_fields:
            self.fields[name] = field_for(record_type, name, principal)
        self.identifiers = identifiers_formset(record_type, record, data, self.initial.get(IDENTIFIERS) or ())
        self._keep_what_is_not_seen()
        if record is None:
            self._ask_what_happened()
        else:
            self._remember_rows(record)

    def _keep_what_is_not_seen(self) -> None:
        """A relation to a record that was recalled meanwhile is neither shown nor lost."""
        for name, field in list(self.fields.items()):
            chosen = self.initial.get(name)
            if isinstance(field, forms.ModelChoiceField) and chosen and not field.queryset.filter(pk=chosen).exists():  # type: ignore[union-attr]
                del self.fields[name]

    def _remember_rows(self, record: CaseRecord) -> None:
        """Which names and identifiers this person was shown: what he did not touch is not his change."""
        for kind in ROWS:
            initial = mark_of(rows_of(record, kind))
            self.fields[seen(kind)] = forms.CharField(required=False, widget=forms.HiddenInput, initial=initial)

    def _ask_what_happened(self) -> None:
        steps = first_steps(self.record_type, self.principal)
        if steps:
            states = self.record_type.states
            choices = [(states.initial, capfirst(self.record_type.state_label(states.initial)))]
            choices += [(step.name, capfirst(self.record_type.state_label(step.target))) for step in steps]
            self.fields[HAPPENED] = forms.ChoiceField(
                label=_("Status"), choices=choices, widget=forms.RadioSelect, initial=states.initial
            )

    def is_valid(self) -> bool:
        """The rows are always asked too, so that every error is shown at once."""
        return all([super().is_valid(), not self._has_rows or self.identifiers.is_valid()])

    @property
    def _has_rows(self) -> bool:
        return self.identifiers is not None and bool(self.identifiers.is_bound)

    @property
    def identifier_drafts(self) -> tuple[IdentifierDraft, ...] | None:
        """The identifiers that were sent; None where the sender has no rows for them."""
        return self.identifiers.drafts() if self._has_rows else None

    def clean(self) -> dict[str, Any]:
        """A status that began on a day needs that day."""
        given: dict[str, Any] = self.cleaned_data
        when = given.get(EVENT_DATE)
        if self.step() and EVENT_DATE not in self.errors and (when is None or when.precision != Precision.DAY):
            self.add_error(EVENT_DATE, _("Give the whole day, as 2024-11-09: the status begins on it."))
        return given

    def sections(self) -> list[dict[str, Any]]:
        """What the form shows, section by section; the status stands beside what happened."""
        made = []
        for section in self.record_type.sections:
            names = [name for name in section.fields if name in self.fields]
            if EVENT_DATE in names and HAPPENED in self.fields:
                names.insert(0, HAPPENED)
            if EVENT_DATE in names and AT_SITE in self.fields:
                names.append(AT_SITE)
            if names:
                fields = [self[name] for name in names]
                made.append({"title": section.title, "hint": section.hint, "folded": section.folded, "fields": fields})
        return made

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.record_type.form_fields if name in self.fields}

    def draft(self, names: Iterable[NameDraft], *, without: Collection[str] = ()) -> RecordDraft:
        """What was entered; whatever is named in `without` is left as it is."""
        values = {name: value for name, value in self.values.items() if name not in without}
        kept = () if NAMES in without else tuple(names)
        return RecordDraft(values, kept, None if IDENTIFIERS in without else self.identifier_drafts)

    def step(self) -> Transition | None:
        return self.record_type.states.named(self.cleaned_data.get(HAPPENED) or "")


def refused_by_field(refused: ValidationError) -> dict[str, list[ValidationError]]:
    if hasattr(refused, "error_dict"):
        return dict(refused.error_dict)
    return {NON_FIELD_ERRORS: list(refused.error_list)}


def values_of(record_type: RecordType, record: CaseRecord) -> dict[str, Any]:
    """The present values of the fields that people fill in; relations by key."""
    return {name: _value(record, name) for name in record_type.form_fields}


def _value(record: CaseRecord, name: str) -> Any:
    if name == EVENT_DATE:
        return record.event_date
    field = record._meta.get_field(name)
    return getattr(record, field.attname if isinstance(field, models.ForeignKey) else name)


class NameForm(forms.Form):
    """One name. A row that is left empty is no name; to take a name away, empty its row."""

    text = forms.CharField(
        label=_("Name, as it is written"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    romanisation = forms.CharField(
        label=_("Romanised"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=NameKind.choices, initial=NameKind.LEGAL)
    honorific = forms.CharField(label=_("Honorific"), required=False, max_length=20)
    romanisation_system = forms.CharField(
        label=_("Romanisation system"),
        required=False,
        max_length=30,
        help_text=_("As RTGS, pinyin, or «as in the passport»."),
    )

    tlp = forms.ChoiceField(
        label=_("TLP of this name"),
        required=False,
        choices=[(AS_THE_RECORD, _("as the record")), *NAME_MARKS],
        help_text=_("A stricter mark hides this name alone. RED is for the readers named on the record."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        if self.initial.get("lang"):
            self.fields["text"].widget.attrs["lang"] = self.initial["lang"]

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).strip()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if not given.get("text") and (given.get("romanisation") or given.get("honorific")):
            self.add_error("text", _("Write the name in its own script first; a romanisation alone is no name."))
        return given


class BaseNames(BaseFormSet):
    """The names of a record; the first one is the primary one."""

    def clean(self) -> None:
        if not self.forms:
            raise ValidationError(NO_NAME)
        if not any(self.errors) and not self.drafts():
            self.forms[0].add_error("text", NO_NAME)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if index == 0:
            form.fields["text"].required = True
            form.fields["text"].error_messages["required"] = NO_NAME

    def drafts(self) -> list[NameDraft]:
        given = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return [NameDraft(**{name: row[name] for name in NameForm.base_fields}) for row in given]


NamesFormSet = formset_factory(
    NameForm,
    formset=BaseNames,
    min_num=1,
    extra=2,
    max_num=NAMES_AT_MOST,
    absolute_max=NAMES_AT_MOST,
    validate_max=True,
)


def names_formset(
    record_type: RecordType, record: CaseRecord | None, data: Any = None, initial: Sequence[NameDraft] = ()
) -> Any:
    """The rows of names: those that there are and two empty ones; None for a type without names."""
    if record_type.names is None:
        return None
    rows: list[Any] = list(initial) or (list(record.names.all()) if record else [])  # type: ignore[attr-defined]
    known = [
        {name: getattr(row, name) for name in NameForm.base_fields} | {"lang": getattr(row, "lang", "")} for row in rows
    ]
    made = NamesFormSet(data, initial=known, prefix="names")
    made.min_num = 0 if known else 1
    return made
