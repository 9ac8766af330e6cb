"""What the pages show of the exchange of reports: recipients on a report's page, rows of the overview."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coordination.exchange.models import Feedback, Receipt, Verdict
from coordination.exchange.policies import may_answer, may_note, may_sanitise
from coordination.exchange.selectors import Answers, answers_of, own_by_state
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.masking import withheld_from
from operation.cases.panels import Part, register_part
from operation.cases.records.intelligence_report import INTELLIGENCE_REPORT, IntelligenceReport
from operation.cases.selectors import released_to
from operation.cases.values import state_of
from operation.cases.views import list_url, record_url
from operation.people.models import Organisation

Row = dict[str, Any]
ANCHOR = "exchange"
TONES = {Verdict.USEFUL: "ok", Verdict.ACTED_UPON: "ok", Verdict.NOT_USEFUL: "due"}


@register_part
def exchange_part(principal: Principal, record: CaseRecord) -> Part | None:
    """For the originator who has the report and what they say of it; for a recipient its own side of that."""
    if not isinstance(record, IntelligenceReport):
        return None
    answers = answers_of(principal, record)
    is_own = record.originator_id == principal.organisation_id
    context = _for_originator(principal, record, answers) if is_own else _for_recipient(principal, record, answers)
    return Part(ANCHOR, _("Dissemination"), "exchange/_part.html", context | {"is_own": is_own})


def _for_originator(principal: Principal, report: IntelligenceReport, answers: Answers) -> Row:
    """Recipients of today, and those who answered before it was recalled from them."""
    current: list[Organisation] = [grant.group.organisation for grant in released_to(report)]
    asked = {one.pk: one for one in (*current, *(answer.organisation for answer in _all(answers)))}
    reading = {one.pk for one in current}
    rows = [_recipient(one, answers, reads=one.pk in reading) for one in asked.values()]
    unseen = any(one.seen_at is None for one in answers.feedback)
    return {
        "rows": rows,
        "note_url": _url(report, "report-feedback-noted") if unseen and may_note(principal, report) else "",
        "sanitise_url": _url(report, "report-sanitise") if may_sanitise(principal, report) else "",
    }


def _all(answers: Answers) -> list[Receipt | Feedback]:
    return [*answers.receipts.values(), *answers.feedback]


def _recipient(organisation: Organisation, answers: Answers, *, reads: bool) -> Row:
    return {
        "organisation": organisation,
        "reads": reads,
        "receipt": answers.receipts.get(organisation.pk),
        "feedback": [feedback_row(one) for one in answers.of(organisation.pk)],
    }


def _for_recipient(principal: Principal, report: IntelligenceReport, answers: Answers) -> Row:
    may = bool(may_answer(principal, report))
    receipt = next(iter(answers.receipts.values()), None)
    return {
        "receipt": receipt,
        "feedback": [feedback_row(one) for one in answers.feedback],
        "acknowledge_url": _url(report, "report-acknowledge") if may and receipt is None else "",
        "feedback_url": _url(report, "report-feedback") if may else "",
    }


def _url(report: IntelligenceReport, page: str) -> str:
    return reverse(page, args=[report.pk])


def feedback_row(one: Feedback) -> Row:
    """One piece of feedback, and the report that it is about."""
    return {
        "feedback": one,
        "verdict": capfirst(one.get_verdict_display()),
        "tone": TONES[Verdict(one.verdict)],
        "is_new": one.seen_at is None,
        "url": reverse("record", args=[INTELLIGENCE_REPORT.slug, one.report_id]) + f"#{ANCHOR}",
    }


def received_row(principal: Principal, report: IntelligenceReport) -> Row:
    """A report that came in; of one at H3 whose text is not confirmed, the reference alone."""
    withheld = withheld_from(principal, INTELLIGENCE_REPORT, report)
    grade = "" if "source_evaluation" in withheld else f"{report.source_evaluation}{report.information_evaluation}"
    return {
        "report": report,
        "url": record_url(INTELLIGENCE_REPORT, report),
        "title": "" if "title" in withheld else report.title,
        "grade": grade,
        "acknowledge_url": _url(report, "report-acknowledge") if not withheld and may_answer(principal, report) else "",
    }


def own_states(principal: Principal) -> list[Row]:
    """The states of life in their order, each with how many of one's own reports stand there and the way to them."""
    counts = own_by_state(principal)
    address = list_url(INTELLIGENCE_REPORT)
    return [
        {
            "label": state_of(INTELLIGENCE_REPORT, state),
            "drawing": INTELLIGENCE_REPORT.drawings.get(state, "idle"),
            "count": counts[state],
            "url": f"{address}?{urlencode({'status': state, 'country': principal.country or ''})}",
        }
        for state in INTELLIGENCE_REPORT.states.line
        if state in counts
    ]


def page_actions(principal: Principal) -> list[Row]:
    """The buttons of the overview."""
    found: list[Row] = [{"label": _("All reports in a list"), "url": list_url(INTELLIGENCE_REPORT)}]
    if principal.is_member and principal.holds("record.open"):
        url = reverse("record-new", args=[INTELLIGENCE_REPORT.slug])
        found.append({"label": INTELLIGENCE_REPORT.log_label, "url": url, "icon": "plus", "main": True})
    return found
