"""Pages of custody: hand over what one record speaks of, or what many do; correct a hand-over."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.cases.base import CaseRecord
from operation.cases.custody.actions import correct_handover, hand_over
from operation.cases.custody.forms import CorrectionForm, HandoverForm
from operation.cases.custody.policies import may_hand_over
from operation.cases.custody.selectors import Entry, chain_of, chains_of
from operation.cases.registry import RecordType
from operation.cases.views import Context, DecisionView, record_url
from operation.cases.views_bulk import BulkPage
from operation.kernel.errors import Conflict, Verdict, require
from operation.kernel.fields import show_refusal

SECTION = "#custody"


class CustodyView(DecisionView):
    """A page about the chain of one record; types that nobody holds have none."""

    def asked(self) -> CaseRecord:
        record: CaseRecord = self.read()
        if self.record_type.custody is None:
            raise Http404
        verdict = may_hand_over(self.principal, self.record_type, record.originator_id)
        require(verdict, verb=f"hand over {record.reference}")
        return record

    def finish(self, record: CaseRecord, text: str) -> HttpResponse:
        messages.success(self.request, text)
        return HttpResponseRedirect(record_url(self.record_type, record) + SECTION)


class HandOver(CustodyView):
    """The next hand-over: it begins where the last one ended."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.asked()
        last = _last(record)
        return self._ask(record, last, HandoverForm([last]))

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.asked()
        last = _last(record)
        form = HandoverForm([last], request.POST)
        if form.is_valid() and self._hand_over(record, last, form):
            return self.finish(record, _("Handed over."))
        return self._ask(record, last, form)

    def _hand_over(self, record: CaseRecord, last: Entry | None, form: HandoverForm) -> bool:
        seen = _key(self.request.POST.get("after", ""))
        try:
            hand_over(principal=self.principal, records=[record], draft=form.draft, after=[seen])
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, last: Entry | None, form: HandoverForm) -> HttpResponse:
        context: Context = {
            "title": _("Hand over %(reference)s") % {"reference": record.reference},
            "label": _("Hand over"),
            "hidden": [("after", last.key if last else "")],
            "facts": [{"label": _("From"), "value": last.now.taken_by}] if last else [],
        }
        return self.ask(record, form, context)


class CorrectHandover(CustodyView):
    """A hand-over that was entered wrongly: another row stands in its place."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, entry: UUID) -> HttpResponse:
        record = self.asked()
        chain, place = self._found(record)
        return self._ask(record, CorrectionForm(chain, place))

    def post(self, request: HttpRequest, slug: str, pk: UUID, entry: UUID) -> HttpResponse:
        record = self.asked()
        form = CorrectionForm(*self._found(record), request.POST)
        if form.is_valid() and self._correct(record, form):
            return self.finish(record, _("Corrected. What was entered first stays in the chain, struck out."))
        return self._ask(record, form)

    def _found(self, record: CaseRecord) -> tuple[list[Entry], int]:
        chain = chain_of(record)
        for place, one in enumerate(chain):
            if one.key == self.kwargs["entry"]:
                return chain, place
        raise Http404

    def _correct(self, record: CaseRecord, form: CorrectionForm) -> bool:
        key, why = self.kwargs["entry"], form.cleaned_data["why"]
        try:
            correct_handover(principal=self.principal, record=record, entry=key, draft=form.draft, why=why)
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, form: CorrectionForm) -> HttpResponse:
        return self.ask(record, form, {"title": _("Correct a hand-over"), "label": _("Correct it")})


class HandOverMany(BulkPage):
    """What was chosen in the list goes from its holders to one: all of it, or nothing."""

    permission = "record.read"
    verb = "hand over"

    @property
    def record_type(self) -> RecordType:
        found = super().record_type
        if found.custody is None:
            raise Http404
        return found

    def verdict(self, record: CaseRecord) -> Verdict:
        return may_hand_over(self.principal, self.record_type, record.originator_id)

    def form_for(self, records: Sequence[CaseRecord], data: QueryDict | None = None) -> HandoverForm:
        return HandoverForm(_lasts(records), data)

    def words(self, records: Sequence[CaseRecord]) -> Context:
        count = len(records)
        title = ngettext("Hand over %(count)s record", "Hand over %(count)s records", count) % {"count": count}
        text = _("Each goes from whoever took it last. Where a chain begins, it begins with whom you enter.")
        return {"title": title, "text": text, "label": _("Hand over")}

    def carry_out(self, records: Sequence[CaseRecord], form: HandoverForm) -> str:
        after = [last.key if last else None for last in _lasts(records)]
        hand_over(principal=self.principal, records=records, draft=form.draft, after=after)
        return ngettext("%(count)s handed over.", "%(count)s handed over.", len(records)) % {"count": len(records)}


def _last(record: CaseRecord) -> Entry | None:
    return _lasts([record])[0]


def _lasts(records: Sequence[Any]) -> list[Entry | None]:
    chains = chains_of(records)
    return [chains[record.pk][-1] if chains[record.pk] else None for record in records]


def _key(text: str) -> UUID | None:
    """What the form carried: the last hand-over that was shown; a key that is none was never shown."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None
