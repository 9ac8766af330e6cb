"""Forms of removals: what is asked, what each step needs, and what is prepared between them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coordination.between import MARKS
from coordination.grounds import Ground
from coordination.removals.answering import Crossing
from coordination.removals.asking import RemovalDraft
from coordination.removals.checking import Answer, ItemDraft
from coordination.removals.handing import ENDS
from coordination.removals.models import (
    CheckAnswer,
    CheckKind,
    ItemKind,
    Pathway,
    PersonEnd,
    Removal,
    RemovalCheck,
    RemovalPerson,
)
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.links.forms import record_words
from operation.cases.records.suspect import Suspect
from operation.cases.written_dates import DayField
from operation.kernel import clock
from operation.people.models import Organisation
from operation.templatetags.look import ZONE_PLACES, country_name

LONG = forms.Textarea(attrs={"rows": 4})
HOUR = forms.TextInput(attrs={"class": "w-s tab", "autocomplete": "off", "placeholder": "14:30"})


class VersionForm(forms.Form):
    """Whatever is changed carries the version that the person saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, removal: Removal, data: Any = None, **options: Any) -> None:
        initial = {"version": removal.version} | options.pop("initial", {})
        super().__init__(data, initial=initial, label_suffix="", **options)


class AskForm(forms.Form):
    """A request: of whom, how, why, and how it is marked."""

    to = forms.ChoiceField(label=_("Who holds them?"))
    pathway = forms.ChoiceField(label=_("By which pathway?"), choices=Pathway.choices, widget=forms.RadioSelect)
    request = forms.CharField(label=_("Why do you ask for it?"), max_length=4000, widget=LONG)
    legal_basis = forms.CharField(
        label=_("On which legal basis?"),
        max_length=300,
        required=False,
        help_text=_("The treaty and the warrant, with their numbers."),
    )
    tlp = forms.ChoiceField(label=_("TLP"), choices=MARKS, initial=TLP.AMBER)
    handling_code = forms.ChoiceField(label=_("Handling code"), choices=HandlingCode.choices, initial=HandlingCode.H1)
    handling_text = forms.CharField(label=_("Handling in words (H3)"), max_length=200, required=False)
    through_lmlecc = forms.BooleanField(
        label=_("LMLECC reads it too"),
        required=False,
        initial=True,
        help_text=_("Without it, LMLECC sees that it exists, between whom, its kind and its clock, and no text."),
    )

    def __init__(self, agencies: Sequence[Organisation], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.agencies = {one.code: one for one in agencies}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (code, f"{country_name(one.country_id or '')}: {one}") for code, one in self.agencies.items()
        ]

    @property
    def agency(self) -> Organisation:
        return self.agencies[self.cleaned_data["to"]]

    @property
    def draft(self) -> RemovalDraft:
        return RemovalDraft(**{name: value for name, value in self.cleaned_data.items() if name != "to"})


class AmendForm(VersionForm):
    """What a draft says."""

    pathway = forms.ChoiceField(label=_("By which pathway?"), choices=Pathway.choices, widget=forms.RadioSelect)
    request = forms.CharField(label=_("Why do you ask for it?"), max_length=4000, widget=LONG)
    legal_basis = forms.CharField(label=_("On which legal basis?"), max_length=300, required=False)

    def __init__(self, removal: Removal, data: Any = None) -> None:
        terms = removal.terms
        said = {"pathway": removal.pathway, "request": terms.request, "legal_basis": terms.legal_basis}
        super().__init__(removal, data, initial=said)


class StepForm(VersionForm):
    """The day of a step; words where they may say something."""

    on = DayField(label=_("On which day?"), required=True)
    words = forms.CharField(label=_("In words"), max_length=2000, required=False, widget=LONG)

    def __init__(self, removal: Removal, data: Any = None, **options: Any) -> None:
        options["initial"] = {"on": clock.today()} | options.get("initial", {})
        super().__init__(removal, data, **options)

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes beside its order."""
        return {}


class RefusalForm(StepForm):
    ground = forms.ChoiceField(label=_("On which ground?"), choices=Ground.choices, widget=forms.RadioSelect)
    field_order = ("version", "ground", "words", "on")

    @property
    def given(self) -> dict[str, Any]:
        return {"ground": self.cleaned_data["ground"]}


class ScheduleForm(StepForm):
    """Where and when they cross; the time is written in the zone that is chosen."""

    crossing = forms.CharField(label=_("At which border crossing?"), max_length=120)
    planned = DayField(label=_("Hand-over planned for which day?"), required=True)
    hour = forms.TimeField(
        label=_("At what time?"),
        input_formats=["%H:%M"],
        widget=HOUR,
        error_messages={"invalid": _("Write the time as 14:30.")},
    )
    zone = forms.ChoiceField(label=_("In the time of which place?"), choices=[])
    field_order = ("version", "crossing", "planned", "hour", "zone", "on", "words")

    def __init__(self, removal: Removal, data: Any = None, **options: Any) -> None:
        zone = removal.recipient.country.time_zone if removal.recipient.country else ""
        super().__init__(removal, data, initial={"zone": zone} | _planned(removal), **options)
        self.fields["zone"].choices = list(ZONE_PLACES.items())  # type: ignore[attr-defined]
        self.fields["on"].label = _("Settled on which day?")

    @property
    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        day: date = told["planned"]
        hour: time = told["hour"]
        moment = datetime.combine(day, hour, tzinfo=ZoneInfo(told["zone"]))
        return {"crossing": Crossing(told["crossing"], moment, told["zone"])}


def _planned(removal: Removal) -> dict[str, Any]:
    """What was planned before, where another time is set."""
    terms = removal.terms
    if terms.planned_at is None:
        return {}
    at = terms.planned_at.astimezone(ZoneInfo(terms.planned_zone))
    return {"crossing": terms.crossing, "planned": at.date(), "hour": f"{at:%H:%M}", "zone": terms.planned_zone}


class HeadsForm(StepForm):
    """Person by person: who was handed over, or who was received."""

    persons = forms.MultipleChoiceField(label=_("Who?"), required=False, widget=forms.CheckboxSelectMultiple)
    field_order = ("version", "persons", "on", "words")

    def __init__(self, removal: Removal, data: Any = None, *, persons: Sequence[RemovalPerson], **options: Any) -> None:
        ticked = [str(person.pk) for person in persons if person.sent is not False]
        super().__init__(removal, data, initial={"persons": ticked}, **options)
        self.fields["persons"].choices = [(str(one.pk), one.name) for one in persons]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        return {"persons": [UUID(key) for key in self.cleaned_data["persons"]]}


class RecordForm(VersionForm):
    """One suspect, among those that may be listed."""

    record = forms.ChoiceField(
        label=_("Which suspect?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a suspect."), "invalid_choice": _("Choose one of those shown.")},
    )

    def __init__(
        self, removal: Removal, principal: Principal, found: Sequence[Suspect], data: Any = None, **options: Any
    ) -> None:
        super().__init__(removal, data, **options)
        self.fields["record"].choices = [(str(one.pk), record_words(principal, one)) for one in found]  # type: ignore[attr-defined]


class WhyForm(VersionForm):
    why = forms.CharField(label=_("Why?"), max_length=300)


class ChecksForm(VersionForm):
    """The four questions about one person. A question left without an answer stays as it is."""

    def __init__(self, removal: Removal, checks: Sequence[RemovalCheck], data: Any = None) -> None:
        super().__init__(removal, data)
        known = {check.kind: check for check in checks}
        for kind in CheckKind:
            self._add(kind, known.get(kind.value))

    def _add(self, kind: CheckKind, check: RemovalCheck | None) -> None:
        answers = [one for one in CheckAnswer if one != CheckAnswer.DECLINED or kind == CheckKind.CONSULAR_CONTACT]
        choices = [("", _("not answered yet")), *((one.value, one.label) for one in answers)]
        words = _("%(question)s: on what it rests") % {"question": capfirst(kind.label)}
        self.fields[f"{kind}_answer"] = forms.ChoiceField(
            label=capfirst(kind.label), choices=choices, required=False, initial=check.answer if check else ""
        )
        self.fields[f"{kind}_words"] = forms.CharField(
            label=words, max_length=600, required=False, initial=check.words if check else ""
        )
        self.fields[f"{kind}_on"] = DayField(
            label=_("%(question)s: done on") % {"question": capfirst(kind.label)}, initial=check.on if check else None
        )

    @property
    def answers(self) -> dict[str, Answer]:
        given = self.cleaned_data
        return {
            kind.value: Answer(given[f"{kind}_answer"], given[f"{kind}_words"], given[f"{kind}_on"])
            for kind in CheckKind
            if given[f"{kind}_answer"]
        }

    def refuse(self, kind: str, errors: Any) -> None:
        """What the action refused of one question."""
        self.add_error(f"{kind}_words" if f"{kind}_words" in self.fields else None, errors)


class ItemForm(VersionForm):
    """A line of the manifest: for an escort rank and agency, for property quantity and seal."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=ItemKind.choices, widget=forms.RadioSelect)
    what = forms.CharField(label=_("Name or description"), max_length=200)
    rank = forms.CharField(label=_("Rank"), max_length=60, required=False)
    agency = forms.CharField(label=_("Agency"), max_length=120, required=False)
    quantity = forms.CharField(label=_("Quantity"), max_length=40, required=False)
    seal = forms.CharField(label=_("Seal"), max_length=60, required=False)

    @property
    def draft(self) -> ItemDraft:
        return ItemDraft(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class IncidentForm(VersionForm):
    words = forms.CharField(label=_("What happened?"), max_length=2000, widget=LONG)
    on = DayField(label=_("On which day?"), required=True)


class ExplainForm(VersionForm):
    """What one side says of an incident, and of each person about whom the two differ."""

    words = forms.CharField(label=_("How do you explain it?"), max_length=2000, widget=LONG)

    def __init__(self, removal: Removal, persons: Sequence[RemovalPerson], said: dict[str, str], data: Any = None):
        super().__init__(removal, data)
        self.keys = {f"end_{person.pk}": person.pk for person in persons}
        ends = [("", "–"), *((end.value, end.label) for end in PersonEnd if end in ENDS)]
        for person in persons:
            label = _("What became of %(name)s?") % {"name": person.name}
            initial = said.get(str(person.pk), "")
            self.fields[f"end_{person.pk}"] = forms.ChoiceField(label=label, choices=ends, initial=initial)

    @property
    def ends(self) -> dict[UUID, str]:
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}
