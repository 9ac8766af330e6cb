"""What requests tell the features above, inside the transaction of the action (kernel/events.py)."""

from dataclasses import dataclass

from coordination.requests.models import Request
from operation.access.principal import Principal


@dataclass(frozen=True)
class RequestSent:
    """It is with the recipient from now on, and its clock runs."""

    request: Request
    principal: Principal


@dataclass(frozen=True)
class RequestStepped:
    """Any later step was taken; the request is as it is now. A late answer that was announced is «delay»."""

    request: Request
    step: str
    principal: Principal
