"""Measures as somebody reads them, in plain numbers."""

from datetime import date
from typing import Any

from operation.access.context import acting_as
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.measures.rules import measure_named
from reporting.measures.selectors import measure_of
from reporting.measures.values import Measured, Values


def read(who: User, code: str, as_known: str = "") -> Measured:
    principal, measure = principal_of(who), measure_named(code)
    assert measure is not None
    day = date.fromisoformat(as_known) if as_known else None
    with acting_as(principal, channel="test"):
        return measure_of(principal, Operation.objects.get(code="seagull"), measure, day)


def told(values: Values | None, *keys: str) -> Any:
    """Numbers of some columns, None for «no data»; None for what is not told at all."""
    if values is None:
        return None
    found = tuple(None if values[key] is None else float(values[key] or 0) for key in keys)
    return found if len(keys) > 1 else found[0]
