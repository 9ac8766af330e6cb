"""Forms of the roster. Moments are those of Kunming."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.roster.actions import CARD, Card
from coordination.roster.models import DESKS, Secondment
from coordination.roster.selectors import coordinators, successors
from operation.access.principal import Principal
from operation.administration.fields import PersonField
from operation.kernel.clock import KUNMING
from operation.kernel.fields import DayField
from operation.people.models import Country

TEXT_LENGTH = 8000


class SecondForm(forms.Form):
    """Who, at which desk, from when until when."""

    desk = forms.ChoiceField(label=_("Desk at LMLECC"), choices=DESKS)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Without one it holds until it is ended."))
    field_order = ("user", "desk", "starts_on", "ends_on")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["user"] = PersonField(coordinators(), label=_("Operation coordinator"))
        self.order_fields(self.field_order)


class EndForm(forms.Form):
    """The last day."""

    ends_on = DayField(label=_("Last day"))
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CardForm(forms.Form):
    """How one is reached."""

    office = forms.CharField(label=_("Office"), max_length=80, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=120, required=False)
    languages = forms.CharField(
        label=_("Languages"), max_length=120, required=False, help_text=_("Which ones you speak, the best first.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, secondment: Secondment, data: Any = None) -> None:
        initial = {name: getattr(secondment, name) for name in (*CARD, "version")}
        super().__init__(data, label_suffix="", initial=initial)
        members = [(one.time_zone, f"{one} · {one.time_zone}") for one in Country.objects.order_by("position")]
        known = {zone for zone, _words in members}
        others = [(zone, zone) for zone in sorted(available_timezones() - known)]
        self.fields["time_zone"].choices = [*members, *others]  # type: ignore[attr-defined]

    @property
    def card(self) -> Card:
        return Card(**{name: self.cleaned_data[name] for name in CARD})


class MomentField(forms.DateTimeField):
    """A moment as the clocks in Kunming show it, whatever the reader's time zone: 2024-11-09T08:00."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        wrong = _("Write the moment as 2024-11-09T08:00, in the Gregorian calendar.")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        super().__init__(widget=widget, input_formats=formats, error_messages={"invalid": wrong}, **options)

    def clean(self, value: Any) -> Any:
        """Django reads it in the reader's zone: the same figures are taken as Kunming's."""
        found = super().clean(value)
        return found.replace(tzinfo=KUNMING) if found else found


class ShiftForm(forms.Form):
    """Who is on duty, from when until when."""

    secondment = forms.ModelChoiceField(Secondment.objects.none(), label=_("Who?"))
    starts_at = MomentField(label=_("From"), help_text=_("Time of Kunming."))
    ends_at = MomentField(label=_("Until"), help_text=_("Time of Kunming."))

    def __init__(self, people: Any, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["secondment"].queryset = people  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What one leaves to the successor; `points` are the lines of the own desk."""

    text = forms.CharField(
        label=_("What must the successor know?"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 8})
    )
    points = forms.MultipleChoiceField(
        label=_("Which of these stay open?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("successor", "text", "points")

    def __init__(self, principal: Principal, lines: Sequence[str], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["successor"] = PersonField(successors(principal), label=_("Successor"))
        self.fields["points"].choices = [(line, line) for line in dict.fromkeys(lines)]  # type: ignore[attr-defined]
        if not lines:
            del self.fields["points"]
        self.order_fields(self.field_order)


class ConfirmForm(forms.Form):
    """The version that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
