"""The operation: mandate, phases, lines of effort, action plan, action days, meetings. Data, not code."""

from typing import ClassVar, Generic, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation

M = TypeVar("M", bound=models.Model)


class PlanQuerySet(models.QuerySet[M], Generic[M]):
    """What everybody reads who takes part: mandate, participants, lines of effort (domain.md §10)."""

    def visible_to(self, principal: Principal) -> Self:
        return self if principal.holds("plan.read") else self.none()


class MembersQuerySet(PlanQuerySet[M]):
    """What the members and the secretariat read, and no partner: objectives, actions, action days."""

    def visible_to(self, principal: Principal) -> Self:
        return self.none() if principal.is_partner else super().visible_to(principal)


class MarkedQuerySet(PlanQuerySet[M]):
    """Milestones and meetings: a partner reads those that are marked for partners."""

    def visible_to(self, principal: Principal) -> Self:
        seen = super().visible_to(principal)
        return seen.filter(for_partners=True) if principal.is_partner else seen


class Operation(UUIDModel):
    """A joint operation. Execution runs from the first to the last day in the local time of each country."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    prefix = models.CharField(_("prefix of references"), max_length=6, blank=True)
    mandate = models.TextField(_("mandate"), blank=True)
    principle = models.CharField(_("principle of decision"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day of execution"), null=True, blank=True)
    ends_on = models.DateField(_("last day of execution"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)
    participants = models.ManyToManyField(Organisation, through="Participation", related_name="operations")

    objects = PlanQuerySet.as_manager()

    def __str__(self) -> str:
        return gettext(self.name)


class Participation(UUIDModel):
    """An organisation in an operation, with what it undertook there."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    undertaking = models.TextField(_("undertaking"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "organisation"], name="participation_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class LineOfEffort(UUIDModel):
    """One of the lines along which the operation works. `lead_indicator` names the figure that stands for it."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    lead_indicator = models.CharField(_("lead indicator"), max_length=4, blank=True)
    indicators = models.JSONField(_("indicators"), default=list)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["operation", "number"], name="line_once")]

    def __str__(self) -> str:
        return gettext(self.title)


class Objective(UUIDModel):
    """What a line is to reach: an indicator and, where the countries agreed on one, a target."""

    line = models.ForeignKey(LineOfEffort, models.CASCADE, related_name="objectives")
    text = models.CharField(_("objective"), max_length=300)
    indicator = models.CharField(_("indicator"), max_length=4)
    target = models.DecimalField(_("target"), max_digits=24, decimal_places=2, null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    objects = MembersQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["line", "indicator"], name="objective_once")]

    def __str__(self) -> str:
        return gettext(self.text)


class OperationalAction(UUIDModel):
    """A piece of the action plan, with a leader country and a due date. What was done and changed: progress/models.py.

    Leader and co-leaders report on it, participants help. `kpi` says in words by what one sees that it is done.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    line = models.ForeignKey(LineOfEffort, models.CASCADE, related_name="actions")
    title = models.CharField(_("title"), max_length=200)
    kpi = models.CharField(_("how one sees that it is done"), max_length=300, blank=True)
    leader = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("leading country")
    )
    co_leaders = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("co-leading countries"))
    participants = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("participating countries")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False)

    objects = MembersQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "title"]

    def __str__(self) -> str:
        return gettext(self.title)

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.status in (self.Status.PLANNED, self.Status.UNDER_WAY)


class Phase(UUIDModel):
    """A span or a milestone of the timeline: planned, and what happened. A month without a day is kept as such."""

    class Kind(models.TextChoices):
        PHASE = "phase", _("phase")
        MILESTONE = "milestone", _("milestone")

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="phases")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    month_only = models.BooleanField(_("only the month is known"), default=False)
    happened_on = models.DateField(_("happened on"), null=True, blank=True)
    for_partners = models.BooleanField(_("shown to partners"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = MarkedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_on", "ends_on"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["operation", "title"], name="phase_once")]

    def __str__(self) -> str:
        return gettext(self.title)


class Meeting(UUIDModel):
    """A meeting of the operation, with the organisations present and what was agreed."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="meetings")
    title = models.CharField(_("title"), max_length=200)
    place = models.CharField(_("place"), max_length=80, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    month_only = models.BooleanField(_("only the month is known"), default=False)
    attendance = models.CharField(_("attendance"), max_length=120, blank=True)
    present = models.ManyToManyField(Organisation, blank=True, related_name="+")
    decisions = models.JSONField(_("decisions"), default=list)
    for_partners = models.BooleanField(_("shown to partners"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects = MarkedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "title", "starts_on"], name="meeting_once")
        ]

    def __str__(self) -> str:
        return gettext(self.title)


class ActionDayQuerySet(MembersQuerySet["ActionDay"]):
    """Open ones like the rest of the plan; closed ones for those to whom they are closed, and nobody else."""

    def visible_to(self, principal: Principal) -> Self:
        seen = super().visible_to(principal)
        if not principal.reads_records:
            return seen.filter(closed=False)
        mine = Q(closed_to__contains=[principal.organisation_id])
        if not principal.holds("joint.read_all"):
            mine &= Q(named__contains=[principal.user_id])
        return seen.filter(Q(closed=False) | mine)

    def open(self) -> Self:
        """What everybody may be told of who reads figures and reports, that others read too."""
        return self.filter(closed=False)


class ActionDay(UUIDModel):
    """A joint action: results made there carry it, so that they are counted once.

    While it is `closed` it is read in the organisations `closed_to`, there by who reads joint investigations as a whole
    and by the persons `named`; it is written by the work named «action days» alone. Its
    number is out of the row until it opens: a gap would tell others that there is one.
    """

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="action_days")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    held_on = models.DateField(_("date"))
    lead = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("lead country"))
    countries = models.ManyToManyField(Country, related_name="+", verbose_name=_("participating countries"))
    closed = models.BooleanField(_("closed"), default=False, editable=False)
    closed_to = ArrayField(models.UUIDField(), default=list, blank=True, editable=False)
    named = ArrayField(models.UUIDField(), default=list, blank=True, editable=False)
    is_synthetic = models.BooleanField(default=False)

    objects = ActionDayQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["held_on"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["operation", "number"], name="action_day_once")]

    def __str__(self) -> str:
        return gettext(self.title)
