"""National returns as agencies make them: through the actions, at a moment of the operation."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.rules import INDICATORS
from reporting.indicators.weeks import Week, monday_of, week_named
from reporting.returns.actions import open_return, query_returns, save_draft, submit_returns, verify_returns
from reporting.returns.entries import Entry
from reporting.returns.models import NationalReturn

Given = Mapping[str, int | str | None]


def week_of(day: str) -> Week:
    """The week of the execution in which a day lies."""
    found = week_named(Operation.objects.get(code="seagull"), monday_of(date.fromisoformat(day)))
    assert found is not None
    return found


def entries_of(given: Given) -> dict[str, Entry]:
    """Every figure answered: as given, None for «no data», and 0 for what is not named; without notes."""
    numbers = {each.code: given.get(each.code, 0) for each in INDICATORS}
    return {
        code: Entry(no_data=True) if number is None else Entry(reported=Decimal(number))
        for code, number in numbers.items()
    }


def drafted(by: User, day: str, given: Given | None = None) -> NationalReturn:
    """The return of a user's agency for the week of a day, filled in."""
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        made = open_return(principal=principal, operation=Operation.objects.get(code="seagull"), week=week_of(day))
        return save_draft(
            principal=principal, national_return=made, entries=entries_of(given or {}), version=made.version
        )


def submitted(by: User, day: str, given: Given | None = None) -> NationalReturn:
    """The same, sent to the supervision desk by the same user."""
    made, principal = drafted(by, day, given), principal_of(by)
    with acting_as(principal, channel="test"):
        return submit_returns(principal=principal, returns=[made], versions=[made.version])[0]


def queried(by: User, desk: User, day: str, given: Given | None = None, **about: str) -> NationalReturn:
    """The same, sent back by the desk with questions about figures; about the whole where none is named."""
    made, principal = submitted(by, day, given), principal_of(desk)
    with acting_as(principal, channel="test"):
        return query_returns(
            principal=principal,
            returns=[made],
            versions=[made.version],
            question="" if about else "Which one?",
            about=about,
        )[0]


def verified(by: User, desk: User, day: str, given: Given | None = None) -> NationalReturn:
    """The same, verified by the desk."""
    made, principal = submitted(by, day, given), principal_of(desk)
    with acting_as(principal, channel="test"):
        return verify_returns(principal=principal, returns=[made], versions=[made.version])[0]


def noon(day: str) -> datetime:
    """Midday in Kunming: a moment for `clock.at`."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time().replace(hour=12), tzinfo=clock.KUNMING)
