"""Forms of the vault: an identity as it is written down, and why it is opened."""

from typing import Any

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext_lazy as _

from operation.cases.country_fields import country_choices
from operation.cases.drafts import NameDraft
from operation.cases.forms import NameForm
from operation.cases.vault.identity import Document, Identity
from operation.cases.vault.models import OpeningReason
from operation.cases.written_dates import PartialDateField

ROWS_AT_MOST = 20
QUIET = {"autocomplete": "off", "spellcheck": "false"}


class DocumentForm(forms.Form):
    """One document. A row without a number is no document."""

    number = forms.CharField(
        label=_("Number, as written"), required=False, max_length=60, widget=forms.TextInput(attrs=QUIET)
    )
    kind = forms.CharField(label=_("Kind of document"), required=False, max_length=60)
    country = forms.ChoiceField(label=_("Issued by"), required=False, choices=lambda: country_choices(_("not stated")))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if (given.get("kind") or given.get("country")) and not given.get("number"):
            self.add_error("number", _("Write the number, or take the row away."))
        return given


NameRows = formset_factory(NameForm, extra=2, max_num=ROWS_AT_MOST, absolute_max=ROWS_AT_MOST)
DocumentRows = formset_factory(DocumentForm, extra=2, max_num=ROWS_AT_MOST, absolute_max=ROWS_AT_MOST)


class IdentityForm(forms.Form):
    """What stands once in an identity; names and documents are rows of their own."""

    born = PartialDateField(label=_("Date of birth"))
    phones = forms.CharField(
        label=_("Telephone numbers"),
        required=False,
        max_length=400,
        help_text=_("One on each line."),
        widget=forms.Textarea(attrs=QUIET | {"rows": 2}),
    )
    family = forms.CharField(
        label=_("Contact of the family"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 4})
    )


class IdentityForms:
    """The form with its rows, as one: an empty one, one that was sent, or one filled from what is kept."""

    def __init__(self, data: Any = None, *, kept: Identity | None = None) -> None:
        self.form = IdentityForm(data, initial=_once(kept), label_suffix="")
        self.names: Any = NameRows(data, initial=_names(kept), prefix="names")
        self.documents: Any = DocumentRows(data, initial=_documents(kept), prefix="documents")

    def is_valid(self) -> bool:
        """All are always asked, so that every error is shown at once."""
        return all([self.form.is_valid(), self.names.is_valid(), self.documents.is_valid()])

    @property
    def identity(self) -> Identity:
        once = self.form.cleaned_data
        names = [row for row in _rows(self.names) if row.get("text")]
        documents = [row for row in _rows(self.documents) if row.get("number")]
        return Identity(
            names=tuple(NameDraft(**{key: row[key] for key in NameForm.base_fields}) for row in names),
            born=once["born"],
            documents=tuple(Document(**row) for row in documents),
            phones=tuple(line.strip() for line in once["phones"].splitlines() if line.strip()),
            family=once["family"],
            notes=once["notes"],
        )


def _rows(formset: Any) -> list[dict[str, Any]]:
    return [form.cleaned_data for form in formset.forms]


def _once(kept: Identity | None) -> dict[str, Any]:
    if kept is None:
        return {}
    return {"born": kept.born, "phones": "\n".join(kept.phones), "family": kept.family, "notes": kept.notes}


def _names(kept: Identity | None) -> list[dict[str, Any]]:
    return [vars(name) for name in kept.names] if kept else []


def _documents(kept: Identity | None) -> list[dict[str, Any]]:
    return [vars(document) for document in kept.documents] if kept else []


class OpeningForm(forms.Form):
    """Why an identity is opened: a reason of the list, and in words."""

    reason = forms.ChoiceField(label=_("What for?"), choices=OpeningReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words"),
        max_length=200,
        help_text=_("It stands in the trail: write no name here."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
