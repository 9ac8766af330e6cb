"""Files that were asked for: what should be in them, and once they are made, what is (decision 29)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.jobs.models import Job
from operation.kernel.models import UUIDModel
from operation.people.models import User

EXPORTS = "exports"
"""The name by which the second wall knows the sweeper, who takes files away whose days are over."""


class Use(models.TextChoices):
    """What the content is to be used for; the handling code may forbid it (domain.md §5, §10)."""

    INQUIRY = "inquiry", _("An inquiry of our own agency")
    SYSTEM = "system", _("Our agency's own case system")
    COURT = "court", _("A judicial file")
    ONWARD = "onward", _("To pass on to others")


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, principal: Principal) -> Self:
        """What one asked for oneself."""
        return self.filter(requested_by_id=principal.user_id)


class Export(UUIDModel):
    """A file of one type's records: `query` is the list's address, which says which.

    `held` are, once it is made, the keys of the records in it by the marking under which they were written: a record
    that is recalled, or carries another marking by now, takes the file away. Times of keeping are real time.
    """

    requested_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=40)
    query = models.TextField(blank=True)
    format = models.CharField(_("format"), max_length=10)
    use = models.CharField(_("used for"), max_length=10, choices=Use)
    reason = models.CharField(_("reason"), max_length=200)
    language = models.CharField(max_length=10)
    job = models.OneToOneField(Job, models.CASCADE, related_name="export")
    name = models.CharField(max_length=120, blank=True)
    count = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)
    tlp = models.CharField(max_length=12, blank=True)
    handling_code = models.CharField(max_length=2, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    held = models.JSONField(default=dict)
    expires_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ExportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["requested_by", "-created_at"], name="export_own"),
            models.Index(fields=["expires_at"], name="export_due"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_made(self) -> bool:
        return bool(self.sha256)


class ExportFile(models.Model):
    """The bytes of a file. In the database, so that they exist exactly once, with the row that says what they are."""

    export = models.OneToOneField(Export, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.export_id}"
