"""Writes of the asked side: acknowledge, locate, take into custody, grant or refuse, schedule, let it lapse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.grounds import Ground
from coordination.removals.checking import require_cleared
from coordination.removals.ending import give_up
from coordination.removals.listing import check_adult
from coordination.removals.models import ItemKind, Removal
from coordination.removals.moving import begin_waiting, held_records, require_held
from coordination.removals.stepping import Order, begin, finish, listed
from operation.kernel import clock
from operation.kernel.errors import Refused


@dataclass(frozen=True)
class Crossing:
    """Where and when they cross: a moment, and the time zone in which it was said."""

    place: str
    at: datetime | None
    zone: str


@transaction.atomic
def acknowledge_removal(*, order: Order) -> Removal:
    """Say that the request arrived."""
    return finish("acknowledge", order, begin("acknowledge", order))


@transaction.atomic
def locate_persons(*, order: Order) -> Removal:
    """Say that the persons are found."""
    return finish("locate", order, begin("locate", order))


@transaction.atomic
def hold_persons(*, order: Order) -> Removal:
    """Say that all persons on the list are in custody: a suspect of one's own, arrested or surrendered, for each."""
    current = begin("hold", order)
    require_held(order.principal, listed(current))
    return finish("hold", order, current)


@transaction.atomic
def grant_removal(*, order: Order) -> Removal:
    """The decision, in words: who granted it, by which order."""
    current = begin("decide", order)
    current.terms.decision = order.words.strip()
    current.terms.save(update_fields=["decision"])
    return finish("decide", order, current)


@transaction.atomic
def refuse_removal(*, order: Order, ground: str) -> Removal:
    """Say no, with a ground of the treaties and in words. It may be asked again."""
    current = begin("refuse", order)
    if ground not in Ground.values:
        raise Refused({"ground": _("Choose the ground of the refusal.")})
    current.ground = ground
    give_up(order.principal, current, order.on)
    return finish("refuse", order, current)


@transaction.atomic
def lapse_removal(*, order: Order) -> Removal:
    """Say that it came to nothing: a time limit ran out, or the persons are gone."""
    current = begin("lapse", order)
    give_up(order.principal, current, order.on)
    return finish("lapse", order, current)


@transaction.atomic
def schedule_removal(*, order: Order, crossing: Crossing) -> Removal:
    """Fix where and when they are handed over; from now on the suspects wait for their removal. Again: another time.

    Raises Refused while the checklist is not cleared for each person, nobody escorts them, one of them may be a child
    or is not in custody.
    """
    current = begin("schedule", order)
    _check_crossing(crossing, order)
    persons = listed(current)
    _require_ready(order, current, persons)
    terms = current.terms
    terms.crossing, terms.planned_at, terms.planned_zone = crossing.place.strip(), crossing.at, crossing.zone
    terms.save(update_fields=["crossing", "planned_at", "planned_zone"])
    begin_waiting(order.principal, current, persons, order.on)
    return finish("schedule", order, current)


def _check_crossing(crossing: Crossing, order: Order) -> None:
    problems: dict[str, Any] = {}
    if not crossing.place.strip():
        problems["crossing"] = _("Say at which border crossing they are handed over.")
    if crossing.zone not in available_timezones():
        problems["zone"] = _("Choose the time zone in which you write the time.")
    elif crossing.at is None:
        problems["planned"] = _("Say on which day and at what time.")
    elif crossing.at.astimezone(ZoneInfo(crossing.zone)).date() < max(order.on, clock.today()):
        problems["planned"] = _("The hand-over is planned for a day that is not past.")
    if problems:
        raise Refused(problems)


def _require_ready(order: Order, removal: Removal, persons: Sequence[Any]) -> None:
    if not persons:
        raise Refused(_("Nobody is on the list."))
    require_held(order.principal, persons)
    for suspect in held_records(order.principal, persons).values():
        check_adult(suspect)
    require_cleared(removal, persons)
    if not removal.items.filter(kind=ItemKind.ESCORT).exists():
        raise Refused(_("Nobody escorts them. Add the escort to the manifest first."))
