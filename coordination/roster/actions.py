"""Writes on the roster: second, end, keep one's card, plan duty, hand over, confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.roster.models import DESKS, DutyShift, HandoverNote, Secondment
from coordination.roster.policies import may_amend_card, may_confirm, may_hand_over
from coordination.roster.selectors import coordinators, successors
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import User
from operation.plan.models import Operation

STALE = _("Somebody changed this since you opened it. Look at the present version, then enter your change again.")
LONGEST_SHIFT = timedelta(days=7)
POINT_LENGTH = 300


@dataclass(frozen=True)
class Card:
    """How colleagues reach somebody."""

    office: str = ""
    telephone: str = ""
    email: str = ""
    languages: str = ""
    time_zone: str = "Asia/Shanghai"


CARD = tuple(Card.__dataclass_fields__)


@transaction.atomic
def second(
    *,
    principal: Principal,
    operation: Operation,
    user: User,
    desk: str,
    starts_on: date,
    ends_on: date | None,
    synthetic: bool = False,
) -> Secondment:
    """Enter a coordinator at a desk of LMLECC. Raises NotAllowed, and Refused for spans that overlap."""
    require(may(principal, "roster.amend"), verb="second")
    person = _locked_person(user.pk)
    if person.organisation is None or not coordinators().filter(pk=person.pk).exists():
        raise Refused({"user": _("Only operation coordinators are seconded. Appoint the person first.")})
    if desk not in dict(DESKS):
        raise Refused({"desk": _("There is no such desk.")})
    _check_span(starts_on, ends_on)
    others = Secondment.objects.filter(operation=operation, user=person)
    if any(_overlap(one, starts_on, ends_on) for one in others):
        raise Refused({"starts_on": _("The person is seconded on some of these days already.")})
    made = Secondment.objects.create(
        operation=operation,
        user=person,
        country_id=person.organisation.country_id or "",
        starts_on=starts_on,
        ends_on=ends_on,
        desk=desk,
        time_zone=person.time_zone,
        is_synthetic=synthetic,
    )
    trail.record("seconded", made, user=person.pk, starts_on=starts_on, ends_on=ends_on)
    return made


@transaction.atomic
def end_secondment(*, principal: Principal, secondment: Secondment, ends_on: date, version: int) -> Secondment:
    """Set the last day of a secondment. Raises NotAllowed, Conflict, and Refused where it ends before it begins, runs
    into the person's next one, or leaves duty behind that is planned for later."""
    require(may(principal, "roster.amend"), verb="end secondment")
    _locked_person(secondment.user_id)
    current = _locked(secondment, version)
    _check_span(current.starts_on, ends_on)
    _check_rest(current, ends_on)
    current.ends_on, current.version = ends_on, current.version + 1
    current.save(update_fields=["ends_on", "version"])
    trail.record("secondment ended", current, ends_on=ends_on)
    return current


@transaction.atomic
def amend_card(*, principal: Principal, secondment: Secondment, card: Card, version: int) -> Secondment:
    """Keep one's own card. Raises NotAllowed for another's, Refused by field, or Conflict."""
    require(may_amend_card(principal, secondment), verb="amend card")
    current = _locked(secondment, version)
    _check_card(card)
    for name in CARD:
        setattr(current, name, getattr(card, name).strip())
    current.version += 1
    current.save(update_fields=[*CARD, "version"])
    trail.record("card amended", current)
    return current


@transaction.atomic
def plan_shift(*, principal: Principal, secondment: Secondment, starts_at: datetime, ends_at: datetime) -> DutyShift:
    """Put somebody who is seconded then on duty. Raises NotAllowed, Refused by field."""
    require(may(principal, "roster.amend"), verb="plan duty")
    current = _locked(secondment, None)
    _check_shift(current, starts_at, ends_at)
    made = DutyShift.objects.create(secondment=current, starts_at=starts_at, ends_at=ends_at)
    trail.record("duty planned", made, secondment=current.pk)
    return made


@transaction.atomic
def cancel_shift(*, principal: Principal, shift: DutyShift) -> None:
    """Take a shift that is not over off the plan. Raises NotAllowed, Refused, or Conflict when it is gone."""
    require(may(principal, "roster.amend"), verb="cancel duty")
    current = DutyShift.objects.filter(pk=shift.pk).first()
    if current is None:
        raise Conflict(STALE)
    if current.ends_at <= clock.now():
        raise Refused(_("This duty is over: it stays on the roster."))
    trail.record("duty cancelled", current, secondment=current.secondment_id)
    current.delete()


@transaction.atomic
def write_note(
    *, principal: Principal, secondment: Secondment, successor: User, text: str, points: Sequence[str]
) -> HandoverNote:
    """Leave a note to who comes after. `points` are lines of the own desk. Raises NotAllowed, Refused by field."""
    require(may_hand_over(principal, secondment), verb="hand over")
    problems: dict[str, ValidationError] = {}
    if not successors(principal).filter(pk=successor.pk).exists():
        problems["successor"] = ValidationError(_("The successor is another coordinator of your agency."))
    if not text.strip():
        problems["text"] = ValidationError(_("Write what the successor must know."))
    if problems:
        raise Refused(problems)
    made = HandoverNote.objects.create(
        secondment=secondment,
        giver_id=principal.person,
        successor=successor,
        text=text.strip(),
        points=[point[:POINT_LENGTH] for point in points],
    )
    trail.record("handed over desk", made, points=len(points))
    return made


@transaction.atomic
def confirm_note(*, principal: Principal, note: HandoverNote, version: int) -> HandoverNote:
    """The successor has read it and takes over. Raises NotAllowed, or Conflict."""
    require(may_confirm(principal, note), verb="confirm hand-over")
    current = HandoverNote.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if current is None or current.version != version:
        raise Conflict(STALE)
    current.confirmed_at, current.version = clock.now(), current.version + 1
    current.save(update_fields=["confirmed_at", "version"])
    trail.record("took over desk", current)
    return current


def _check_span(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise Refused({"ends_on": _("It lies before the first day. Choose a later one.")})


def _check_rest(secondment: Secondment, ends_on: date) -> None:
    """What stands beside or on the secondment still holds with this last day."""
    others = Secondment.objects.filter(operation_id=secondment.operation_id, user_id=secondment.user_id)
    later = [one for one in others.exclude(pk=secondment.pk) if _overlap(one, secondment.starts_on, ends_on)]
    if later:
        words = _("The person is seconded again from %(day)s. Choose an earlier day.")
        raise Refused({"ends_on": ValidationError(words, params={"day": min(one.starts_on for one in later)})})
    last = secondment.shifts.filter(ends_at__gt=max(clock.now(), clock.end_of_day(ends_on))).order_by("ends_at").last()
    if last:
        words = _("Duty is planned until %(day)s. Take it off the roster first, or choose that day or a later one.")
        raise Refused({"ends_on": ValidationError(words, params={"day": _days(last.starts_at, last.ends_at)[1]})})


def _days(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """First and last day of duty in Kunming."""
    last = ends_at - timedelta(seconds=1)
    return starts_at.astimezone(clock.KUNMING).date(), last.astimezone(clock.KUNMING).date()


def _overlap(one: Secondment, starts_on: date, ends_on: date | None) -> bool:
    return one.starts_on <= (ends_on or date.max) and starts_on <= (one.ends_on or date.max)


def _check_card(card: Card) -> None:
    if card.email.strip():
        try:
            validate_email(card.email.strip())
        except ValidationError as wrong:
            raise Refused({"email": wrong.messages}) from wrong
    if card.time_zone not in available_timezones():
        raise Refused({"time_zone": _("There is no such time zone.")})


def _check_shift(secondment: Secondment, starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused({"ends_at": _("It lies before the beginning. Choose a later moment.")})
    if ends_at - starts_at > LONGEST_SHIFT:
        raise Refused({"ends_at": _("Nobody is on duty for more than a week at once.")})
    if ends_at <= clock.now():
        raise Refused({"ends_at": _("It is past. Duty is planned ahead.")})
    if not all(secondment.holds_on(day) for day in _days(starts_at, ends_at)):
        raise Refused({"secondment": _("The person is not seconded on these days.")})
    if secondment.shifts.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise Refused({"starts_at": _("The person is on duty then already.")})


def _locked_person(key: UUID) -> User:
    """Held until the end of the transaction: nobody else enters or moves a secondment of the same person meanwhile."""
    rows = User.objects.select_for_update(of=("self",)).select_related("organisation")
    person: User | None = rows.filter(pk=key).first()
    if person is None:
        raise Conflict(STALE)
    return person


def _locked(secondment: Secondment, version: int | None) -> Secondment:
    current = Secondment.objects.select_for_update(of=("self",)).filter(pk=secondment.pk).first()
    if current is None or version not in (None, current.version):
        raise Conflict(STALE)
    return current
