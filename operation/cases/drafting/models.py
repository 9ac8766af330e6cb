"""Drafts of forms. A draft belongs to one person; the second wall shows it to nobody else."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.http import QueryDict
from django.utils import timezone

from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User

LIFE = timedelta(days=14)


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    def visible_to(self, principal: Principal) -> Self:
        """The principal's own, as long as they live."""
        return self.of(principal).filter(saved_at__gt=timezone.now() - LIFE)

    def of(self, principal: Principal) -> Self:
        """Whatever the principal keeps for the organisation of today, over or not."""
        if not principal.reads_records:
            return self.none()
        return self.filter(owner_id=principal.user_id, originator_id=principal.organisation_id)


class FormDraft(UUIDModel):
    """One form as its person left it. `content` holds what the browser sent: the values of each field, by its name.

    `record_id` and `reference` are those of the record that is edited, empty for a new one. `saved_at` is real time:
    a draft that nobody touched for fourteen days goes.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_type = models.CharField(max_length=3)
    record_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=40, blank=True)
    content = models.JSONField()
    saved_at = models.DateTimeField()

    objects = FormDraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["owner", "-saved_at"], name="draft_own")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "record_id"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.reference}".strip()

    @property
    def data(self) -> QueryDict:
        """What the browser sent, as it sent it."""
        sent: Any = QueryDict(mutable=True)
        for name, values in self.content.items():
            sent.setlist(name, values)
        found: QueryDict = sent
        return found
