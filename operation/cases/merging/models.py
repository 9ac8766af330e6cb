"""That two records were combined: which is kept, and what came from the other."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User


class Combination(UUIDModel):
    """`other` is out of use and points at `kept`; nothing of it was changed, so that it can be given back as it was.

    `names` and `identifiers` are the other's rows of which the kept one has copies; `moved` and `withdrawn` links that
    lead to the kept one now; `pointing` files and records that do (copying.py). `version` is that of the kept record
    afterwards, `was_verified` what it was before.
    """

    record_type = models.CharField(max_length=3)
    kept_id = models.UUIDField()
    other_id = models.UUIDField()
    other_reference = models.CharField(max_length=40)
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    combined_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200)
    names = ArrayField(models.UUIDField(), default=list)
    identifiers = ArrayField(models.UUIDField(), default=list)
    moved = ArrayField(models.UUIDField(), default=list)
    withdrawn = ArrayField(models.UUIDField(), default=list)
    pointing = models.JSONField(default=dict)
    version = models.PositiveIntegerField()
    was_verified = models.BooleanField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["kept_id"], name="combination_kept")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["other_id"], condition=models.Q(undone_at=None), name="combination_other_once"
            )
        ]

    def __str__(self) -> str:
        return self.other_reference
