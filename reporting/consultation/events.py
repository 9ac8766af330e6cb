"""What reports tell the features above (kernel/events.py)."""

from dataclasses import dataclass

from operation.access.principal import Principal
from reporting.drafting.models import Report


@dataclass(frozen=True)
class ReportWithdrawn:
    """A released report was taken back, by whom and why."""

    report: Report
    reason: str
    principal: Principal
