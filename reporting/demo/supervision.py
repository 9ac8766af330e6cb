"""Supervision in the demonstration: secondments and duty. Visits: visits.py; what is told of the plan: progress.py."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from coordination.roster.actions import Card, amend_card, plan_shift, second
from coordination.roster.models import Secondment
from operation.access.principal import Principal
from operation.kernel.clock import KUNMING
from reporting.demo.cast import Cast
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

SENT_ON = date(2024, 8, 6)
MORNING = time(8, tzinfo=KUNMING)
DAY = timedelta(days=1)
DAYS_OF_DUTY = 4
DIRECTOR = "director"


def supervision(cast: Cast, today: date) -> Iterator[Entry]:
    """The director seconds people, who keep their cards; duty is planned on the day before `today`."""
    for card in content("supervision")["card"]:
        yield cast.entry(SENT_ON, DIRECTOR, partial(_second, cast, card))
        yield cast.entry(SENT_ON + DAY, card["coordinator"], partial(_keep, card))
    yield cast.entry(today - DAY, DIRECTOR, partial(_duty, today))


def _second(cast: Cast, card: Mapping[str, Any], director: Principal) -> None:
    second(
        principal=director,
        operation=cast.operation,
        user=cast.people[card["coordinator"]],
        desk=card["desk"],
        starts_on=SENT_ON,
        ends_on=None,
        synthetic=True,
    )


def _keep(card: Mapping[str, Any], principal: Principal) -> None:
    own = Secondment.objects.visible_to(principal).get(user_id=principal.person)
    kept = Card(
        office=card["office"], telephone=card["telephone"], languages=card["languages"], time_zone=own.time_zone
    )
    amend_card(principal=principal, secondment=own, card=kept, version=own.version)


def _duty(today: date, director: Principal) -> None:
    """A day and a night for each of the first ones in the roster, without a gap."""
    seconded = list(Secondment.objects.visible_to(director).select_related("country"))
    for place, somebody in enumerate(seconded[:DAYS_OF_DUTY]):
        begins = datetime.combine(today + place * DAY, MORNING)
        plan_shift(principal=director, secondment=somebody, starts_at=begins, ends_at=begins + DAY)
