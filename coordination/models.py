"""The tables of this app, feature by feature, for Django to find."""

from coordination.clocks.models import Holiday
from coordination.exchange.models import Feedback, Receipt
from coordination.removals.models import (
    Removal,
    RemovalCheck,
    RemovalIncident,
    RemovalItem,
    RemovalPerson,
    RemovalStep,
    RemovalTerms,
)
from coordination.requests.models import (
    Benchmark,
    DangerCall,
    Request,
    RequestPart,
    RequestReminder,
    RequestStep,
    RequestSubject,
)

__all__ = [
    "Benchmark",
    "DangerCall",
    "Feedback",
    "Holiday",
    "Receipt",
    "Removal",
    "RemovalCheck",
    "RemovalIncident",
    "RemovalItem",
    "RemovalPerson",
    "RemovalStep",
    "RemovalTerms",
    "Request",
    "RequestPart",
    "RequestReminder",
    "RequestStep",
    "RequestSubject",
]
