"""Pages of combination: make one record of two; look at the one that was given up, and undo it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from operation.cases.actions import require_originator
from operation.cases.base import CaseRecord
from operation.cases.deletion.policies import may_restore
from operation.cases.masking import withheld_from
from operation.cases.merging.actions import combine_records, separate_records
from operation.cases.merging.forms import CombinationForm
from operation.cases.merging.models import Combination
from operation.cases.merging.selectors import find_other, read_other
from operation.cases.values import sections_of
from operation.cases.views import DecisionView, RecordView, handling_of, record_url
from operation.kernel.errors import Conflict
from operation.kernel.fields import show_refusal


class Combine(DecisionView):
    """The record of this page is kept; the other one is named by its reference."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        return self._ask(self._record(), CombinationForm(initial={"other": request.GET.get("with", "")}))

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record, form = self._record(), CombinationForm(request.POST)
        if form.is_valid() and self._combine(record, form):
            text = _("Combined. %(reference)s points at this record now.")
            return self.done(record, text % {"reference": form.cleaned_data["other"].upper()})
        return self._ask(record, form)

    def _record(self) -> CaseRecord:
        record: CaseRecord = self.read()
        require_originator(self.principal, self.record_type, [record], "amend")
        return record

    def _combine(self, record: CaseRecord, form: CombinationForm) -> bool:
        other = find_other(self.principal, self.record_type, form.cleaned_data["other"])
        if other is None:
            form.add_error("other", _("Your agency has no record of this type with this reference."))
            return False
        try:
            reason = form.cleaned_data["reason"]
            combine_records(principal=self.principal, kept=record, other=other, reason=reason)
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, form: CombinationForm) -> HttpResponse:
        title = _("Combine %(reference)s with another record") % {"reference": record.reference}
        text = _("This one is kept. It takes over names, identifiers, links and files of the other one.")
        return self.ask(record, form, {"title": title, "text": text, "label": _("Combine them")})


class Other(RecordView):
    """The record that was given up, as it stands, and the button that undoes it."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, combination: UUID) -> HttpResponse:
        kept, held = self._asked(combination)
        other = read_other(self.principal, held)
        if other is None:
            raise Http404
        withheld = withheld_from(self.principal, self.record_type, other)
        context = {
            "title": other.reference,
            "type": self.record_type,
            "kept": kept,
            "combination": held,
            "crumbs": self.record_crumbs(kept),
            "sections": sections_of(self.record_type, other, withheld),
            "names": list(other.names.all()) if self.record_type.names else [],  # type: ignore[attr-defined]
            "identifiers": list(other.identifiers.all()) if self.record_type.identifiers else [],  # type: ignore[attr-defined]
            "may_undo": may_restore(self.principal, kept),
            "handling": handling_of(other),
        }
        return self.show("combined", context)

    def post(self, request: HttpRequest, slug: str, pk: UUID, combination: UUID) -> HttpResponse:
        kept, held = self._asked(combination)
        try:
            other = separate_records(principal=self.principal, kept=kept, combination=held)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return HttpResponseRedirect(record_url(self.record_type, kept))
        messages.success(request, _("Undone: both are records of their own again."))
        return HttpResponseRedirect(record_url(self.record_type, other))

    def _asked(self, key: UUID) -> tuple[CaseRecord, Combination]:
        kept: CaseRecord = self.read()
        held = Combination.objects.filter(pk=key, kept_id=kept.pk, undone_at=None).first()
        if held is None:
            raise Http404
        require_originator(self.principal, self.record_type, [kept], "amend")
        return kept, held
