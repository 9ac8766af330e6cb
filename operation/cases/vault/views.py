"""Pages of the vault: write an identity down, open it with a reason, see it while it is open, amend it, close it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from operation.access.handling import TLP, HandlingCode
from operation.access.policies import may_as_originator
from operation.cases.base import CaseRecord
from operation.cases.records.rescued_laborer import RESCUED_LABORER
from operation.cases.registry import RecordType
from operation.cases.vault.actions import amend_identity, close_identity, open_identity, write_identity
from operation.cases.vault.forms import IdentityForms, OpeningForm
from operation.cases.vault.selectors import NOT_OPEN, open_until, read_identity
from operation.cases.vault.wording import facts_of
from operation.cases.views import Context, DecisionView, RecordView, record_url
from operation.kernel.errors import require
from operation.kernel.fields import show_refusal


class LaborerView(RecordView):
    """A page of one rescued laborer."""

    @property
    def record_type(self) -> RecordType:
        return RESCUED_LABORER

    def read_as(self, permission: str) -> Any:
        """The record, for the originator's people who hold the permission; raises NotAllowed for other readers."""
        record = self.read()
        require(
            may_as_originator(self.principal, permission, record.originator_id), verb=f"{permission} {record.reference}"
        )
        return record


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class IdentityView(LaborerView):
    """Shares the form of an identity; nothing of it is kept by a browser or told by an error report."""

    def form(self, record: CaseRecord, forms: IdentityForms, context: Context) -> HttpResponse:
        """The form, or again the one that was refused."""
        shared = {
            "form": forms.form,
            "names": forms.names,
            "documents": forms.documents,
            "formsets": [forms.names, forms.documents],
            "crumbs": self.record_crumbs(record),
            "handling": sealed_handling(),
        }
        status = 400 if forms.form.is_bound else 200
        return render(self.request, "vault/write.html", shared | context, status=status)


class Write(IdentityView):
    """Put an identity into the vault, from which the writer does not get it back."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self._form(self.read_as("vault.write"), IdentityForms())

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        record, forms = self.read_as("vault.write"), IdentityForms(request.POST)
        if not forms.is_valid():
            return self._form(record, forms)
        try:
            write_identity(principal=self.principal, record=record, identity=forms.identity)
        except ValidationError as refused:
            show_refusal(forms.form, refused)
            return self._form(record, forms)
        messages.success(request, _("The identity is in the vault."))
        return HttpResponseRedirect(record_url(self.record_type, record))

    def _form(self, record: CaseRecord, forms: IdentityForms) -> HttpResponse:
        title = _("Identity of %(reference)s") % {"reference": record.reference}
        return self.form(record, forms, {"title": title, "writing": True, "cancel_url": _back(record)})


class Open(DecisionView, LaborerView):
    """Say what for; then it is open for ten minutes, for this person alone."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self._ask(self.read_as("vault.open"), OpeningForm())

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        record, form = self.read_as("vault.open"), OpeningForm(request.POST)
        if form.is_valid():
            try:
                open_identity(principal=self.principal, record=record, **form.cleaned_data)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                return HttpResponseRedirect(identity_url(record, "identity"))
        return self._ask(record, form)

    def _ask(self, record: CaseRecord, form: OpeningForm) -> HttpResponse:
        title = _("Open the identity of %(reference)s") % {"reference": record.reference}
        text = _("It is open to you alone for ten minutes. That you opened it, and what for, stands in the trail.")
        return self.ask(record, form, {"title": title, "text": text, "label": _("Open it")})


class Seen(IdentityView):
    """The identity while it is open; the page leaves by itself when it closes."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        record = self.read_as("vault.open")
        until = _require_open(self, record)
        title = _("Identity of %(reference)s") % {"reference": record.reference}
        context = {
            "title": title,
            "until": timezone.localtime(until),
            "facts": facts_of(read_identity(self.principal, record)),
            "amend_url": identity_url(record, "identity-amend"),
            "close_url": identity_url(record, "identity-close"),
            "crumbs": self.record_crumbs(record),
            "handling": sealed_handling(until),
        }
        response = render(request, "vault/identity.html", context)
        response.headers["Refresh"] = _refresh(until, record)
        return response


class Amend(IdentityView):
    """Correct what is kept, while it is open."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        record = self.read_as("vault.open")
        until = _require_open(self, record)
        return self._form(record, IdentityForms(kept=read_identity(self.principal, record)), until)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        record, forms = self.read_as("vault.open"), IdentityForms(request.POST)
        until = _require_open(self, record)
        if not forms.is_valid() or not self._amend(record, forms.form, forms):
            return self._form(record, forms, until)
        messages.success(request, _("Saved in the vault."))
        return HttpResponseRedirect(identity_url(record, "identity"))

    def _amend(self, record: CaseRecord, form: Any, forms: IdentityForms) -> bool:
        try:
            amend_identity(principal=self.principal, record=record, identity=forms.identity)
        except ValidationError as refused:
            show_refusal(form, refused)
        return not form.errors

    def _form(self, record: CaseRecord, forms: IdentityForms, until: datetime) -> HttpResponse:
        title = _("Amend the identity of %(reference)s") % {"reference": record.reference}
        response = self.form(record, forms, {"title": title, "cancel_url": identity_url(record, "identity")})
        response.headers["Refresh"] = _refresh(until, record)
        return response


class Close(LaborerView):
    """End one's own opening. A button on the page of the identity leads here."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        record = self.read_as("vault.open")
        close_identity(principal=self.principal, record=record)
        messages.success(request, _("The identity is closed."))
        return HttpResponseRedirect(_back(record))


def identity_url(record: CaseRecord, page: str) -> str:
    return reverse(page, args=[record.pk])


def sealed_handling(until: datetime | None = None) -> Context:
    """The strip of a page that shows an identity: for one reader, whatever the record's own marking is."""
    note = _("For you alone")
    if until:
        time = date_format(timezone.localtime(until), "TIME_FORMAT")
        note = _("For you alone, until %(time)s") % {"time": time}
    return {"tlp": TLP.RED, "code": HandlingCode.H2, "words": HandlingCode.H2.label, "note": note}


def _require_open(view: LaborerView, record: CaseRecord) -> datetime:
    until = open_until(view.principal, record)
    require(True if until else NOT_OPEN, verb=f"read identity {record.reference}")
    assert until is not None
    return until


def _refresh(until: datetime, record: CaseRecord) -> str:
    """When the browser leaves the page, and where to."""
    left = max(0, int((until - timezone.now()).total_seconds()))
    return f"{left}; url={_back(record)}"


def _back(record: CaseRecord) -> str:
    return record_url(RESCUED_LABORER, record)
