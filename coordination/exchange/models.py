"""What recipients say of a report: that they have it, and what it was good for."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.records.intelligence_report import IntelligenceReport
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User


class AnswerQuerySet(models.QuerySet[Any]):
    def visible_to(self, principal: Principal) -> Self:
        """For the originator and that one recipient, as long as they read the report itself; no other recipient."""
        sides = Q(organisation_id=principal.organisation_id) | Q(originator_id=principal.organisation_id)
        return self.filter(sides, report__in=IntelligenceReport.objects.visible_to(principal))


class Answer(UUIDModel):
    """Something that one recipient organisation says of one report. It goes with the report."""

    report = models.ForeignKey(IntelligenceReport, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = AnswerQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()


class Receipt(Answer):
    """The recipient has the report, and somebody there took note of it. Once for each organisation."""

    class Meta(Answer.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "organisation"], name="receipt_once")]
        indexes: ClassVar = [models.Index(fields=["organisation", "report"], name="receipt_own")]

    def __str__(self) -> str:
        return f"receipt {self.created_at:%Y-%m-%d}"


class Verdict(models.TextChoices):
    USEFUL = "useful", _("useful")
    ACTED_UPON = "acted_upon", _("acted upon")
    NOT_USEFUL = "not_useful", _("not useful")


class Feedback(Answer):
    """What the report was good for, in the recipient's words. Rows are added; the originator says that it saw one."""

    verdict = models.CharField(_("of what use was it"), max_length=10, choices=Verdict)
    words = models.CharField(_("in words"), max_length=2000, blank=True)
    seen_at = models.DateTimeField(null=True)

    class Meta(Answer.Meta):
        indexes: ClassVar = [
            models.Index(fields=["report", "-created_at"], name="feedback_report"),
            models.Index(fields=["originator", "-created_at"], name="feedback_unseen", condition=Q(seen_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.created_at:%Y-%m-%d}"
