"""Forms of hand-overs."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.cases.custody.actions import HandoverDraft
from operation.cases.custody.selectors import Entry
from operation.cases.handovers import HandoverPurpose
from operation.cases.written_dates import DayField


class HandoverForm(forms.Form):
    """From whom (where a chain begins), to whom, when, where, under which seal, what for. Times are the reader's."""

    given_by = forms.CharField(
        label=_("From whom?"), max_length=120, help_text=_("Here the chain begins: who held it, or where it was found.")
    )
    taken_by = forms.CharField(label=_("To whom?"), max_length=120, help_text=_("Unit and name, as «Evidence room 2»."))
    on = DayField(label=_("On which day?"), required=True)
    hour = forms.TimeField(
        label=_("At what time?"),
        input_formats=["%H:%M"],
        widget=forms.TextInput(attrs={"class": "w-s tab", "autocomplete": "off", "placeholder": "14:30"}),
        error_messages={"invalid": _("Write the time as 14:30.")},
    )
    place = forms.CharField(label=_("Where?"), max_length=120)
    seal = forms.CharField(label=_("Seal"), max_length=60, required=False, help_text=_("Its number, if it was sealed."))
    purpose = forms.ChoiceField(label=_("What for?"), choices=HandoverPurpose.choices, widget=forms.RadioSelect)

    def __init__(self, last: Sequence[Entry | None], data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        if all(last):
            del self.fields["given_by"]

    @property
    def draft(self) -> HandoverDraft:
        given = dict(self.cleaned_data)
        day: date = given.pop("on")
        hour: time = given.pop("hour")
        names = HandoverDraft.__dataclass_fields__
        moment = timezone.make_aware(datetime.combine(day, hour))
        return HandoverDraft(at=moment, **{name: given[name] for name in names if name in given})


class CorrectionForm(HandoverForm):
    """A hand-over as it was, and why it is written anew."""

    why = forms.CharField(
        label=_("Why is it corrected?"), max_length=200, help_text=_("The wrong one stays in the chain, struck out.")
    )

    def __init__(self, chain: Sequence[Entry], place: int, data: Any = None) -> None:
        now = chain[place].now
        at = timezone.localtime(now.at)
        present = {name: getattr(now, name) for name in ("given_by", "taken_by", "place", "seal", "purpose")}
        initial = present | {"on": at.date(), "hour": f"{at:%H:%M}"}
        super().__init__([chain[place - 1] if place else None], data, initial=initial)
