"""Which records a measure counts: the rules of all figures (reporting/indicators/rules/general.py)."""

from datetime import date
from decimal import Decimal

from operation.cases.base import CaseRecord
from reporting.indicators.rules.base import COUNTED, Event, Scope
from reporting.measures.base import Counted

ONE, NONE = Decimal(1), Decimal(0)


def is_in(record: CaseRecord, scope: Scope, on: date | None, precision: str = "day") -> bool:
    """In use, a result of the operation, and all of the time in which it may have happened within the execution."""
    if record.deleted_at or record.attribution not in COUNTED or on is None:
        return False
    return scope.holds(Event(on, precision))


def is_claimed(record: CaseRecord, scope: Scope) -> bool:
    """Whether its own country holds it: what happened in another member country is that country's (rule 3)."""
    place = str(record.place_country or "")
    return place not in scope.members or place == record.country_id


def flags(**parts: bool) -> Counted:
    """Parts that hold count one."""
    return {name: ONE for name, holds in parts.items() if holds}
