"""Pages of retention: what is due, and what is decided about one record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.policies import may_as_originator
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType
from operation.cases.retention import actions
from operation.cases.retention.forms import KeepForm, PurgeForm, WhyForm
from operation.cases.retention.models import LegalHold
from operation.cases.retention.selectors import count_for_named_readers, held, list_due
from operation.cases.retention.wording import for_named_readers
from operation.cases.views import Context, DecisionView, RecordsView, handling_of_all, record_url
from operation.kernel.errors import Text, require
from operation.kernel.fields import show_refusal


def _purge(*, record: CaseRecord, **given: Any) -> None:
    actions.purge_records(records=[record], **given)


@dataclass(frozen=True)
class Act:
    """One thing to decide: its words, its form, and the action that does it."""

    permission: str
    label: Text
    text: Text
    done: Text
    form: type[WhyForm]
    do: Callable[..., Any]
    grave: bool = False


ACTS = {
    "keep": Act(
        "record.retain",
        gettext_lazy("Keep it longer"),
        gettext_lazy("It comes up for review again on the day that follows from this."),
        gettext_lazy("Kept. The next review is set."),
        KeepForm,
        actions.keep_record,
    ),
    "hold": Act(
        "record.retain",
        gettext_lazy("Place a legal hold"),
        gettext_lazy("Until it is lifted nothing purges the record, whatever is due."),
        gettext_lazy("Under legal hold."),
        WhyForm,
        actions.hold_record,
    ),
    "lift": Act(
        "record.retain",
        gettext_lazy("Lift the legal hold"),
        gettext_lazy("From then on the record is purged when its time comes."),
        gettext_lazy("The legal hold is lifted."),
        WhyForm,
        actions.lift_hold,
    ),
    "purge": Act(
        "record.purge",
        gettext_lazy("Purge it"),
        gettext_lazy(
            "Names, releases, history and the record itself are erased. A line without a person stays: which type, "
            "whose, when, by which rule. Figures stay as they were counted. This cannot be undone."
        ),
        gettext_lazy("Purged."),
        PurgeForm,
        _purge,
        grave=True,
    ),
}


class Due(RecordsView):
    """The agency's records whose review is due."""

    permission = "record.retain"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = list_due(self.principal)
        records = [record for _type, record in found]
        unread = count_for_named_readers(self.principal)
        holds = held([record.pk for record in records])
        context = {
            "crumbs": [{"label": _("Records"), "url": reverse("records")}],
            "rows": [_row(kind, record, holds) for kind, record in found],
            "unread": for_named_readers(unread) if unread else "",
            "handling": handling_of_all(records),
        }
        return self.show("retention", context)


def _row(kind: RecordType, record: CaseRecord, holds: dict[UUID, LegalHold]) -> Context:
    return {
        "record": record,
        "type": kind.label,
        "state": capfirst(kind.state_label(record.status)),
        "drawing": kind.drawings.get(record.status, "idle"),
        "url": record_url(kind, record),
        "hold": holds.get(record.pk),
    }


class Decide(DecisionView):
    """Decide about one record. The address names what."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, name: str) -> HttpResponse:
        record, asked = self._asked()
        return self._ask(record, asked, asked.form())

    def post(self, request: HttpRequest, slug: str, pk: UUID, name: str) -> HttpResponse:
        record, asked = self._asked()
        form = asked.form(request.POST)
        if form.is_valid():
            try:
                asked.do(principal=self.principal, record=record, **form.cleaned_data)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                return self._done(record, asked)
        return self._ask(record, asked, form)

    def _asked(self) -> tuple[Any, Act]:
        record, asked = self.read(), ACTS.get(self.kwargs["name"])
        if asked is None:
            raise Http404
        verdict = may_as_originator(self.principal, asked.permission, record.originator_id)
        require(verdict, verb=f"{self.kwargs['name']} {record.reference}")
        return record, asked

    def _done(self, record: CaseRecord, asked: Act) -> HttpResponse:
        if not asked.grave:
            return self.done(record, str(asked.done))
        messages.success(self.request, str(asked.done))
        return HttpResponseRedirect(reverse("records-due"))

    def _ask(self, record: CaseRecord, asked: Act, form: WhyForm) -> HttpResponse:
        title = f"{asked.label}: {record.reference}"
        return self.ask(record, form, {"title": title, "text": asked.text, "label": asked.label, "grave": asked.grave})
