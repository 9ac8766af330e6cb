"""Mutual consultation on a report: frozen rounds, what each agency says of them, comments, reminders.

A country that answers writes rows of its own and never on the report (decision 40). Rows of this file are only added.
"""

from typing import Any, ClassVar, Generic, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from reporting.drafting.chapters import CHOICES
from reporting.drafting.models import CONSULTED, Report, ReportState, titled

M = TypeVar("M", bound=models.Model)


class Answer(models.TextChoices):
    APPROVED = "approved", _("approves")
    NOTED = "noted", _("approves with a note")


def is_lmlecc(principal: Principal) -> bool:
    return principal.is_secretariat and principal.holds("report.compose")


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, principal: Principal) -> Self:
        """LMLECC all; whoever is consulted those of what is circulated; others of the countries once it is released."""
        if is_lmlecc(principal):
            return self
        if not principal.is_member or not principal.holds("report.write"):
            return self.none()
        if principal.holds("report.read_circulated") or principal.holds("report.read_victims"):
            return self.filter(report__state__in=CONSULTED)
        return self.filter(report__state=ReportState.RELEASED)

    def released(self) -> Self:
        """The round to which all agreed of each report that is released: its last."""
        return self.filter(report__state=ReportState.RELEASED, number=F("report__round"))


class Round(UUIDModel):
    """A report as it was put to the countries: its text and figures are rows of their own, `sha256` is over all of
    them. `asked` are the countries that it concerns, `days` the working days that each has to answer."""

    report: Any = models.ForeignKey(Report, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    asked = ArrayField(models.CharField(max_length=2))
    days = models.PositiveSmallIntegerField(_("working days to answer"))
    words = models.TextField(_("what was changed"), blank=True)
    sha256 = models.CharField(max_length=64)
    circulated_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="round_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class CirculatedSectionQuerySet(models.QuerySet["CirculatedSection"]):
    def visible_to(self, principal: Principal) -> Self:
        """With its round; a focal point before the release that of victims and those of its country. Others of the
        countries read the text that was released, and none of the rounds before."""
        seen = self.filter(round__in=Round.objects.visible_to(principal))
        if principal.holds("report.read_circulated"):
            return seen
        released = Q(round__report__state=ReportState.RELEASED, round__number=F("round__report__round"))
        return seen.filter(released | Q(about_victims=True) | Q(country_id=principal.country))


class CirculatedSection(UUIDModel):
    """A section as it stands in one round. `figures` are those of its text and of its charts at the cut-off, by their
    names; `digest` is over all that is said here; `changed`: it was another one in the round before, or not there."""

    round: Any = models.ForeignKey(Round, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20, choices=CHOICES)
    country = models.ForeignKey(Country, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField()
    language = models.CharField(max_length=10)
    figures = models.JSONField(default=dict)
    about_victims = models.BooleanField()
    for_observers = models.BooleanField()
    changed = models.BooleanField(default=True)
    digest = models.CharField(max_length=64)

    objects = CirculatedSectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "position"], name="circulated_place_once")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Text:
        return titled(self.key, self.country_id)


class WithRoundQuerySet(models.QuerySet[M], Generic[M]):
    def visible_to(self, principal: Principal) -> Self:
        """With its round, for LMLECC and for who is consulted; others of the countries once it is released."""
        return self.filter(round__in=Round.objects.visible_to(principal))


class ConsultedQuerySet(WithRoundQuerySet[M], Generic[M]):
    def visible_to(self, principal: Principal) -> Self:
        """With its round, for LMLECC and for who is consulted alone."""
        seen = super().visible_to(principal)
        return seen if principal.holds("report.read_circulated") else self.none()


class Approval(UUIDModel):
    """What one agency says of a round; a later one of the same agency in the same round replaces it. `note` is printed.

    A country with two agencies has agreed when both have (domain.md §1).
    """

    round: Any = models.ForeignKey(Round, models.CASCADE, related_name="approvals")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    note = models.TextField(_("note"), blank=True)
    language = models.CharField(max_length=10, default="en")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = WithRoundQuerySet["Approval"].as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer=Answer.APPROVED, note="") | (Q(answer=Answer.NOTED) & ~Q(note="")),
                name="approval_says_its_note",
            )
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.answer}"


class Comment(UUIDModel):
    """What somebody says of a section of a round, by the section's place; LMLECC answers in the same way."""

    round: Any = models.ForeignKey(Round, models.CASCADE, related_name="comments")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(_("comment"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ConsultedQuerySet["Comment"].as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.position}"


class Level(models.TextChoices):
    HALF = "half", _("half of the time has passed")
    LAST = "last", _("last day")
    OVERDUE = "overdue", _("overdue")


class ConsultationReminder(UUIDModel):
    """That an agency was reminded, or its delay told to LMLECC; once for each round and level."""

    round: Any = models.ForeignKey(Round, models.CASCADE, related_name="reminders")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=Level)

    objects = ConsultedQuerySet["ConsultationReminder"].as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "agency", "level"], name="consultation_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.level}"


class ReportStepQuerySet(models.QuerySet["ReportStep"]):
    def visible_to(self, principal: Principal) -> Self:
        """LMLECC's own work."""
        return self if is_lmlecc(principal) else self.none()


class ReportStep(UUIDModel):
    """One step of a report: who took it, when, and why where a reason was asked for. Never changed."""

    report: Any = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    name = models.CharField(max_length=10)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    objects = ReportStepQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
