"""Pages of the consent log: add a consent, add its withdrawal."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operation.cases.base import CaseRecord
from operation.cases.consent.actions import log_consent, withdraw_consent
from operation.cases.consent.forms import ConsentForm, WithdrawalForm
from operation.cases.consent.models import ConsentEntry
from operation.cases.vault.views import LaborerView
from operation.cases.views import DecisionView
from operation.kernel.fields import show_refusal


class Add(DecisionView, LaborerView):
    """Log what a person agreed to."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        record = self.read_as("consent.log")
        return self._ask(record, ConsentForm(language=record.language))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        record, form = self.read_as("consent.log"), ConsentForm(request.POST)
        if form.is_valid():
            try:
                log_consent(principal=self.principal, record=record, draft=form.draft)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                return self.done(record, _("The consent is logged."))
        return self._ask(record, form)

    def _ask(self, record: CaseRecord, form: ConsentForm) -> HttpResponse:
        title = _("Log a consent of %(reference)s") % {"reference": record.reference}
        text = _("Assistance never depends on it. It can be withdrawn at any time.")
        return self.ask(record, form, {"title": title, "text": text, "label": _("Log it")})


class Withdraw(DecisionView, LaborerView):
    """Log that a consent was taken back."""

    def get(self, request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
        record = self.read_as("consent.log")
        return self._ask(record, self._entry(record), WithdrawalForm())

    def post(self, request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
        record, form = self.read_as("consent.log"), WithdrawalForm(request.POST)
        found = self._entry(record)
        if form.is_valid():
            try:
                withdraw_consent(principal=self.principal, record=record, entry=found, **form.cleaned_data)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                return self.done(record, _("The withdrawal is logged."))
        return self._ask(record, found, form)

    def _entry(self, record: CaseRecord) -> ConsentEntry:
        found = ConsentEntry.objects.filter(record_id=record.pk, withdraws=None, pk=self.kwargs["entry"]).first()
        if found is None:
            raise Http404
        return found

    def _ask(self, record: CaseRecord, entry: ConsentEntry, form: Any) -> HttpResponse:
        words = {"purpose": entry.get_purpose_display(), "day": date_format(entry.on, "DATE_FORMAT")}
        text = _("Consent to: %(purpose)s, given on %(day)s.") % words
        return self.ask(record, form, {"title": _("Withdraw a consent"), "text": text, "label": _("Log it")})
