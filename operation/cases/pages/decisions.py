"""What is decided about a record: a step of its life cycle, its verification."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.cases.actions import take_step, verify_records
from operation.cases.base import CaseRecord
from operation.cases.forms_decisions import StepForm
from operation.cases.stepping import may_take
from operation.cases.views import DecisionView, record_url
from operation.kernel.errors import Conflict, require
from operation.kernel.fields import show_refusal
from operation.kernel.transitions import Transition


class Step(DecisionView):
    """Take one step: on which day, with the fields that it needs."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, name: str) -> HttpResponse:
        record, step = self._asked()
        return self._ask(record, step, StepForm(self.record_type, self.principal, step, record))

    def post(self, request: HttpRequest, slug: str, pk: UUID, name: str) -> HttpResponse:
        record, step = self._asked()
        form = StepForm(self.record_type, self.principal, step, record, request.POST)
        if form.is_valid() and self._take(record, step, form):
            state = capfirst(self.record_type.state_label(step.target))
            return self.done(record, _("Status: %(state)s. It waits for verification.") % {"state": state})
        return self._ask(record, step, form)

    def _asked(self) -> tuple[CaseRecord, Transition]:
        record = self.read()
        step = self.record_type.states.named(self.kwargs["name"])
        if step is None:
            raise Http404
        require(may_take(self.principal, self.record_type, record, step), verb=f"{step.name} {record.reference}")
        return record, step

    def _take(self, record: CaseRecord, step: Transition, form: StepForm) -> bool:
        try:
            take_step(principal=self.principal, records=[record], step=step, on=form.day, given=form.given)
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, step: Transition, form: StepForm) -> HttpResponse:
        now, then = (capfirst(self.record_type.state_label(state)) for state in (record.status, step.target))
        text = _("%(reference)s: from «%(now)s» to «%(then)s».") % {
            "reference": record.reference,
            "now": now,
            "then": then,
        }
        return self.ask(record, form, {"title": step.label, "text": text, "label": step.label})


class Verify(DecisionView):
    """Confirm what somebody else logged. A button on the record's page leads here."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.read()
        try:
            verify_records(principal=self.principal, records=[record])
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return HttpResponseRedirect(record_url(self.record_type, record))
        return self.done(record, _("Verified."))
