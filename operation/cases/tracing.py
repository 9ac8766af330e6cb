"""What firearms, their parts and ammunition have in common: how they were recovered, and their trace (domain.md §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from operation.cases.base import CaseRecord
from operation.cases.registry import Section
from operation.kernel.transitions import StateTable, Transition

FIREARMS_YEARS = 10
"""Records of firearms are kept for ten years (UN Firearms Protocol, art. 7)."""

BY = "record.transition"


class Recovery(models.TextChoices):
    SEIZED = "seized", _("seized")
    FOUND = "found", _("found")
    SURRENDERED = "surrendered", _("surrendered")


class Disposal(models.TextChoices):
    EVIDENCE = "evidence", _("kept as evidence")
    DESTROYED = "destroyed", _("destroyed")
    RETURNED = "returned", _("returned to the owner")
    STATE = "state", _("to the state")


class TraceState(models.TextChoices):
    RECORDED = "recorded", _("recorded")
    REQUESTED = "requested", _("trace requested")
    ACKNOWLEDGED = "acknowledged", _("trace request acknowledged")
    TRACED = "traced", _("traced")
    UNTRACEABLE = "untraceable", _("untraceable")
    NO_REPLY = "no_reply", _("no reply")


class Traced(CaseRecord):
    """Fields of a record of what is traced. `traced_to` says in words what the trace found."""

    recovery = models.CharField(_("recovery"), max_length=12, choices=Recovery, default=Recovery.SEIZED)
    maker = models.CharField(_("manufacturer"), max_length=120, blank=True)
    made_in = CountryField(_("country of manufacture"), blank=True)
    asked_country = CountryField(_("trace requested from"), blank=True)
    traced_to = models.CharField(_("result of the trace"), max_length=200, blank=True)
    traced_on = models.DateField(_("traced on"), null=True, blank=True)
    disposal = models.CharField(_("disposal"), max_length=10, choices=Disposal, blank=True)
    disposed_on = models.DateField(_("disposed of on"), null=True, blank=True)

    class Meta(CaseRecord.Meta):
        abstract = True


OPEN = ("requested", "acknowledged", "no_reply")

TRACE = StateTable(
    initial=TraceState.RECORDED,
    transitions=(
        Transition("request", _("Request the trace"), ("recorded",), "requested", BY, ("asked_country",)),
        Transition("acknowledge", _("Acknowledged"), ("requested", "no_reply"), "acknowledged", BY),
        Transition("trace", _("Record the result"), OPEN, "traced", BY, ("traced_to",), stamps="traced_on"),
        Transition("give_up", _("Cannot be traced"), ("recorded", *OPEN), "untraceable", BY),
        Transition("lapse", _("No reply came"), ("requested", "acknowledged"), "no_reply", BY),
    ),
    line=("recorded", "requested", "acknowledged", "traced"),
    beside={"untraceable": "traced", "no_reply": "acknowledged"},
    closed=frozenset({"traced", "untraceable"}),
)
DRAWINGS = {
    "requested": "clock",
    "acknowledged": "work",
    "traced": "ok",
    "untraceable": "refused",
    "no_reply": "late",
}
TRACE_AND_DISPOSAL = Section(
    _("Trace and disposal"), ("asked_country", "traced_to", "disposal", "disposed_on"), folded=True
)
