"""The names of records as they are heard: what a look-up across countries asks, and nobody reads."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from operation.kernel.models import UUIDModel
from operation.people.models import Organisation


class HeardName(UUIDModel):
    """One name of a record, ready to be compared: its readings and codes, its keys, what else is known of a person.

    As sensitive as the name. It follows the name: it comes with it, and a trigger takes it away with it (walls.py).
    `in_use` is false while the record is deleted. `waits`: what others hold was not asked for it since it was heard.
    `marked`: the name has a mark of its own, stricter than its record's.
    """

    record_type = models.CharField(max_length=3)
    record_id = models.UUIDField()
    name_id = models.UUIDField(unique=True)
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    packed = models.TextField()
    heard = models.TextField()
    keys = ArrayField(models.IntegerField())
    born = models.CharField(max_length=10, blank=True)
    born_estimated = models.BooleanField(default=False)
    sex = models.CharField(max_length=8, blank=True)
    nationalities = ArrayField(models.CharField(max_length=2), default=list)
    marked = models.BooleanField(default=False)
    in_use = models.BooleanField(default=True)
    waits = models.BooleanField(default=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            GinIndex(fields=["keys"], name="heardname_keys", fastupdate=False),
            models.Index(fields=["record_id"], name="heardname_record"),
            models.Index(fields=["originator", "created_at"], name="heardname_waits", condition=models.Q(waits=True)),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
