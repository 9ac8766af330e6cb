"""What every page of records starts from: who asks, of which type, and how handling is told.

The pages of the records themselves stand in pages/, those of a feature beside its actions.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from operation.access.handling import HandlingCode, strictest_code, strictest_tlp
from operation.access.policies import may
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType, by_slug, type_of
from operation.cases.rows import recipients_of
from operation.cases.selectors import read_record
from operation.kernel.errors import require

Context = dict[str, Any]
LIKE = "like"
"""Names, in an address, the record before."""

ON_DAY = "action_day"
"""Names, in an address, the action day on which it happened: its key alone."""


class RecordsView(View):
    """A page for who may read records at all; anybody else is told so."""

    permission = "record.read"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require(may(self.principal, self.permission), verb=request.path)
        return super().dispatch(request, *args, **kwargs)

    @property
    def principal(self) -> Principal:
        found: Principal = self.request.principal  # type: ignore[attr-defined]
        return found

    def show(self, template: str, context: Context, status: int = 200) -> HttpResponse:
        return render(self.request, f"cases/{template}.html", context, status=status)


class TypeView(RecordsView):
    """A page of one record type, named in its address."""

    @property
    def record_type(self) -> RecordType:
        """Raises Http404 for a type that nobody registered."""
        found = by_slug(self.kwargs["slug"])
        if found is None:
            raise Http404
        return found

    def type_crumbs(self, *, with_type: bool = True) -> list[dict[str, Any]]:
        crumbs: list[dict[str, Any]] = [{"label": _("Records"), "url": reverse("records")}]
        if with_type:
            crumbs.append({"label": self.record_type.label_plural, "url": list_url(self.record_type)})
        return crumbs


class RecordView(TypeView):
    """A page of one record. Whatever may not be read does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Observers get the same answer here as for an address that was never given out."""
        if not self.principal.holds(self.permission):
            read_record(self.principal, self.record_type, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def read(self) -> Any:
        return read_record(self.principal, self.record_type, self.kwargs["pk"])

    def record_crumbs(self, record: CaseRecord) -> list[dict[str, Any]]:
        return [*self.type_crumbs(), {"label": record.reference, "url": record_url(self.record_type, record)}]


class DecisionView(RecordView):
    """A small form about one record, and the way back to it."""

    def done(self, record: CaseRecord, text: str) -> HttpResponse:
        messages.success(self.request, text)
        return HttpResponseRedirect(record_url(self.record_type, record))

    def ask(self, record: CaseRecord, form: Any, context: Context) -> HttpResponse:
        shared = {
            "type": self.record_type,
            "form": form,
            "crumbs": self.record_crumbs(record),
            "cancel_url": record_url(self.record_type, record),
            "handling": handling_of(record),
        }
        return self.show("decision", shared | context, 400 if form.errors else 200)


def list_url(record_type: RecordType) -> str:
    return reverse("record-list", args=[record_type.slug])


def new_url(record_type: RecordType, before: CaseRecord) -> str:
    """The form of a new record that takes over what it can from the record before (pages/sitting.py)."""
    return f"{reverse('record-new', args=[record_type.slug])}?{LIKE}={type_of(before).slug}:{before.pk}"


def record_url(record_type: RecordType, record: CaseRecord, page: str = "record", *more: str) -> str:
    return reverse(page, args=[record_type.slug, record.pk, *more])


def handling_of(record: CaseRecord) -> Context:
    """The strip of a page that shows one record."""
    codes = ", ".join(recipients_of(record))
    origin = _("Originator: %(agency)s") % {"agency": record.originator}
    released = _("released to %(codes)s") % {"codes": codes} if codes else _("not released")
    words = record.handling_text or HandlingCode(record.handling_code).label
    return {"tlp": _shown_mark(record), "code": record.handling_code, "words": words, "note": f"{origin} · {released}"}


def _shown_mark(record: CaseRecord) -> str:
    """The strictest of the record, its names and its identifiers that were read with it (decision 16)."""
    record_type = type_of(record)
    names = record.names.all() if record_type.names else ()  # type: ignore[attr-defined]
    identifiers = record.identifiers.all() if record_type.identifiers else ()  # type: ignore[attr-defined]
    return strictest_tlp([record.tlp, *(one.tlp for one in (*names, *identifiers) if one.tlp)])


def handling_of_all(records: Sequence[CaseRecord]) -> Context | None:
    """The strip of a page that shows several: the strictest of them; none for an empty page."""
    if not records:
        return None
    code = strictest_code(record.handling_code for record in records)
    note = ngettext("The strictest of %(count)s row shown", "The strictest of %(count)s rows shown", len(records))
    return {
        "tlp": strictest_tlp(record.tlp for record in records),
        "code": code,
        "words": code.label,
        "note": note % {"count": len(records)},
    }
