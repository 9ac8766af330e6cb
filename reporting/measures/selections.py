"""The records behind a measure, as a selection that lists of records and facts can open.

A key reads «P04.charged.TH.2024-11-13»: measure, part, country or «all», and the day on which it was known or «now».
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from operation.access.principal import Principal
from operation.cases.selections import Selection
from operation.plan.models import Operation
from operation.plan.selectors import current_operation
from reporting.measures.account import records_in
from reporting.measures.base import Measure
from reporting.measures.rules import measure_named
from reporting.measures.selectors import countries, may_read

PREFIX = "measure"
ALL, NOW = "all", "now"


@dataclass(frozen=True, slots=True)
class MeasureKey:
    """Which number: a part of a measure, of a country ("": all), as known on a day (None: now)."""

    measure: Measure
    part: str
    country: str = ""
    as_known: date | None = None

    @property
    def key(self) -> str:
        return f"{self.measure.code}.{self.part}.{self.country or ALL}.{self.as_known or NOW}"

    @property
    def name(self) -> str:
        """As the lists of records take it in `?behind=`."""
        return f"{PREFIX}:{self.key}"

    @classmethod
    def read(cls, key: str) -> Self | None:
        """None for a key that names nothing."""
        try:
            code, part, country, day = key.split(".")
            measure = measure_named(code)
            known = date.fromisoformat(day) if day != NOW else None
        except ValueError:
            return None
        if measure is None or part not in measure.part_keys or country not in (ALL, *countries()):
            return None
        return cls(measure, part, "" if country == ALL else country, known)


def find_selection(principal: Principal, key: str) -> Selection | None:
    """The records behind a number, for a list to narrow what its reader may see anyway."""
    operation, found = current_operation(), MeasureKey.read(key)
    if operation is None or found is None or found.measure.model is None or not may_read(principal, found.measure):
        return None
    return Selection(found.key, records_behind(principal, operation, found))


def records_behind(principal: Principal, operation: Operation, key: MeasureKey) -> object:
    """Keys of the records, as far as the reader may know of them."""
    return records_in(principal, operation, key.measure.code, key.part, country=key.country, as_known=key.as_known)
