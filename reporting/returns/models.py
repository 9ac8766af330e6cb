"""The weekly national return (domain.md §6): what an agency confirms and adds to what its records say."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User
from operation.plan.models import ActionDay, Operation


class ReturnState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    QUERIED = "queried", _("queried")
    VERIFIED = "verified", _("verified")
    LOCKED = "locked", _("locked")


class ReturnQuerySet(models.QuerySet["NationalReturn"]):
    def visible_to(self, principal: Principal) -> Self:
        """A country its own agencies' returns, the secretariat all."""
        if not principal.holds("return.read"):
            return self.none()
        return self if principal.is_secretariat else self.filter(agency__country_id=principal.country)

    def with_first_submission(self) -> Self:
        """`came`: when each was submitted first. By that it is late: a question makes nobody late (decision 53)."""
        submitted = models.Q(steps__state=ReturnState.SUBMITTED)
        return self.annotate(came=models.Min("steps__created_at", filter=submitted))


class NationalReturn(UUIDModel):
    """One agency, one ISO week (`week` is its Monday). Laos has two agencies: its national figures need both."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="returns")
    week = models.DateField(_("week"))
    state = models.CharField(_("state"), max_length=10, choices=ReturnState, default=ReturnState.DRAFT)
    due_at = models.DateTimeField(_("due"))
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True)
    query = models.TextField(_("question of the supervision desk"), blank=True)
    version = models.PositiveIntegerField(default=1)
    is_synthetic = models.BooleanField(default=False)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["week", "agency__position"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["operation", "agency", "week"], name="return_once")]

    def __str__(self) -> str:
        return f"{self.agency.short_name} {self.week:%G-W%V}"

    @property
    def reference(self) -> str:
        """As the trail calls it: agency and ISO week."""
        return f"{self.agency.code} {self.week:%G-W%V}"


class ReturnLine(UUIDModel):
    """One indicator of a return. `reported` is without records; None is not answered yet, unless `no_data` says so.

    `joint` is the part of `reported` that was made on `action_day`: shown apart, so that a joint result can be told
    from its double.

    `submitted_reported` (None: no data) and `submitted_recorded` are what the return in force says: reported without
    records, and what the records said when it was submitted. Both are None while no submitted return is in force.
    """

    national_return = models.ForeignKey(NationalReturn, models.CASCADE, related_name="lines")
    indicator = models.CharField(_("indicator"), max_length=4)
    reported = models.DecimalField(
        _("reported without records"), max_digits=24, decimal_places=2, null=True, blank=True
    )
    no_data = models.BooleanField(_("no data"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    joint = models.DecimalField(_("of it in a joint action"), max_digits=24, decimal_places=2, null=True, blank=True)
    action_day = models.ForeignKey(ActionDay, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_reported = models.DecimalField(max_digits=24, decimal_places=2, null=True)
    submitted_recorded = models.DecimalField(max_digits=24, decimal_places=2, null=True)

    class Meta:
        ordering: ClassVar = ["indicator"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["national_return", "indicator"], name="return_line_once"),
            models.CheckConstraint(
                condition=models.Q(reported=None) | models.Q(reported__gte=0), name="reported_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(reported=None) | models.Q(no_data=False), name="no_data_or_number"
            ),
            models.CheckConstraint(
                condition=models.Q(joint=None) | models.Q(joint__gt=0, action_day__isnull=False),
                name="joint_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.indicator

    @property
    def is_answered(self) -> bool:
        """A number, 0 included, or an explicit «no data»."""
        return self.no_data or self.reported is not None


class ReturnStep(UUIDModel):
    """One step of a return. Rows are added, never changed: the state «as known on D» is that of the last step by then.

    `words` is the question or the reason that came with it. `totals` are the figures as submitted, by indicator, as
    text; null for «no data». `reported` is what of them was reported without records: with it they can be counted
    again.
    """

    national_return = models.ForeignKey(NationalReturn, models.PROTECT, related_name="steps")
    name = models.CharField(_("step"), max_length=12)
    state = models.CharField(_("state"), max_length=10, choices=ReturnState)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    words = models.TextField(_("question or reason"), blank=True)
    totals = models.JSONField(default=dict)
    reported = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [models.Index(fields=["national_return", "created_at"], name="return_steps")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.created_at:%Y-%m-%d}"


class QuestionQuerySet(models.QuerySet["ReturnQuestion"]):
    def visible_to(self, principal: Principal) -> Self:
        """With their returns: a country those of its own, the secretariat all."""
        return self.filter(national_return__in=NationalReturn.objects.visible_to(principal).values("pk"))


class ReturnQuestion(UUIDModel):
    """A question of the supervision desk about one figure (`indicator`) or the whole (""), with the agency's answer.

    It stays with its line, however often the return goes back and forth. `answer` is a draft of the agency until the
    return is submitted again: `answered_at` then says when.
    """

    national_return = models.ForeignKey(NationalReturn, models.PROTECT, related_name="questions")
    indicator = models.CharField(_("figure"), max_length=4, blank=True)
    words = models.TextField(_("question"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [models.Index(fields=["national_return", "created_at"], name="return_questions")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.indicator or '*'} {self.created_at:%Y-%m-%d}"
