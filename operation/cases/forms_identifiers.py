"""Identifiers on the form of a record: one row each, as many as there are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from operation.cases.base import CaseRecord
from operation.cases.country_fields import country_choices
from operation.cases.drafts import IdentifierDraft
from operation.cases.identifiers import LONGEST
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.names import AS_THE_RECORD, NAME_MARKS
from operation.cases.registry import RecordType
from operation.cases.storing_identifiers import GIVEN

PREFIX = "identifiers"
IDENTIFIERS_AT_MOST = 40
QUIET = {"autocomplete": "off", "spellcheck": "false"}


class IdentifierForm(forms.Form):
    """One identifier. A row that is left empty is none; to take one away, empty its row."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.Select(attrs={"class": "w-l"}))
    text = forms.CharField(
        label=_("Number, as it is written"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs=QUIET | {"class": "tab"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=lambda: country_choices(_("the one that logs it"))
    )
    issuer = forms.CharField(
        label=_("Bank, platform or authority"), required=False, max_length=60, widget=forms.TextInput(attrs=QUIET)
    )
    tlp = forms.ChoiceField(
        label=_("TLP of this identifier"),
        required=False,
        choices=[(AS_THE_RECORD, _("as the record")), *NAME_MARKS],
        help_text=_("A stricter mark hides this identifier alone. RED is for the readers named on the record."),
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["kind"].choices = [(kind, capfirst(IdentifierKind(kind).label)) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if not (given.get("text") or "text" in self.errors) and (given.get("country") or given.get("issuer")):
            self.add_error("text", _("Write the number, or take the row away."))
        return given


class BaseIdentifiers(BaseFormSet):
    """The identifiers of a record."""

    def drafts(self) -> tuple[IdentifierDraft, ...]:
        given = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return tuple(IdentifierDraft(**{name: row[name] for name in GIVEN}) for row in given)


IdentifiersFormSet = formset_factory(
    IdentifierForm,
    formset=BaseIdentifiers,
    extra=2,
    max_num=IDENTIFIERS_AT_MOST,
    absolute_max=IDENTIFIERS_AT_MOST,
    validate_max=True,
)


def identifiers_formset(
    record_type: RecordType, record: CaseRecord | None, data: Any = None, initial: Sequence[IdentifierDraft] = ()
) -> Any:
    """The rows that there are and two empty ones; None for a type without identifiers.

    Who sends a form without any of these rows leaves the identifiers as they are: the rows are not bound then.
    """
    if record_type.identifiers is None:
        return None
    rows: list[Any] = list(initial) or (list(record.identifiers.all()) if record else [])  # type: ignore[attr-defined]
    known = [{name: str(getattr(row, name) or "") for name in GIVEN} for row in rows]
    sent = data if data is not None and f"{PREFIX}-TOTAL_FORMS" in data else None
    return IdentifiersFormSet(sent, initial=known, prefix=PREFIX, form_kwargs={"kinds": record_type.identifier_kinds})
