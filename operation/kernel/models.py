"""What every table of ours starts from."""

from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from operation.kernel import clock


def new_id() -> UUID:
    """A UUIDv7: sorts by the moment it was made, tells nothing about how many there are."""
    return uuid7()


class UUIDModel(models.Model):
    """A table with a UUIDv7 key and the moment (content's clock) at which the row was made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
