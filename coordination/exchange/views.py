"""Pages of the exchange of reports: the overview; sanitise, acknowledge, give feedback, note it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coordination import frame
from coordination.exchange import actions, panels, selectors
from coordination.exchange.forms import FeedbackForm, SanitisedForm
from coordination.exchange.policies import may_answer, may_sanitise
from operation.access.policies import may
from operation.audit import trail
from operation.cases.records.intelligence_report import INTELLIGENCE_REPORT, IntelligenceReport
from operation.cases.views import DecisionView, RecordView, handling_of_all, record_url
from operation.kernel.errors import require
from operation.kernel.fields import attempt


@never_cache
@require_safe
def intelligence(request: Any) -> HttpResponse:
    """For you: received and not acknowledged; yours by state; what recipients say of yours."""
    principal = request.principal
    require(may(principal, "exchange.read"), verb="list intelligence reports")
    received, feedback = selectors.received(principal), selectors.feedback_received(principal)
    reports = [*received, *(one.report for one in feedback)]
    shown = list(dict.fromkeys(report.pk for report in reports))
    trail.record("listed", trail.Target(IntelligenceReport._meta.label), shown=shown)
    context = {
        "title": _("Intelligence reports"),
        "pages": frame.pages(principal, request.path),
        "received": [panels.received_row(principal, report) for report in received],
        "own": panels.own_states(principal),
        "feedback": [panels.feedback_row(one) for one in feedback],
        "actions": panels.page_actions(principal),
        "handling": handling_of_all(reports),
    }
    return render(request, "exchange/intelligence.html", context)


class Sanitise(DecisionView):
    """A version without what would reveal the source: begun from the report's own text."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        report = self._asked()
        return self._ask(report, SanitisedForm(self.principal, report))

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        report = self._asked()
        form = SanitisedForm(self.principal, report, request.POST)
        made = self._make(report, form) if form.is_valid() else None
        if made is None:
            return self._ask(report, form)
        text = _("Sanitised version made. Submit it, have it graded, and release it instead of the report.")
        messages.success(request, text)
        return HttpResponseRedirect(record_url(INTELLIGENCE_REPORT, made))

    def _asked(self) -> Any:
        report = self.read()
        require(may_sanitise(self.principal, report), verb=f"sanitise {report.reference}")
        return report

    def _make(self, report: IntelligenceReport, form: SanitisedForm) -> IntelligenceReport | None:
        return attempt(form, actions.sanitise_report, principal=self.principal, report=report, draft=form.draft)

    def _ask(self, report: IntelligenceReport, form: SanitisedForm) -> HttpResponse:
        context = {
            "title": _("Sanitised version of %(reference)s") % {"reference": report.reference},
            "text": _(
                "Take out names, places, days and words by which the source could be known. It becomes a report of its "
                "own; who gets it is not told that there is another one."
            ),
            "label": _("Make it"),
        }
        return self.ask(report, form, context)


class Acknowledge(RecordView):
    """One click: the organisation has it."""

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        report = self.read()
        actions.acknowledge_report(principal=self.principal, report=report)
        messages.success(request, _("Acknowledged. Its originator sees that you have it."))
        return HttpResponseRedirect(record_url(INTELLIGENCE_REPORT, report))


class GiveFeedback(DecisionView):
    """Of what use it was."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        return self._ask(self._asked(), FeedbackForm())

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        report, form = self._asked(), FeedbackForm(request.POST)
        if not form.is_valid():
            return self._ask(report, form)
        actions.give_feedback(principal=self.principal, report=report, **form.cleaned_data)
        return self.done(report, _("Thank you. Its originator reads it."))

    def _asked(self) -> Any:
        report = self.read()
        require(may_answer(self.principal, report), verb=f"give feedback on {report.reference}")
        return report

    def _ask(self, report: IntelligenceReport, form: FeedbackForm) -> HttpResponse:
        title = _("Feedback on %(reference)s") % {"reference": report.reference}
        return self.ask(report, form, {"title": title, "label": _("Send it")})


class NoteFeedback(RecordView):
    """The originator has seen it: it leaves the desk."""

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        report = self.read()
        actions.note_feedback(principal=self.principal, report=report)
        return HttpResponseRedirect(record_url(INTELLIGENCE_REPORT, report) + f"#{panels.ANCHOR}")
