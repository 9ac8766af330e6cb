"""A link over time, for the agency that made it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.links.actions import DETAILS
from operation.cases.links.models import Link
from operation.cases.links.selectors import SeenLink, seen
from operation.cases.timelines import Moment
from operation.people.models import User

COLUMNS = {"since": "since_on", "until": "until_on"}
MOST = 50


def history_of(link: Link) -> list[Moment]:
    """Who made it, changed which fields, moved it to another record; newest first."""
    kept = list(link.events.order_by("version", "pgh_id"))  # type: ignore[attr-defined]
    people = _people({one.changed_by_id for one in kept})
    pairs = zip([None, *kept[:-1]], kept, strict=True)
    return [_moment(before, after, people) for before, after in pairs][::-1]


def _moment(before: Any, after: Any, people: dict[UUID, str]) -> Moment:
    who = people.get(after.changed_by_id, "")
    if before is None:
        return Moment(after.changed_at, _("Made"), who)
    if before.withdrawn_at != after.withdrawn_at:
        text = _("Withdrawn") if after.withdrawn_at else _("Given back")
        return Moment(after.changed_at, text, who, after.withdrawn_why)
    changed = [name for name in DETAILS if _differs(before, after, COLUMNS.get(name, name))]
    labels = ", ".join(str(capfirst(_label(name))) for name in changed)
    text = _("Changed: %(fields)s") % {"fields": labels} if changed else _("Moved to another record")
    return Moment(after.changed_at, text, who)


def _differs(before: Any, after: Any, column: str) -> bool:
    precision = column.replace("_on", "_precision")
    return any(getattr(before, name) != getattr(after, name) for name in {column, precision})


def _label(name: str) -> Any:
    field: Any = Link._meta.get_field(COLUMNS.get(name, name))
    return field.verbose_name


def _people(keys: set[UUID]) -> dict[UUID, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=keys)}


def withdrawn_of(principal: Principal, record: CaseRecord) -> Sequence[SeenLink]:
    """The links of a record that the principal's agency took back, the newest first."""
    rows = Link.objects.exclude(withdrawn_at=None).at([record.pk]).made_by(principal).order_by("-withdrawn_at")
    return seen(principal, rows[:MOST])
