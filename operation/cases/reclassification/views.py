"""The page on which a suspect is reclassified as a presumed victim."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from operation.access.policies import may_as_originator
from operation.cases.base import CaseRecord
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.reclassification.forms import ReclassificationForm
from operation.cases.records.rescued_laborer import RESCUED_LABORER
from operation.cases.records.suspect import SUSPECT
from operation.cases.registry import RecordType
from operation.cases.views import DecisionView, record_url
from operation.kernel.errors import Conflict, require
from operation.kernel.fields import show_refusal


class Reclassify(DecisionView):
    """For the originator's focal points: what happens is said before it happens, for it cannot be undone."""

    @property
    def record_type(self) -> RecordType:
        return SUSPECT

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self._ask(self._suspect(), ReclassificationForm())

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        suspect, form = self._suspect(), ReclassificationForm(request.POST)
        laborer = self._reclassify(suspect, form) if form.is_valid() else None
        if laborer is None:
            return self._ask(suspect, form)
        messages.success(request, _("Reclassified. The name is in the vault, and nowhere else."))
        return HttpResponseRedirect(record_url(RESCUED_LABORER, laborer))

    def _suspect(self) -> Any:
        record = self.read()
        verdict = may_as_originator(self.principal, "record.reclassify", record.originator_id)
        require(verdict, verb=f"reclassify {record.reference}")
        return record

    def _reclassify(self, suspect: CaseRecord, form: ReclassificationForm) -> CaseRecord | None:
        try:
            return reclassify_suspect(principal=self.principal, suspect=suspect, **form.cleaned_data)
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return None

    def _ask(self, suspect: CaseRecord, form: ReclassificationForm) -> HttpResponse:
        title = _("Reclassify %(reference)s as a presumed victim") % {"reference": suspect.reference}
        text = _(
            "A record of a rescued laborer is opened. The names, the date of birth and what else identifies the person "
            "move into the vault. Here names, files, releases and history are erased, and an arrest counts no longer. "
            "This cannot be undone: download the files that the focal point needs before."
        )
        return self.ask(suspect, form, {"title": title, "text": text, "label": _("Reclassify"), "grave": True})
