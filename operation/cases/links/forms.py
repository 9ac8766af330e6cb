"""Forms of links: which kind to what, and what is known of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.links.actions import DETAILS, LinkDetails
from operation.cases.links.kinds import Choice, Confidence, LinkKind, choices_for
from operation.cases.links.models import End, Link
from operation.cases.masking import why_masked
from operation.cases.records.suspect import SyndicateRole
from operation.cases.registry import RecordType, type_of
from operation.cases.values import primary_name
from operation.cases.written_dates import PartialDateField
from operation.templatetags.look import name_or_why

NOT_FOUND = _("That record is not among those found. Choose one of them.")


class LinkDetailsForm(forms.Form):
    """What is known of a link besides its ends; a role for members alone."""

    role = forms.ChoiceField(label=_("In which role?"), choices=[("", "–"), *SyndicateRole.choices], required=False)
    since = PartialDateField(label=_("From when?"))
    until = PartialDateField(label=_("Until when?"), help_text=_("Only if it has ended: 2024-11-09, 2024-11 or 2024."))
    confidence = forms.ChoiceField(
        label=_("How sure is it?"), choices=Confidence.choices, initial=Confidence.CONFIRMED, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("What it rests on: a statement, a phone, a file."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=400)

    def __init__(self, kind: str, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        if kind != LinkKind.MEMBER:
            del self.fields["role"]

    @property
    def details(self) -> LinkDetails:
        return LinkDetails(**{name: self.cleaned_data[name] for name in DETAILS if name in self.cleaned_data})


class LinkForm(LinkDetailsForm):
    """A link that is there: what is known of it, and the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, link: Link, data: Any = None) -> None:
        present = {name: getattr(link, name) for name in (*DETAILS, "version")}
        super().__init__(link.kind, data, initial=present)


class NewLinkForm(LinkDetailsForm):
    """New links of one kind, to one or several of the records that were found."""

    other = forms.MultipleChoiceField(
        label=_("To which record?"),
        widget=forms.CheckboxSelectMultiple(attrs={"autofocus": True}),
        error_messages={"required": _("Choose a record."), "invalid_choice": NOT_FOUND},
    )
    field_order = ("other", *DETAILS)

    def __init__(self, kind: str, principal: Principal, found: Sequence[CaseRecord], data: Any = None) -> None:
        super().__init__(kind, data)
        self.found = {str(record.pk): record for record in found}
        self.fields["other"].choices = [(key, record_words(principal, one)) for key, one in self.found.items()]  # type: ignore[attr-defined]
        if len(found) == 1:
            self.initial["other"] = list(self.found)

    @property
    def others(self) -> list[End]:
        return [End.of(self.found[key]) for key in self.cleaned_data["other"]]


class KindForm(forms.Form):
    """The way into a link: what the record is to the other one, and what to find that by."""

    kind = forms.ChoiceField(label=_("Kind of link"))
    q = forms.CharField(
        label=_("Other record: reference, name, number"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, record_type: RecordType, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id="link-%s")
        self.fields["kind"].choices = [(choice.value, choice_words(choice)) for choice in choices_for(record_type)]  # type: ignore[attr-defined]


class LinkManyForm(LinkDetailsForm):
    """What many records are to one other."""

    field_order = ("kind", "q", *DETAILS)

    def __init__(self, record_type: RecordType, data: Any = None) -> None:
        super().__init__(LinkKind.MEMBER, data)
        self.fields |= KindForm(record_type).fields
        self.order_fields(self.field_order)


class WithdrawalForm(forms.Form):
    """Why a link should not have been made."""

    why = forms.CharField(label=_("Why?"), max_length=200)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


def choice_words(choice: Choice) -> str:
    return str(capfirst(choice.words))


def record_words(principal: Principal, record: CaseRecord) -> str:
    """A record as one chooses it: its name, what it is, its reference."""
    kind = type_of(record)
    name = primary_name(kind, record)
    about = f"{kind.label} · {record.reference}"
    if kind.names is None:
        return about
    masked = why_masked(principal, kind, record)
    return format_html('{} <span class="soft">{}</span>', name_or_why(None if masked else name, masked), about)
