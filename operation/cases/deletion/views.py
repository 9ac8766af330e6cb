"""Pages of deletion: take a record out of use; what was deleted of a type, and the way to give it back."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operation.cases.base import CaseRecord
from operation.cases.deletion.actions import delete_records, restore_records
from operation.cases.deletion.forms import DeletionForm
from operation.cases.deletion.policies import may_delete
from operation.cases.deletion.selectors import choose_deleted, list_deleted
from operation.cases.values import primary_name
from operation.cases.views import Context, DecisionView, TypeView, handling_of_all, list_url
from operation.cases.views_bulk import BulkPage
from operation.kernel.errors import Conflict, Verdict, require
from operation.kernel.fields import show_refusal

MEANS = gettext_lazy(
    "At once it is in no list, search or figure, and does not exist for whoever it was released to; they are told. "
    "Your supervisors and coordinators can give it back as it was. After 90 days it is purged."
)


class Delete(DecisionView):
    """Take one record out of use, with a reason."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        return self._ask(self._record(), DeletionForm())

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record, form = self._record(), DeletionForm(request.POST)
        if form.is_valid() and self._delete(record, form):
            text = _("Deleted: %(reference)s. Your supervisors and coordinators can give it back.")
            messages.success(request, text % {"reference": record.reference})
            return HttpResponseRedirect(list_url(self.record_type))
        return self._ask(record, form)

    def _record(self) -> CaseRecord:
        record: CaseRecord = self.read()
        require(may_delete(self.principal, record), verb=f"delete {record.reference}")
        return record

    def _delete(self, record: CaseRecord, form: DeletionForm) -> bool:
        try:
            delete_records(principal=self.principal, records=[record], reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, form: DeletionForm) -> HttpResponse:
        title = _("Delete %(reference)s") % {"reference": record.reference}
        return self.ask(record, form, {"title": title, "text": MEANS, "label": _("Delete it"), "grave": True})


class DeleteMany(BulkPage):
    """The same for several that were chosen in the list: all of them, or none."""

    verb = "delete"

    def verdict(self, record: CaseRecord) -> Verdict:
        return may_delete(self.principal, record)

    def form_for(self, records: Sequence[CaseRecord], data: QueryDict | None = None) -> DeletionForm:
        return DeletionForm(data)

    def words(self, records: Sequence[CaseRecord]) -> Context:
        count = len(records)
        title = ngettext("Delete %(count)s record", "Delete %(count)s records", count) % {"count": count}
        return {"title": title, "text": MEANS, "label": _("Delete them"), "grave": True}

    def carry_out(self, records: Sequence[CaseRecord], form: DeletionForm) -> str:
        delete_records(principal=self.principal, records=records, reason=form.cleaned_data["reason"])
        count = len(records)
        return ngettext("%(count)s record deleted.", "%(count)s records deleted.", count) % {"count": count}


class DeletedRecords(TypeView):
    """What the agency deleted of one type, and the way back."""

    permission = "record.restore"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._show()

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        keys = request.POST.getlist("id")
        if not keys:
            return self._show(_("Choose the records first: tick their boxes in the list."))
        records = choose_deleted(self.principal, self.record_type, keys)
        try:
            restore_records(principal=self.principal, records=records)
        except ValidationError as refused:
            return self._show(*refused.messages)
        count = len(records)
        words = ngettext("%(count)s record is in use again.", "%(count)s records are in use again.", count)
        messages.success(request, words % {"count": count})
        return HttpResponseRedirect(list_url(self.record_type))

    def _show(self, *problems: str) -> HttpResponse:
        found = list_deleted(self.principal, self.record_type)
        context = {
            "type": self.record_type,
            "crumbs": self.type_crumbs(),
            "rows": [(one, primary_name(self.record_type, one.record)) for one in found],
            "problems": problems,
            "handling": handling_of_all([one.record for one in found]),
        }
        return self.show("deleted", context, 400 if problems else 200)
