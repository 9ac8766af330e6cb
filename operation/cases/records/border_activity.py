"""Border activities: checkpoints, joint patrols, screening. Checks are counted, not persons (domain.md §4, §6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.grants import RecordGrant
from operation.cases.activities import DRAWINGS, STATES, Activity, ActivityState
from operation.cases.history import tracked
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED, without
from operation.kernel.errors import Text


class BorderKind(models.TextChoices):
    CHECKPOINT = "checkpoint", _("checkpoint")
    PATROL = "patrol", _("joint patrol")
    SCREENING = "screening", _("screening")


@tracked
class BorderActivity(Activity):
    """What was done at a crossing, and what was met: checks are no persons, one person may be checked twice."""

    border_kind = models.CharField(
        _("kind of activity"), max_length=12, choices=BorderKind, default=BorderKind.CHECKPOINT
    )
    hours = models.DecimalField(_("hours"), max_digits=8, decimal_places=2, null=True, blank=True)
    persons_checked = models.PositiveIntegerField(_("persons checked"), null=True, blank=True)
    vehicles_checked = models.PositiveIntegerField(_("vehicles checked"), null=True, blank=True)
    refused_entry = models.PositiveIntegerField(_("refused entry"), null=True, blank=True)
    intercepted = models.PositiveIntegerField(_("intercepted"), null=True, blank=True)

    def objections(self) -> dict[str, Text]:
        """Who was refused or intercepted had been checked."""
        found = super().objections()
        for name in ("refused_entry", "intercepted"):
            count = getattr(self, name)
            if count and self.persons_checked is not None and count > self.persons_checked:
                found[name] = _("This is more than persons were checked. Correct one of the two numbers.")
        return found


class BorderActivityGrant(RecordGrant):
    content_object = models.ForeignKey(BorderActivity, models.CASCADE, related_name="grants")


COUNTS = ("hours", "persons_checked", "vehicles_checked", "refused_entry", "intercepted")

BORDER_ACTIVITY = register(
    RecordType(
        model=BorderActivity,
        code="BOR",
        slug="border-activities",
        label=_("Border activity"),
        label_plural=_("Border activities"),
        log_label=_("Log a border activity"),
        states=STATES,
        state_labels=dict(ActivityState.choices),
        sections=(
            Section("", ("border_kind", "border_crossing", *COUNTS), hint=_("A check is not a person.")),
            WHAT_HAPPENED,
            Section(_("Partners and end"), ("partners", "ended_on"), folded=True),
            without(MORE_OF_IT, "border_crossing"),
            HANDLING,
        ),
        columns=("border_kind", "border_crossing", "hours", "persons_checked", "refused_entry"),
        filters=("status", "border_kind", "country", "verification", "event_on"),
        event_label=_("Began on"),
        headings={"border_kind": _("Kind"), "persons_checked": _("Checked"), "refused_entry": _("Refused")},
        drawings=DRAWINGS,
        personal=("narrative", "place_name", "coordinates"),
    )
)
