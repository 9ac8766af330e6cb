"""Supervision in the demonstration: secondments and duty, and what countries told of the plan. Visits: visits.py."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from coordination.roster.actions import Card, amend_card, plan_shift, second
from coordination.roster.models import Secondment
from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.clock import KUNMING
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation, OperationalAction
from operation.plan.progress.actions import ReportDraft, report_progress
from reporting.demo.diary import Entry
from reporting.demo.stage import CHANNEL
from reporting.demo.vocabulary import content

SENT_ON = date(2024, 8, 6)
HOUR = time(10, tzinfo=KUNMING)
MORNING = time(8, tzinfo=KUNMING)
DAY = timedelta(days=1)
DAYS_OF_DUTY = 4


def supervision(operation: Operation, people: Mapping[str, User], today: date) -> Iterator[Entry]:
    """What is done in its order, each at ten in Kunming; duty is planned on the day before `today`."""
    written = content("supervision")
    director = principal_of(people["director"])
    for card in written["card"]:
        yield _entry(SENT_ON, director, partial(_second, operation, director, people, card))
        user = people[card["coordinator"]]
        yield _entry(SENT_ON + DAY, principal_of(user), partial(_keep, principal_of(user), card))
    yield _entry(today - DAY, director, partial(_duty, director, today))
    for told in written["report"]:
        by = principal_of(people[told["by"]])
        yield _entry(told["on"], by, partial(_report, by, told))


def _entry(day: date, principal: Principal, work: Callable[[], object]) -> Entry:
    def run() -> None:
        with clock.at(datetime.combine(day, HOUR)), acting_as(principal, channel=CHANNEL):
            work()

    return Entry(datetime.combine(day, HOUR), run)


def _second(operation: Operation, director: Principal, people: Mapping[str, User], card: Mapping[str, Any]) -> None:
    user = people[card["coordinator"]]
    second(
        principal=director,
        operation=operation,
        user=user,
        desk=card["desk"],
        starts_on=SENT_ON,
        ends_on=None,
        synthetic=True,
    )


def _keep(principal: Principal, card: Mapping[str, Any]) -> None:
    own = Secondment.objects.visible_to(principal).get(user_id=principal.person)
    kept = Card(
        office=card["office"], telephone=card["telephone"], languages=card["languages"], time_zone=own.time_zone
    )
    amend_card(principal=principal, secondment=own, card=kept, version=own.version)


def _duty(director: Principal, today: date) -> None:
    """A day and a night for each of the first ones in the roster, without a gap."""
    seconded = list(Secondment.objects.visible_to(director).select_related("country"))
    for place, somebody in enumerate(seconded[:DAYS_OF_DUTY]):
        begins = datetime.combine(today + place * DAY, MORNING)
        plan_shift(principal=director, secondment=somebody, starts_at=begins, ends_at=begins + DAY)


def _report(principal: Principal, told: Mapping[str, Any]) -> None:
    action = OperationalAction.objects.get(title=told["action"], is_synthetic=True)
    draft = ReportDraft(told["on"], OperationalAction.Status.UNDER_WAY, told["words"], told["percent"])
    report_progress(principal=principal, action=action, draft=draft, version=action.version, synthetic=True)
