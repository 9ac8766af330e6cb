"""Values of records over time: one snapshot for each insert and update, written by database triggers (stack.md).

Bulk updates and raw SQL are caught too. Who changed a row stands in its own `changed_by`.
"""

from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def tracked(model: M) -> M:
    """Class decorator: keep the history of a record type in `<Model>Event`, related as `events`."""
    keep = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        context_field=None,  # type: ignore[arg-type]  # documented: no context column
        obj_field=pghistory.ObjForeignKey(related_name="events", db_constraint=False, on_delete=models.CASCADE),
    )
    tracked_model: M = keep(model)
    return tracked_model
