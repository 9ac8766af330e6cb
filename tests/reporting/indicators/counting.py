"""What a rule counts of a record that is not in any database."""

from datetime import date
from decimal import Decimal
from typing import Any

from operation.cases.base import CaseRecord
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.records.seized_asset import SeizedAsset
from operation.cases.records.suspect import Suspect
from reporting.indicators.rules import Indicator, indicator_named
from reporting.indicators.rules.base import Scope

SCOPE = Scope(date(2024, 8, 7), date(2024, 12, 31), frozenset({"KH", "CN", "LA", "MM", "TH", "VN"}))
DAY = date(2024, 9, 10)
LATER = date(2024, 11, 2)


def rule(code: str) -> Indicator:
    found = indicator_named(code)
    assert found is not None
    return found


def counted(code: str, record: CaseRecord) -> Decimal | None:
    """How much, whenever it happened; None: nothing."""
    found = rule(code).contributions(record, SCOPE)
    return sum((one.value for one in found), Decimal(0)) if found else None


def days(code: str, record: CaseRecord) -> list[date]:
    """When, one day for each contribution."""
    return [one.event.on for one in rule(code).contributions(record, SCOPE)]


def suspect(**values: Any) -> Suspect:
    return Suspect(**{"country_id": "TH", "arrested_on": DAY, "status": "arrested"} | values)


def laborer(**values: Any) -> RescuedLaborer:
    return RescuedLaborer(**{"country_id": "KH", "event_on": DAY, "status": "encountered"} | values)


def asset(**values: Any) -> SeizedAsset:
    given = {"country_id": "TH", "status": "seized", "measured_on": DAY, "usd": Decimal("1250.50")}
    return SeizedAsset(**given | values)
