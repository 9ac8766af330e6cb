"""Writes around intelligence reports: sanitise, disseminate; acknowledge, give feedback, note it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.exchange.models import Feedback, Receipt
from coordination.exchange.policies import may_answer, may_note, may_sanitise
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases import facts
from operation.cases.actions import open_records
from operation.cases.drafts import RecordDraft
from operation.cases.events import RecordsChanged
from operation.cases.links.actions import LinkDraft, link_records
from operation.cases.links.kinds import LinkKind
from operation.cases.links.models import End
from operation.cases.records.intelligence_report import INTELLIGENCE_REPORT, IntelligenceReport, ReportState
from operation.cases.storing import store
from operation.kernel import clock, events
from operation.kernel.errors import Refused, require

KEPT = ("place_country", "fraud_type", "attribution")
"""What a sanitised version takes over by itself: nothing that says where, when or by whom it was learned."""


@dataclass(frozen=True)
class SanitisedDraft:
    """A version without what would reveal the source, and how it is marked."""

    title: str
    text: str
    tlp: str
    handling_code: str
    handling_text: str = ""


@transaction.atomic
def sanitise_report(*, principal: Principal, report: IntelligenceReport, draft: SanitisedDraft) -> IntelligenceReport:
    """Write a sanitised version of a report: a record of its own, which is submitted, graded and released by itself.

    It is linked with the report, which nobody is told who does not see both. Raises NotAllowed outside the originator;
    Refused by field, and for the text of the report as it is.
    """
    require(may_sanitise(principal, report), verb=f"sanitise {report.reference}")
    if draft.text.strip() == report.narrative.strip():
        raise Refused({"narrative": _("This is the text of the report. Take out what would reveal the source.")})
    made: IntelligenceReport
    [made] = open_records(  # type: ignore[assignment]
        principal=principal,
        operation=report.operation,
        record_type=INTELLIGENCE_REPORT,
        drafts=[RecordDraft(_values(report, draft))],
        synthetic=report.is_synthetic,
    )
    link = LinkDraft(LinkKind.SANITISED, End.of(made), End.of(report))
    link_records(principal=principal, drafts=[link])
    trail.record("sanitised", report)
    return made


def _values(report: IntelligenceReport, draft: SanitisedDraft) -> dict[str, Any]:
    """The grade that the report has, or that was proposed for it, is the proposal for its version."""
    graded = report.source_evaluation and report.information_evaluation
    return {
        "title": draft.title,
        "narrative": draft.text,
        "tlp": draft.tlp,
        "handling_code": draft.handling_code,
        "handling_text": draft.handling_text,
        "grade_given": f"{report.source_evaluation}{report.information_evaluation}" if graded else "",
        "is_sanitised": True,
        **{name: getattr(report, name) for name in KEPT},
    }


def disseminate_reports(*, principal: Principal, reports: Sequence[IntelligenceReport]) -> None:
    """Reports that were just released, and are held: those that went to nobody before are disseminated now.

    A release is a decision of the coordinator, who may clear them too. Nothing of what was verified changes.
    """
    today = clock.today()
    sent = [report for report in reports if report.status in (ReportState.GRADED, ReportState.RELEASED)]
    for report in sent:
        day = max(today, report.status_on or today)
        report.cleared_on = report.cleared_on or day
        report.disseminated_on, report.status, report.status_on = day, ReportState.DISSEMINATED, day
        report.version += 1
        report.changed_at, report.changed_by_id = clock.now(), principal.person
    if sent:
        store(INTELLIGENCE_REPORT, sent)
        facts.keep(sent, INTELLIGENCE_REPORT.code)
        trail.record_each("disseminated", sent, {})
        events.publish(RecordsChanged(INTELLIGENCE_REPORT, sent, principal))


@transaction.atomic
def acknowledge_report(*, principal: Principal, report: IntelligenceReport) -> Receipt:
    """Say that the principal's organisation has a report that was released to it. A second time changes nothing.

    Raises NotAllowed for the originator, and for a role that does not work with reports.
    """
    require(may_answer(principal, report), verb=f"acknowledge {report.reference}")
    receipt, is_new = Receipt.objects.get_or_create(
        report=report,
        organisation_id=principal.own_organisation,
        defaults={"originator_id": report.originator_id, "given_by_id": principal.person},
    )
    if is_new:
        trail.record("acknowledged", report)
    found: Receipt = receipt
    return found


@transaction.atomic
def give_feedback(*, principal: Principal, report: IntelligenceReport, verdict: str, words: str = "") -> Feedback:
    """Tell the originator, and nobody else, what a report was good for; it acknowledges the report too.

    Raises NotAllowed as `acknowledge_report`; Refused for a verdict that is none, or words that are too long.
    """
    acknowledge_report(principal=principal, report=report)
    feedback = Feedback(
        report=report,
        organisation_id=principal.own_organisation,
        originator_id=report.originator_id,
        given_by_id=principal.person,
        verdict=verdict,
        words=words.strip(),
    )
    try:
        feedback.clean_fields(exclude=["report", "organisation", "originator", "given_by", "seen_at"])
    except ValidationError as wrong:
        raise Refused(wrong.error_dict) from wrong
    feedback.save(force_insert=True)
    trail.record("gave feedback", report)
    return feedback


@transaction.atomic
def note_feedback(*, principal: Principal, report: IntelligenceReport) -> int:
    """The originator has seen what recipients say of a report; returns how much of it was new. Raises NotAllowed."""
    require(may_note(principal, report), verb=f"note feedback on {report.reference}")
    unseen = Feedback.objects.visible_to(principal).filter(report=report, seen_at=None)
    noted: int = unseen.update(seen_at=clock.now())
    if noted:
        trail.record("noted feedback", report, count=noted)
    return noted
