"""What countries do over hours or weeks, and count: at borders, and to prevent crime (domain.md §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from operation.cases.base import CaseRecord
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition


class ActivityState(models.TextChoices):
    UNDER_WAY = "under_way", _("under way")
    ENDED = "ended", _("ended")


class Activity(CaseRecord):
    """Fields of an activity. It begins on the day of the event; `partners` are the countries that took part."""

    partners = CountryField(_("together with"), multiple=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta(CaseRecord.Meta):
        abstract = True

    def objections(self) -> dict[str, Text]:
        if self.event_on and self.ended_on and self.ended_on < self.event_on:
            return {"ended_on": _("It ended before it began. Correct one of the two days.")}
        return {}


STATES = StateTable(
    initial=ActivityState.UNDER_WAY,
    transitions=(
        Transition("end", _("Record the end"), ("under_way",), "ended", "record.transition", stamps="ended_on"),
    ),
    line=("under_way", "ended"),
)
DRAWINGS = {"under_way": "work", "ended": "ok"}
