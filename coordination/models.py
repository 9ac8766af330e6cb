"""The tables of this app, feature by feature, for Django to find."""

from coordination.clocks.models import Holiday
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
    "Holiday",
    "Request",
    "RequestPart",
    "RequestReminder",
    "RequestStep",
    "RequestSubject",
]
