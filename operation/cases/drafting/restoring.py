"""A draft back in its form: each field as it was typed, unchecked."""

from dataclasses import fields
from typing import Any

from django import forms

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.drafting.models import FormDraft
from operation.cases.drafting.selectors import key_of
from operation.cases.form_rows import ROWS
from operation.cases.forms import RecordForm, names_formset
from operation.cases.registry import RecordType
from operation.cases.values import IDENTIFIERS, NAMES

TYPED = ("text", "romanisation", "honorific", "issuer")
"""What somebody types into a row; the rest of it is chosen, and stands there from the beginning."""


def restored(
    record_type: RecordType, principal: Principal, draft: FormDraft, record: CaseRecord | None = None
) -> tuple[RecordForm, Any]:
    """The form and its rows of names, with what stands in the draft."""
    data = draft.data
    sent = RecordForm(record_type, principal, data, record=record)
    initial = _typed(sent, data) | {IDENTIFIERS: _rows(sent.identifiers, IDENTIFIERS)}
    names = _rows(names_formset(record_type, record, data), NAMES)
    form = RecordForm(record_type, principal, record=record, initial=initial)
    return form, names_formset(record_type, record, initial=names)


def _typed(form: forms.Form, data: Any) -> dict[str, Any]:
    """What the widget of each field reads in the data; of a relation, only what can be a key."""
    read = {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name)) for name, field in form.fields.items()
    }
    relations = {name for name, field in form.fields.items() if isinstance(field, forms.ModelChoiceField)}
    return {name: value for name, value in read.items() if name not in relations or key_of(value)}


def _rows(formset: Any, kind: str) -> list[Any]:
    """Rows in which something was typed, finished or not."""
    draft = ROWS[kind]
    typed = [_typed(form, formset.data) for form in formset.forms] if formset is not None else []
    rows = [draft(**{field.name: row.get(field.name) or "" for field in fields(draft)}) for row in typed]
    return [row for row in rows if any(getattr(row, name, "") for name in TYPED)]
