"""What belongs to a meeting of the plan: agenda, attendance, minutes with the countries' answers, decisions.

The meeting itself is the plan's. What a partner reads follows its mark: agenda and attendance at once, minutes and
decisions once they are approved, and never who objected.
"""

from typing import Any, ClassVar, Generic, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.consulting import Voice
from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from operation.plan.models import Meeting, OperationalAction

M = TypeVar("M", bound=models.Model)


class MinutesState(models.TextChoices):
    DRAFT = "draft", _("draft")
    CIRCULATED = "circulated", _("circulated")
    APPROVED = "approved", _("approved")


class WithMeetingQuerySet(models.QuerySet[M], Generic[M]):
    """With its meeting."""

    def visible_to(self, principal: Principal) -> Self:
        return self.filter(meeting__in=Meeting.objects.visible_to(principal))


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Members and LMLECC in every state; partners once approved, of meetings that are marked for them."""

    def visible_to(self, principal: Principal) -> Self:
        seen = self.filter(meeting__in=Meeting.objects.visible_to(principal))
        return seen.filter(state=MinutesState.APPROVED) if principal.is_partner else seen


class WithMinutesQuerySet(models.QuerySet[M], Generic[M]):
    """With its minutes."""

    def visible_to(self, principal: Principal) -> Self:
        return self.filter(minutes__in=Minutes.objects.visible_to(principal))


class MinutesVoiceQuerySet(WithMinutesQuerySet["MinutesVoice"]):
    """With its minutes, for members and LMLECC."""

    def visible_to(self, principal: Principal) -> Self:
        return self.none() if principal.is_partner else super().visible_to(principal)


class AgendaItem(UUIDModel):
    """A point of the agenda, and the organisation that speaks to it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("point of the agenda"), max_length=200)
    speaker = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who speaks")
    )

    objects = WithMeetingQuerySet["AgendaItem"].as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class Delegation(UUIDModel):
    """How many representatives an organisation sent; they are not named."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("representatives"))

    objects = WithMeetingQuerySet["Delegation"].as_manager()

    class Meta:
        ordering: ClassVar = ["organisation__position"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="delegation_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="delegation_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.number}"


class Minutes(UUIDModel):
    """The minutes of one meeting. `round` counts how often they were circulated, `version` every change to what they
    cover: text, agenda, attendance, decisions."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="+")
    text = models.TextField(_("minutes"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MinutesState, default=MinutesState.DRAFT)
    round = models.PositiveSmallIntegerField(default=0)
    answer_by = models.DateField(_("answer by"), null=True)
    circulated_at = models.DateTimeField(_("circulated"), null=True)
    approved_at = models.DateTimeField(_("approved"), null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.meeting)


class MinutesVoice(Voice):
    """A country's answer to the minutes; its objection is printed with them."""

    minutes: Any = models.ForeignKey(Minutes, models.CASCADE, related_name="voices")

    objects = MinutesVoiceQuerySet.as_manager()

    class Meta(Voice.Meta):
        constraints: ClassVar = [
            *Voice.Meta.constraints,
            models.UniqueConstraint(fields=["minutes", "country", "round"], name="minutes_voice_once"),
        ]


class Decision(UUIDModel):
    """What was decided, by whom, who leads and until when. `action` is what became of it in the action plan."""

    minutes: Any = models.ForeignKey(Minutes, models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("decision"))
    agreed_by = ArrayField(models.CharField(max_length=2), verbose_name=_("agreed by"), default=list, blank=True)
    leader = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead country")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    action = models.OneToOneField(OperationalAction, models.SET_NULL, null=True, related_name="+", editable=False)

    objects = WithMinutesQuerySet["Decision"].as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text
