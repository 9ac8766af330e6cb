"""The history of a record field by field, and the way to take its last change back."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from operation.access.policies import NOT_ORIGINATOR
from operation.cases.base import CaseRecord
from operation.cases.timelines import history, snapshots
from operation.cases.undoing.actions import undo_last
from operation.cases.undoing.changes import last_change, why_not
from operation.cases.undoing.forms import UndoForm
from operation.cases.undoing.policies import may_undo
from operation.cases.views import DecisionView, RecordView, handling_of, record_url
from operation.kernel.errors import Conflict, require
from operation.kernel.fields import show_refusal


class History(RecordView):
    """Every change with its fields before and after it, for the originator."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.read()
        require(record.originator_id == self.principal.organisation_id or NOT_ORIGINATOR, verb="read history")
        change = last_change(record)
        context = {
            "title": _("History of %(reference)s") % {"reference": record.reference},
            "crumbs": self.record_crumbs(record),
            "moments": history(self.record_type, record, snapshots(self.principal, record)),
            "undo_url": record_url(self.record_type, record, "record-undo"),
            "may_undo": bool(may_undo(self.principal, record, change)),
            "why_not": why_not(record, change),
            "handling": handling_of(record),
        }
        return self.show("history", context)


class Undo(DecisionView):
    """Before the last change is taken back it is shown once more, with what it changed."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self._record()
        return self._ask(record, UndoForm(record))

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self._record()
        form = UndoForm(record, request.POST)
        if form.is_valid() and self._undo(record, form):
            return self.done(record, _("Taken back. The record is as it was before its last change."))
        return self._ask(record, form)

    def _record(self) -> Any:
        record = self.read()
        require(may_undo(self.principal, record, last_change(record)), verb=f"undo {record.reference}")
        return record

    def _undo(self, record: CaseRecord, form: UndoForm) -> bool:
        try:
            undo_last(principal=self.principal, record=record, **form.cleaned_data)
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, form: UndoForm) -> HttpResponse:
        moment = history(self.record_type, record, snapshots(self.principal, record))[0]
        text = _("%(what)s. What it changed becomes as it was before; that it was taken back stays in the history.")
        context = {
            "title": _("Take back the last change of %(reference)s") % {"reference": record.reference},
            "text": text % {"what": moment.text},
            "changes": moment.changes,
            "label": _("Take it back"),
        }
        return self.ask(record, form, context)
