"""Labels on records."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User

LONGEST = 30


class RecordTag(UUIDModel):
    """One label on one record, seen by the record's own agency alone. `record_id` is of any type, hence a bare key."""

    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    label = models.CharField(_("tag"), max_length=LONGEST)
    tagged_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["record_id", "label"], name="tag_once")]
        indexes: ClassVar = [models.Index(fields=["originator", "label", "record_id"], name="tag_label")]

    def __str__(self) -> str:
        return self.label
