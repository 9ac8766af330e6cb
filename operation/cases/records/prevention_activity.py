"""Crime prevention: campaigns, takedowns, warnings, and what was blocked (domain.md §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.grants import RecordGrant
from operation.cases.activities import DRAWINGS, STATES, Activity, ActivityState
from operation.cases.history import tracked
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED


class PreventionKind(models.TextChoices):
    CAMPAIGN = "campaign", _("campaign")
    TAKEDOWN = "takedown", _("takedown")
    WARNING = "warning", _("warning")


@tracked
class PreventionActivity(Activity):
    """What was done to prevent fraud. `reach` is a number of people; most often it is an estimate and says so."""

    prevention_kind = models.CharField(
        _("kind of activity"), max_length=10, choices=PreventionKind, default=PreventionKind.CAMPAIGN
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    reach = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    reach_estimated = models.BooleanField(_("the number is an estimate"), default=True)
    numbers_blocked = models.PositiveIntegerField(_("phone numbers blocked"), null=True, blank=True)
    domains_blocked = models.PositiveIntegerField(_("domains blocked"), null=True, blank=True)
    accounts_blocked = models.PositiveIntegerField(_("accounts blocked"), null=True, blank=True)
    sims_blocked = models.PositiveIntegerField(_("SIM cards blocked"), null=True, blank=True)


class PreventionActivityGrant(RecordGrant):
    content_object = models.ForeignKey(PreventionActivity, models.CASCADE, related_name="grants")


BLOCKED = ("numbers_blocked", "domains_blocked", "accounts_blocked", "sims_blocked")

PREVENTION_ACTIVITY = register(
    RecordType(
        model=PreventionActivity,
        code="PRE",
        slug="prevention-activities",
        label=_("Prevention activity"),
        label_plural=_("Prevention activities"),
        log_label=_("Log a prevention activity"),
        states=STATES,
        state_labels=dict(ActivityState.choices),
        sections=(
            Section("", ("prevention_kind", "title", "reach", "reach_estimated", *BLOCKED)),
            WHAT_HAPPENED,
            Section(_("Partners and end"), ("partners", "ended_on"), folded=True),
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("prevention_kind", "title", "reach", "numbers_blocked", "domains_blocked"),
        filters=("status", "prevention_kind", "country", "verification", "event_on"),
        event_label=_("Began on"),
        headings={
            "prevention_kind": _("Kind"),
            "reach": _("Reach"),
            "numbers_blocked": _("Numbers"),
            "domains_blocked": _("Domains"),
        },
        drawings=DRAWINGS,
        personal=("narrative", "place_name", "coordinates"),
    )
)
