"""Inspection visits with findings and recommendations, and who was told of what is late (domain.md §5)."""

from typing import ClassVar, Generic, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from operation.plan.models import Operation

M = TypeVar("M", bound=models.Model)


class InspectionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CARRIED_OUT = "carried_out", _("carried out")
    REPORTED = "reported", _("reported")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


TOLD = (InspectionState.REPORTED, InspectionState.ANSWERED, InspectionState.CLOSED)
"""The states in which the country reads what LMLECC found; before, it is a draft of LMLECC."""


class VisitQuerySet(models.QuerySet[M], Generic[M]):
    """A visit and its steps: for the country visited and LMLECC, for no other country."""

    visit: ClassVar[str] = ""

    def visible_to(self, principal: Principal) -> Self:
        if not principal.holds("supervision.read"):
            return self.none()
        if principal.is_secretariat:
            return self
        return self.filter(**{f"{self.visit}country_id": principal.country}) if principal.is_member else self.none()


class OfVisitQuerySet(VisitQuerySet[M]):
    visit = "inspection__"


class FoundQuerySet(OfVisitQuerySet[M]):
    """What was found and recommended: for the country once LMLECC reported it."""

    def visible_to(self, principal: Principal) -> Self:
        seen = super().visible_to(principal)
        return seen if principal.is_secretariat else seen.filter(inspection__state__in=TOLD)


class OfRecommendationQuerySet(FoundQuerySet[M]):
    visit = "recommendation__inspection__"

    def visible_to(self, principal: Principal) -> Self:
        seen = super(FoundQuerySet, self).visible_to(principal)
        return seen if principal.is_secretariat else seen.filter(recommendation__inspection__state__in=TOLD)


class Inspection(UUIDModel):
    """A visit of LMLECC to an agency of a country. Days are those of the country visited.

    `summary` is what LMLECC reports, `answer` what the agency says to it.
    """

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+", editable=False)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", editable=False, verbose_name=_("country"))
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("agency visited"))
    purpose = models.CharField(_("purpose"), max_length=300)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    team = models.CharField(_("team"), max_length=300)
    state = models.CharField(
        _("state"), max_length=12, choices=InspectionState, default=InspectionState.PLANNED, editable=False
    )
    summary = models.TextField(_("report"), blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-id"]
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["country", "-starts_on"], name="inspection_country")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="inspection_span")
        ]

    def __str__(self) -> str:
        return self.reference


class InspectionStep(UUIDModel):
    """One step of a visit. Rows are added, never changed. `on` is the day on which it happened."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="steps")
    name = models.CharField(_("step"), max_length=12)
    state = models.CharField(_("state"), max_length=12, choices=InspectionState)
    on = models.DateField(_("day"))
    words = models.TextField(_("words"), blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfVisitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


class Severity(models.TextChoices):
    MINOR = "minor", _("minor")
    MAJOR = "major", _("major")
    CRITICAL = "critical", _("critical")


class Finding(UUIDModel):
    """What the team found."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, default=Severity.MINOR)
    text = models.TextField(_("what was found"))

    objects = FoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "number"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class RecommendationState(models.TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    IMPLEMENTED = "implemented", _("implemented")
    VERIFIED = "verified", _("verified")


class Recommendation(UUIDModel):
    """What an agency is to do about a finding, and until when."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="recommendations", editable=False)
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("on which finding")
    )
    number = models.PositiveSmallIntegerField(editable=False)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("addressed to"))
    text = models.TextField(_("what is to be done"))
    due_on = models.DateField(_("due"))
    state = models.CharField(
        _("state"), max_length=12, choices=RecommendationState, default=RecommendationState.OPEN, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "number"], name="recommendation_once")]

    def __str__(self) -> str:
        return f"{self.inspection.reference} R{self.number}"

    @property
    def reference(self) -> str:
        """As the trail calls it."""
        return str(self)

    @property
    def is_closed(self) -> bool:
        """Nothing more is to be done by anybody."""
        return self.state in (RecommendationState.REJECTED, RecommendationState.VERIFIED)


class RecommendationStep(UUIDModel):
    """One step of a recommendation. `words` are the reason of a «no», the evidence, or what is still missing."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="steps")
    name = models.CharField(_("step"), max_length=12)
    state = models.CharField(_("state"), max_length=12, choices=RecommendationState)
    words = models.TextField(_("words"), blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfRecommendationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.created_at:%Y-%m-%d}"


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, principal: Principal) -> Self:
        """Those of the own country; LMLECC all."""
        if not principal.holds("supervision.read"):
            return self.none()
        if principal.is_secretariat:
            return self
        return self.filter(country_id=principal.country) if principal.is_member else self.none()


class Escalation(UUIDModel):
    """That something late was told to the next level, once for each due date. Rows are added, never changed."""

    what = models.CharField(max_length=14)
    target_id = models.UUIDField()
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    due_on = models.DateField()
    stage = models.CharField(max_length=12)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["what", "target_id", "due_on", "stage"], name="escalated_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.stage}"
