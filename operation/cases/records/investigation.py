"""Investigations: the case files to which records of every type belong (domain.md §4)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from operation.access.grants import RecordGrant
from operation.cases.base import CaseRecord
from operation.cases.history import tracked
from operation.cases.offences import Offence
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED, without
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition


class InvestigationState(models.TextChoices):
    OPENED = "opened", _("opened")
    SOLVED = "solved", _("solved")
    CLOSED = "closed", _("closed")


@tracked
class Investigation(CaseRecord):
    """A case file, opened on the day of the event. The country that logs it leads it, unless another one is named."""

    title = models.CharField(_("title"), max_length=160, blank=True)
    offences = ArrayField(
        models.CharField(max_length=5, choices=Offence), verbose_name=_("offences (ICCS)"), default=list, blank=True
    )
    statute = models.CharField(_("national statute"), max_length=160, blank=True)
    lead_country = CountryField(_("lead country"), blank=True)
    supporting = CountryField(_("supporting countries"), multiple=True, blank=True)
    solved_on = models.DateField(_("solved on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    def derive(self) -> None:
        self.lead_country = self.lead_country or self.country_id

    def objections(self) -> dict[str, Text]:
        if self.lead_country in self.supporting:
            return {"supporting": _("The lead country does not support itself. Take it away from one of the two.")}
        return {}


class InvestigationGrant(RecordGrant):
    content_object = models.ForeignKey(Investigation, models.CASCADE, related_name="grants")


BY = "record.transition"

STATES = StateTable(
    initial=InvestigationState.OPENED,
    transitions=(
        Transition("solve", _("Record as solved"), ("opened",), "solved", BY, stamps="solved_on"),
        Transition("close", _("Close the case"), ("opened", "solved"), "closed", BY, stamps="closed_on"),
    ),
    line=("opened", "solved", "closed"),
    closed=frozenset({"closed"}),
)

INVESTIGATION = register(
    RecordType(
        model=Investigation,
        code="INV",
        slug="investigations",
        label=_("Investigation"),
        label_plural=_("Investigations"),
        log_label=_("Log an investigation"),
        states=STATES,
        state_labels=dict(InvestigationState.choices),
        sections=(
            Section("", ("national_reference", "title", "offences")),
            WHAT_HAPPENED,
            Section(_("Law and countries"), ("statute", "lead_country", "supporting"), folded=True),
            without(MORE_OF_IT, "national_reference"),
            HANDLING,
        ),
        columns=("national_reference", "title", "offences", "lead_country"),
        filters=("status", "offences", "country", "verification", "event_on"),
        event_label=_("Opened on"),
        headings={"national_reference": _("Case number"), "offences": _("Offences"), "lead_country": _("Lead")},
        drawings={"opened": "work", "solved": "ok", "closed": "lock"},
        example={"supporting": []},
        personal=("title", "narrative", "place_name", "coordinates"),
    )
)
