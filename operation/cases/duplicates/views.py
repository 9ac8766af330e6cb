"""What a record that is being written resembles, while it is written; without a script it is told when it is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from django.http import HttpRequest, HttpResponse

from operation.access.policies import may
from operation.access.principal import Principal
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.duplicates.selectors import Likeness, possible_duplicates
from operation.cases.forms import RecordForm, names_formset
from operation.cases.registry import RecordType
from operation.cases.rows import rows_of
from operation.cases.views import Context, TypeView
from operation.kernel.errors import require

ANYWAY = "anyway"
"""Sent by who has seen what the record resembles, and logs it all the same."""


class Alike(TypeView):
    """A part of the form: asked for again whenever a field was left."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        require(may(self.principal, self.record_type.permission("open")), verb=f"open {slug}")
        draft = unfinished(self.record_type, self.principal, request.POST)
        found = possible_duplicates(self.principal, self.record_type, [draft])[0] if draft else []
        return self.show("_alike", alike_context(self.principal, self.record_type, found))


def alike_context(principal: Principal, record_type: RecordType, found: Sequence[Likeness]) -> Context:
    """Rows of a list, each with its reasons."""
    rows = rows_of(record_type, [one.record for one in found], principal)
    return {"alike": [(row, one.reasons) for row, one in zip(rows, found, strict=True)], "anyway": ANYWAY}


def unfinished(record_type: RecordType, principal: Principal, data: Any) -> RecordDraft | None:
    """As much of a form as can be read so far; None without a name and an identifier."""
    form, names = RecordForm(record_type, principal, data), names_formset(record_type, None, data)
    form.is_valid()
    values = {name: form.cleaned_data[name] for name in record_type.form_fields if form.cleaned_data.get(name)}
    written = tuple(_rows(names, NameDraft))
    known_by = tuple(_rows(form.identifiers, IdentifierDraft))
    return RecordDraft(values, written, known_by) if written or known_by else None


def _rows(formset: Any, draft: Any) -> Iterator[Any]:
    """The rows that have all that makes one."""
    if formset is None or not formset.is_bound:
        return
    formset.is_valid()
    for row in (form.cleaned_data for form in formset.forms):
        if row.get("text") and row.get("kind"):
            yield draft(**{field.name: row.get(field.name, "") for field in fields(draft)})
