"""Joint actions of a week: which there were, and what an agency's records made on each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Refused
from operation.plan.models import ActionDay
from reporting.indicators.models import LedgerEntry, Source
from reporting.indicators.rules import indicator_named
from reporting.indicators.weeks import SUNDAY
from reporting.indicators.wording import words
from reporting.returns.entries import Entries
from reporting.returns.models import NationalReturn


@dataclass(frozen=True, slots=True)
class JointPart:
    """What of a return was made on one action day, in words: from records, and reported without."""

    day: ActionDay
    figures: list[dict[str, Any]]


def days_of(principal: Principal, given: NationalReturn) -> list[ActionDay]:
    """The action days of the week in which the country of a return took part, as far as the principal may know."""
    days = ActionDay.objects.visible_to(principal).filter(
        operation=given.operation_id,
        held_on__range=(given.week, given.week + SUNDAY),
        countries=given.agency.country_id or "",
    )
    return list(days.order_by("held_on", "number"))


def joint_parts(principal: Principal, given: NationalReturn) -> list[JointPart]:
    """What was made on each action day of the week, apart from everything else. Two queries."""
    days = days_of(principal, given)
    recorded = _recorded(principal, given, days) if days else {}
    return [JointPart(day, _figures(given, day, recorded)) for day in days]


def _recorded(principal: Principal, given: NationalReturn, days: list[ActionDay]) -> Mapping[tuple[UUID, str], Decimal]:
    sums = (
        LedgerEntry.objects.visible_to(principal)
        .filter(operation=given.operation_id, agency=given.agency_id, week=given.week, source=Source.RECORD)
        .filter(action_day_id__in=[day.pk for day in days])
        .values_list("action_day_id", "indicator")
        .annotate(value=Sum("delta"))
        .order_by()
    )
    return {(day, code): value for day, code, value in sums if day is not None}


def _figures(
    given: NationalReturn, day: ActionDay, recorded: Mapping[tuple[UUID, str], Decimal]
) -> list[dict[str, Any]]:
    parts: dict[str, list[Decimal | None]] = defaultdict(lambda: [None, None])
    for (key, code), value in recorded.items():
        if key == day.pk and value:
            parts[code][0] = value
    for line in given.lines.all():
        if line.action_day_id == day.pk and line.joint:
            parts[line.indicator][1] = line.joint
    return [
        {
            "indicator": found,
            "recorded": "" if pair[0] is None else words(pair[0], found),
            "reported": "" if pair[1] is None else words(pair[1], found),
        }
        for code, pair in sorted(parts.items())
        if (found := indicator_named(code))
    ]


def visible_days(principal: Principal, returns: Iterable[NationalReturn]) -> set[UUID]:
    """Of the action days that lines name, those of which the principal may know. One query, lines prefetched."""
    named = {line.action_day_id for given in returns for line in given.lines.all() if line.action_day_id}
    return set(ActionDay.objects.visible_to(principal).filter(pk__in=named).values_list("pk", flat=True))


def check_joint(principal: Principal, given: NationalReturn, entries: Entries) -> None:
    """Only what was made on an action day of the week is said to be. Raises Refused by line."""
    named = {code: entry for code, entry in entries.items() if entry.joint is not None or entry.action_day_id}
    if not named:
        return
    known = {day.pk for day in days_of(principal, given)} | {
        line.action_day_id for line in given.lines.all() if line.action_day_id
    }
    problems: dict[str, Any] = {}
    for code, entry in named.items():
        if entry.action_day_id not in known:
            problems[code] = _("Choose the action day of this week on which it was made.")
        elif not entry.joint or entry.joint < 0:
            problems[code] = _("Say how much of it was made on that action day, or choose none.")
        elif entry.joint % 1 and _is_whole(code):
            problems[code] = _("A part of a whole number is whole too.")
        elif entry.joint > (entry.reported or 0):
            problems[code] = _("More was made on the action day than is reported without records.")
    if problems:
        raise Refused(problems)


def _is_whole(code: str) -> bool:
    found = indicator_named(code)
    return found is not None and not found.unit.decimals
