"""What people fill in about joint investigations."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coordination.between import MARKS
from coordination.joint.claiming import Numbers
from coordination.joint.grouping import JointDraft
from coordination.joint.models import Claimed, JointAction, JointMember, RoleKind
from coordination.joint.planning import ActionDraft
from operation.access.handling import TLP, HandlingCode
from operation.kernel import clock
from operation.people.models import Country, Organisation
from operation.templatetags.look import country_name

LONG = forms.Textarea(attrs={"rows": 5})
REFERENCE = forms.TextInput(attrs={"class": "w-m tab", "autocomplete": "off", "spellcheck": "false"})


class DayInput(forms.DateInput):
    """A day by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour by the browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class VersionForm(forms.Form):
    """The version that was seen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, version: int, **initial: Any) -> None:
        super().__init__(data, initial={"version": version} | initial, label_suffix="")


def agency_words(agency: Organisation) -> str:
    """«Viet Nam: Ministry of Public Security»."""
    return f"{country_name(agency.country_id or '')}: {agency}"


class AgenciesField(forms.MultipleChoiceField):
    """Agencies to tick, by their codes."""

    def __init__(self) -> None:
        super().__init__(label=_("Whom do you invite?"), widget=forms.CheckboxSelectMultiple)


class ProposeForm(forms.Form):
    """A joint investigation: with whom, what it aims at, how it is marked."""

    title = forms.CharField(label=_("Title"), max_length=160)
    aim = forms.CharField(
        label=_("What does it aim at?"),
        max_length=4000,
        widget=LONG,
        help_text=_("Whoever is invited reads title and aim, and decides by them. Records and plans follow later."),
    )
    invited = AgenciesField()
    tlp = forms.ChoiceField(label=_("TLP"), choices=MARKS, initial=TLP.AMBER)
    handling_code = forms.ChoiceField(label=_("Handling code"), choices=HandlingCode.choices, initial=HandlingCode.H1)
    handling_text = forms.CharField(label=_("Handling in words (H3)"), max_length=200, required=False)
    through_lmlecc = forms.BooleanField(
        label=_("LMLECC belongs to it"),
        required=False,
        help_text=_("Without it LMLECC does not learn that there is this joint investigation. It is decided once."),
    )

    def __init__(self, agencies: Iterable[Organisation], data: Any = None, *, asked: Sequence[str] = ()) -> None:
        super().__init__(data, initial={"invited": list(asked)}, label_suffix="")
        self.agencies = _choose(self, agencies)

    @property
    def invited_agencies(self) -> list[Organisation]:
        return [self.agencies[code] for code in self.cleaned_data["invited"]]

    @property
    def draft(self) -> JointDraft:
        return JointDraft(**{name: value for name, value in self.cleaned_data.items() if name != "invited"})


class InviteForm(VersionForm):
    invited = AgenciesField()

    def __init__(self, agencies: Iterable[Organisation], data: Any = None, *, version: int) -> None:
        super().__init__(data, version=version)
        self.agencies = _choose(self, agencies)

    @property
    def invited_agencies(self) -> list[Organisation]:
        return [self.agencies[code] for code in self.cleaned_data["invited"]]


def _choose(form: forms.Form, agencies: Iterable[Organisation]) -> dict[str, Organisation]:
    known = {one.code: one for one in agencies}
    form.fields["invited"].choices = [(code, agency_words(one)) for code, one in known.items()]  # type: ignore[attr-defined]
    return known


class PersonsForm(VersionForm):
    """Who of the own agency reads it beside its supervisors and coordinators."""

    users = forms.MultipleChoiceField(
        label=_("Who else of your agency reads it?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, people: Iterable[Any], named: Iterable[UUID], data: Any = None, *, version: int) -> None:
        super().__init__(data, version=version, users=[str(key) for key in named])
        self.fields["users"].choices = [(str(one.pk), str(one)) for one in people]  # type: ignore[attr-defined]

    @property
    def keys(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["users"]]


class BringForm(forms.Form):
    """An own record, by its reference."""

    record = forms.CharField(label=_("Reference of your record"), max_length=40, widget=REFERENCE)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class CountryChoice(forms.ModelChoiceField):
    """Countries by their names in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(country_name(obj.code))


class ActionForm(VersionForm):
    """What is planned."""

    title = forms.CharField(label=_("Title"), max_length=160)
    planned_on = forms.DateField(label=_("Day"), widget=DayInput())
    begins_at = forms.TimeField(label=_("Begins at"), required=False, widget=HourInput())
    local_to = CountryChoice(label=_("Day and hour are those of"), queryset=Country.objects.none())
    plan = forms.CharField(label=_("Plan"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 10}))

    def __init__(
        self, members: Iterable[JointMember], data: Any = None, *, version: int, action: JointAction | None = None
    ) -> None:
        names = ("title", "planned_on", "begins_at", "local_to", "plan")
        known = {name: getattr(action, name) for name in names} if action else {"planned_on": clock.today()}
        super().__init__(data, version=version, **known)
        codes = {one.organisation.country_id for one in members}
        self.fields["local_to"].queryset = Country.objects.filter(code__in=codes).order_by("position")  # type: ignore[attr-defined]

    @property
    def draft(self) -> ActionDraft:
        return ActionDraft(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class SiteForm(VersionForm):
    """Where: in words, by an own site record, or both."""

    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    record = forms.CharField(
        label=_("Reference of your site"),
        max_length=40,
        required=False,
        widget=REFERENCE,
        help_text=_("Others see the record as far as you release it to them."),
    )


class RoleForm(VersionForm):
    """Who does what."""

    organisation = forms.ChoiceField(label=_("Agency"))
    role = forms.ChoiceField(label=_("What it does"), choices=RoleKind.choices)
    people = forms.IntegerField(label=_("How many people"), required=False, min_value=0, max_value=9999)
    words = forms.CharField(label=_("In words"), required=False, max_length=300)

    def __init__(self, members: Iterable[JointMember], data: Any = None, *, version: int) -> None:
        super().__init__(data, version=version)
        self.members = {one.organisation.code: one.organisation for one in members}
        choices = [(code, agency_words(one)) for code, one in self.members.items()]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    @property
    def agency(self) -> Organisation:
        return self.members[self.cleaned_data["organisation"]]


class NumbersForm(VersionForm):
    """A number and words for each kind of result; what is left empty is not stated."""

    def __init__(self, known: Mapping[Claimed, tuple[Decimal, str]], data: Any = None, *, version: int) -> None:
        super().__init__(data, version=version)
        for what in Claimed:
            number, words = known.get(what, (None, ""))
            self.fields[what.value] = forms.DecimalField(
                label=capfirst(str(what.label)),
                required=False,
                min_value=0,
                max_digits=16,
                decimal_places=2,
                initial=_plainly(number),
                localize=False,
                widget=forms.NumberInput(attrs={"class": "w-m tab", "inputmode": "decimal", "step": "any"}),
            )
            self.fields[f"{what.value}_words"] = forms.CharField(
                label=_("%(what)s: in words") % {"what": capfirst(str(what.label))},
                required=False,
                max_length=300,
                initial=words,
            )

    @property
    def numbers(self) -> Numbers:
        given = self.cleaned_data
        return {
            what: (given[what.value], given[f"{what.value}_words"])
            for what in Claimed
            if given.get(what.value) is not None
        }


def _plainly(number: Decimal | None) -> Decimal | int | None:
    return int(number) if number is not None and number == number.to_integral_value() else number
