"""Reads of the exchange of reports: what came in, what one's own reports have become, what recipients say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q

from coordination.exchange.models import Feedback, Receipt
from operation.access.principal import Principal
from operation.cases.confirmations import is_open
from operation.cases.records.intelligence_report import (
    INTELLIGENCE_REPORT,
    IntelligenceReport,
    ReportState,
)
from operation.cases.selectors import reach_record

SHOWN_AT_MOST = 50


def read_report(principal: Principal, key: UUID | str) -> Any:
    """A report for a decision about it. Raises Http404 for what the principal does not see, Unconfirmed at H3."""
    return reach_record(principal, INTELLIGENCE_REPORT, key)


def not_acknowledged(principal: Principal) -> Any:
    """Reports that others released to the principal's organisation, of which nobody there took note yet."""
    mine = Receipt.objects.filter(Q(organisation_id=principal.organisation_id), report=OuterRef("pk"))
    return IntelligenceReport.objects.released(principal).filter(~Exists(mine))


def received(principal: Principal) -> Sequence[Any]:
    """The newest of them; `is_open` says whether their content may be shown."""
    opened = ExpressionWrapper(is_open(principal), BooleanField())
    found = not_acknowledged(principal).annotate(is_open=opened).select_related("originator", "country")
    return list(found.order_by("-sorted_at", "-pk")[:SHOWN_AT_MOST])


def own_by_state(principal: Principal) -> Mapping[str, int]:
    """How many reports of its own the principal sees, by state."""
    rows = IntelligenceReport.objects.own(principal).order_by().values_list("status").annotate(count=Count("pk"))
    return dict(rows)


def to_grade(principal: Principal) -> Any:
    """Reports of the principal's agency that were submitted."""
    return IntelligenceReport.objects.own(principal).filter(status=ReportState.SUBMITTED)


def unseen_feedback(principal: Principal) -> Any:
    """What recipients said of the principal's own reports, and nobody noted yet."""
    return Feedback.objects.visible_to(principal).filter(originator_id=principal.organisation_id, seen_at=None)


def feedback_received(principal: Principal) -> Sequence[Feedback]:
    """The newest feedback on the principal's own reports."""
    found = Feedback.objects.visible_to(principal).filter(originator_id=principal.organisation_id)
    return list(found.select_related("report", "organisation").order_by("-created_at", "-pk")[:SHOWN_AT_MOST])


@dataclass(frozen=True)
class Answers:
    """What is known of the recipients of one report: their receipts by organisation, their feedback, newest first."""

    receipts: Mapping[UUID, Receipt]
    feedback: Sequence[Feedback]

    def of(self, organisation: UUID) -> list[Feedback]:
        return [one for one in self.feedback if one.organisation_id == organisation]


def answers_of(principal: Principal, report: IntelligenceReport) -> Answers:
    """All of them for the originator, a recipient's own for a recipient. Two queries."""
    receipts = Receipt.objects.visible_to(principal).filter(report=report).select_related("organisation")
    feedback = Feedback.objects.visible_to(principal).filter(report=report).select_related("organisation")
    return Answers({one.organisation_id: one for one in receipts}, list(feedback.order_by("-created_at", "-pk")))
