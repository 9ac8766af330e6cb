"""What people fill in about meetings."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.consulting import countries_of
from coordination.meetings.models import AgendaItem, Decision, Delegation
from operation.people.models import Country, Organisation
from operation.plan.models import LineOfEffort, Meeting, Operation
from operation.templatetags.look import country_name

LONGEST = 20_000
SPARE = 5
MOST_POINTS = 40


class DayInput(forms.DateInput):
    """A day by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def taking_part(operation: Operation) -> Any:
    return Organisation.objects.filter(participations__operation=operation).order_by("position")


class VersionForm(forms.Form):
    """The version that was seen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, version: int, **initial: Any) -> None:
        super().__init__(data, initial={"version": version} | initial, label_suffix="")


class MeetingForm(VersionForm):
    """Title, place, days and mark."""

    title = forms.CharField(label=_("Title"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    for_partners = forms.BooleanField(
        label=_("Shown to partners"),
        required=False,
        help_text=_("They read agenda and attendance at once, minutes and decisions once they are approved."),
    )

    def __init__(self, data: Any = None, *, version: int, meeting: Meeting | None = None) -> None:
        names = ("title", "place", "starts_on", "ends_on", "for_partners")
        super().__init__(data, version=version, **({name: getattr(meeting, name) for name in names} if meeting else {}))

    @property
    def draft(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PointForm(forms.Form):
    """One point of the agenda; an empty one is left out."""

    title = forms.CharField(label=_("Point"), max_length=200, required=False)
    speaker = forms.ModelChoiceField(label=_("Who speaks"), queryset=Organisation.objects.none(), required=False)

    def __init__(self, *args: Any, speakers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["speaker"].queryset = speakers  # type: ignore[attr-defined]


Points = forms.formset_factory(PointForm, extra=SPARE, max_num=MOST_POINTS, validate_max=True)


def points_form(operation: Operation, agenda: Iterable[AgendaItem], data: Any = None) -> Any:
    """The agenda as rows, in their order."""
    rows = [{"title": one.title, "speaker": one.speaker_id} for one in agenda]
    return Points(data, initial=rows, prefix="points", form_kwargs={"speakers": taking_part(operation)})


def points_in(formset: Any) -> list[tuple[str, UUID | None]]:
    """What was entered, once it is valid."""
    given = [(form.cleaned_data.get("title", ""), form.cleaned_data.get("speaker")) for form in formset]
    return [(title, speaker.pk if speaker else None) for title, speaker in given if title]


class AttendanceForm(VersionForm):
    """How many representatives came, for each organisation that takes part."""

    def __init__(self, operation: Operation, known: Iterable[Delegation], data: Any = None, *, version: int) -> None:
        super().__init__(data, version=version)
        numbers = {one.organisation_id: one.number for one in known}
        for organisation in taking_part(operation):
            self.fields[f"n-{organisation.pk}"] = forms.IntegerField(
                label=str(organisation),
                required=False,
                min_value=0,
                max_value=999,
                initial=numbers.get(organisation.pk),
            )

    @property
    def numbers(self) -> Mapping[UUID, int]:
        given = self.cleaned_data.items()
        return {UUID(name.removeprefix("n-")): value for name, value in given if name.startswith("n-") and value}


class MinutesForm(VersionForm):
    text = forms.CharField(
        label=_("Minutes"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 18})
    )


class CirculateForm(VersionForm):
    """Until when the countries answer."""

    answer_by = forms.DateField(label=_("The countries answer by"), widget=DayInput())


class CountryChoice(forms.ModelChoiceField):
    """Countries by their names in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(country_name(obj.code))


class DecisionForm(VersionForm):
    """One decision."""

    text = forms.CharField(label=_("What was decided"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    agreed_by = forms.MultipleChoiceField(label=_("Agreed by"), required=False, widget=forms.CheckboxSelectMultiple)
    leader = CountryChoice(label=_("Lead country"), queryset=Country.objects.none(), required=False)
    due_on = forms.DateField(label=_("Due"), required=False, widget=DayInput())

    def __init__(self, operation: Operation, data: Any = None, *, version: int, decision: Decision | None) -> None:
        names = ("text", "agreed_by", "leader", "due_on")
        present = {name: getattr(decision, name) for name in names} if decision else {}
        super().__init__(data, version=version, **present)
        members = countries_of(operation)
        choices = [(country.code, country_name(country.code)) for country in members]
        self.fields["agreed_by"].choices = choices  # type: ignore[attr-defined]
        _led_by(self, operation)

    @property
    def draft(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ActionForm(forms.Form):
    """A decision as an action of the plan."""

    line = forms.ModelChoiceField(label=_("Line of effort"), queryset=LineOfEffort.objects.none())
    title = forms.CharField(label=_("Action"), max_length=200)
    leader = CountryChoice(label=_("Lead country"), queryset=Country.objects.none())
    due_on = forms.DateField(label=_("Due"), widget=DayInput())

    def __init__(self, operation: Operation, decision: Decision, data: Any = None) -> None:
        present = {"title": decision.text[:200], "leader": decision.leader, "due_on": decision.due_on}
        super().__init__(data, initial=present, label_suffix="")
        self.fields["line"].queryset = LineOfEffort.objects.filter(operation=operation)  # type: ignore[attr-defined]
        _led_by(self, operation)


def _led_by(form: forms.Form, operation: Operation) -> None:
    codes = [country.code for country in countries_of(operation)]
    form.fields["leader"].queryset = Country.objects.filter(code__in=codes).order_by("position")  # type: ignore[attr-defined]
