"""Who else reads records: release of one or many, recall, regrading."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.forms_decisions import RecallForm, RegradeForm, ReleaseForm
from operation.cases.selectors import released_to
from operation.cases.sharing import recall_records, regrade_records, release_records
from operation.cases.views import Context, DecisionView
from operation.cases.views_bulk import BulkPage
from operation.kernel.errors import Conflict, Verdict, require
from operation.kernel.fields import show_refusal
from operation.people.selectors import recipients

ONWARD = gettext_lazy(
    "They read it with its names, under its marking, and may not pass it on. You can recall it at any time."
)


class SharingView(DecisionView):
    """For the originator alone, in the roles that hold the permission."""

    sharing_permission = "record.share"

    def record_to_share(self) -> Any:
        record = self.read()
        verdict = may_as_originator(self.principal, self.sharing_permission, record.originator_id)
        require(verdict, verb=f"share {record.reference}")
        return record


class Release(SharingView):
    """Let others read it: who, what for, until when."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        return self._ask(self.record_to_share(), ReleaseForm(recipients(self.principal)))

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.record_to_share()
        form = ReleaseForm(recipients(self.principal), request.POST)
        if form.is_valid() and release(self.principal, [record], form):
            names = ", ".join(one.short_name for one in form.recipients)
            return self.done(record, _("Released to %(names)s.") % {"names": names})
        return self._ask(record, form)

    def _ask(self, record: CaseRecord, form: ReleaseForm) -> HttpResponse:
        title = _("Release %(reference)s") % {"reference": record.reference}
        return self.ask(record, form, {"title": title, "text": ONWARD, "label": _("Release it")})


class Recall(SharingView):
    """Take releases back, with a reason."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.record_to_share()
        return self._ask(record, RecallForm(self._readers(record)))

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.record_to_share()
        form = RecallForm(self._readers(record), request.POST)
        if form.is_valid() and self._recall(record, form):
            return self.done(record, _("Recalled. They can no longer read it."))
        return self._ask(record, form)

    def _readers(self, record: CaseRecord) -> list[Any]:
        return [grant.group.organisation for grant in released_to(record)]

    def _recall(self, record: CaseRecord, form: RecallForm) -> bool:
        try:
            recall_records(
                principal=self.principal, records=[record], from_=form.chosen, reason=form.cleaned_data["reason"]
            )
        except ValidationError as refused:
            show_refusal(form, refused)
        return not form.errors

    def _ask(self, record: CaseRecord, form: RecallForm) -> HttpResponse:
        text = _("At their next request it does not exist for them. What they have read already is in the trail.")
        title = _("Recall %(reference)s") % {"reference": record.reference}
        return self.ask(record, form, {"title": title, "text": text, "label": _("Recall it"), "grave": True})


class Regrade(SharingView):
    """Another marking, with a reason."""

    sharing_permission = "record.regrade"

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.record_to_share()
        return self._ask(record, RegradeForm(self.record_type, self.principal, record))

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.record_to_share()
        form = RegradeForm(self.record_type, self.principal, record, request.POST)
        if form.is_valid() and self._regrade(record, form):
            return self.done(record, _("Regraded. Whoever could read it has been told."))
        return self._ask(record, form)

    def _regrade(self, record: CaseRecord, form: RegradeForm) -> bool:
        given = form.cleaned_data
        try:
            regrade_records(
                principal=self.principal,
                records=[record],
                versions=[given["version"]],
                marking=form.marking,
                reason=given["reason"],
            )
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, form: RegradeForm) -> HttpResponse:
        text = _("Recipients are told, without the reason. TLP:RED ends every release: it is for named persons only.")
        title = _("Regrade %(reference)s") % {"reference": record.reference}
        return self.ask(record, form, {"title": title, "text": text, "label": _("Regrade it")})


class ReleaseMany(BulkPage):
    """Let others read several records that were chosen in the list: all of them, or none."""

    permission = "record.share"
    verb = "share"

    def verdict(self, record: CaseRecord) -> Verdict:
        return may_as_originator(self.principal, self.permission, record.originator_id)

    def form_for(self, records: Sequence[CaseRecord], data: QueryDict | None = None) -> ReleaseForm:
        return ReleaseForm(recipients(self.principal), data)

    def words(self, records: Sequence[CaseRecord]) -> Context:
        count = len(records)
        title = ngettext("Release %(count)s record", "Release %(count)s records", count) % {"count": count}
        return {"title": title, "text": ONWARD, "label": _("Release them")}

    def carry_out(self, records: Sequence[CaseRecord], form: ReleaseForm) -> str:
        share(self.principal, records, form)
        count, names = len(records), ", ".join(one.short_name for one in form.recipients)
        text = ngettext("%(count)s record released to %(names)s.", "%(count)s records released to %(names)s.", count)
        return text % {"count": count, "names": names}


def release(principal: Principal, records: Sequence[CaseRecord], form: ReleaseForm) -> bool:
    """Release as the form says; what is refused stands at its field."""
    try:
        share(principal, records, form)
    except ValidationError as refused:
        show_refusal(form, refused)
    except Conflict as conflict:
        form.add_error(None, str(conflict))
    return not form.errors


def share(principal: Principal, records: Sequence[CaseRecord], form: ReleaseForm) -> None:
    given = form.cleaned_data
    release_records(
        principal=principal,
        records=records,
        to=form.recipients,
        purpose=given["purpose"],
        expires_at=given["until"],
    )
