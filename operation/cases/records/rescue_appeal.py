"""Rescue appeals: somebody reports a person who is trapped. With them rescues begin (domain.md §4)."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from operation.access.grants import RecordGrant
from operation.cases.base import CaseRecord
from operation.cases.history import tracked
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import OF_PERSONS
from operation.cases.names import Name
from operation.cases.persons import Sex, may_be_child
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.kernel import clock
from operation.kernel.dates import WrittenDateField
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition


class Reporter(models.TextChoices):
    FAMILY = "family", _("a family")
    EMBASSY = "embassy", _("an embassy")
    PARTNER = "partner", _("a partner")
    VICTIM = "victim", _("a victim")
    OTHER = "other", _("other")


class ClosingReason(models.TextChoices):
    SAFE = "safe", _("the person is safe")
    WITHDRAWN = "withdrawn", _("the appeal was withdrawn")
    UNFOUNDED = "unfounded", _("nothing was found in it")
    DOUBLE = "double", _("the same as another appeal")
    NOT_FOUND = "not_found", _("the person was not found")
    DECEASED = "deceased", _("the person has died")


class AppealState(models.TextChoices):
    RECEIVED = "received", _("received")
    TRACING = "tracing", _("being traced")
    LOCATED = "located", _("person located")
    RESCUED = "rescued", _("person rescued")
    CLOSED = "closed", _("closed without a rescue")


@tracked
class RescueAppeal(CaseRecord):
    """A person who is said to be trapped, and who says so. The names are the trapped person's.

    Danger to life skips every queue. Under 18, or age disputed: the name is masked outside the originator.
    """

    danger_to_life = models.BooleanField(_("danger to life"), default=False)
    reported_by = models.CharField(_("reported by"), max_length=8, choices=Reporter, default=Reporter.FAMILY)
    contact = models.CharField(_("how to reach who reports"), max_length=160, blank=True)
    held_at = models.CharField(_("where the person is held"), max_length=200, blank=True)
    held_since = models.DateField(_("trapped since"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    born_on = WrittenDateField(_("date of birth"), null=True, blank=True)
    treated_as_child = models.BooleanField(_("under 18, or age disputed"), default=False)
    citizenship = CountryField(_("citizenship"), blank=True)
    located_on = models.DateField(_("located on"), null=True, blank=True)
    rescued_on = models.DateField(_("rescued on"), null=True, blank=True)
    closing_reason = models.CharField(_("reason of the closure"), max_length=10, choices=ClosingReason, blank=True)

    def derive(self) -> None:
        """Whoever may be under 18 on the day of writing is treated as a child, whether or not the box was ticked."""
        if may_be_child(self.born_on, clock.today()):
            self.treated_as_child = True


class RescueAppealName(Name):
    record = models.ForeignKey(RescueAppeal, models.CASCADE, related_name="names")


class RescueAppealIdentifier(Identifier):
    record = models.ForeignKey(RescueAppeal, models.CASCADE, related_name="identifiers")


class RescueAppealGrant(RecordGrant):
    content_object = models.ForeignKey(RescueAppeal, models.CASCADE, related_name="grants")


def _has_reason(appeal: Any, given: Mapping[str, Any]) -> Text | None:
    if given.get("closing_reason") or appeal.closing_reason:
        return None
    return _("An appeal ends in a rescue, or is closed with a reason: choose one.")


OPEN = ("received", "tracing", "located")
BY = "laborer.transition"

STATES = StateTable(
    initial=AppealState.RECEIVED,
    transitions=(
        Transition("trace", _("Begin to trace the person"), ("received",), "tracing", BY),
        Transition("locate", _("Person located"), ("received", "tracing"), "located", BY, stamps="located_on"),
        Transition("rescue", _("Record the rescue"), OPEN, "rescued", BY, stamps="rescued_on"),
        Transition("close", _("Close with a reason"), OPEN, "closed", BY, ("closing_reason",), condition=_has_reason),
    ),
    line=("received", "tracing", "located", "rescued"),
    beside={"closed": "rescued"},
    closed=frozenset({"rescued", "closed"}),
)

RESCUE_APPEAL = register(
    RecordType(
        model=RescueAppeal,
        code="APP",
        slug="rescue-appeals",
        label=_("Rescue appeal"),
        label_plural=_("Rescue appeals"),
        log_label=_("Log a rescue appeal"),
        states=STATES,
        state_labels=dict(AppealState.choices),
        sections=(
            Section("", ("danger_to_life", "held_at", "reported_by", "contact")),
            WHAT_HAPPENED,
            Section(
                _("More about the person"),
                ("held_since", "sex", "born_on", "treated_as_child", "citizenship"),
                folded=True,
            ),
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("danger_to_life", "reported_by", "citizenship", "held_since"),
        filters=("status", "danger_to_life", "reported_by", "country", "verification", "event_on"),
        event_label=_("Received on"),
        area="laborer",
        names=RescueAppealName,
        identifiers=RescueAppealIdentifier,
        identifier_kinds=OF_PERSONS,
        headings={"danger_to_life": _("Danger"), "held_since": _("Since")},
        drawings={"tracing": "search", "located": "pin", "rescued": "ok", "closed": "x"},
        personal=("contact", "held_at", "born_on", "narrative", "place_name", "coordinates"),
        child_field="treated_as_child",
        icon="shield",
        linked_for="vault.open",
        note=_("Danger to life skips every queue."),
    )
)
