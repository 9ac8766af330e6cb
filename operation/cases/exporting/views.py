"""Pages of an export: what will be in the file and what for, the files that are kept, and one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.cases.arrangement import BESIDE
from operation.cases.bulk import ALL, AMONG
from operation.cases.exporting.actions import AT_ONCE, export_now, request_export
from operation.cases.exporting.forms import ExportForm
from operation.cases.exporting.panels import contents_of, facts_of, handling_of_export, left_out, row_of
from operation.cases.exporting.selectors import Survey, one_export, own_exports, read_file, survey
from operation.cases.exporting.writing import Written
from operation.cases.filters import RecordFilters, filters_of
from operation.cases.views import Context, RecordsView, TypeView, list_url
from operation.jobs.views import progress
from operation.kernel.fields import show_refusal
from operation.kernel.lists import without


class Ask(TypeView):
    """Take the list in the address as a file."""

    permission = "record.export"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        if AMONG in request.GET:
            return HttpResponseRedirect(self._chosen())
        filters = self._filters()
        if not filters.is_valid():
            return HttpResponseRedirect(self._list())
        found = survey(self.principal, self.record_type, filters)
        return self._ask(filters, found, ExportForm(self.record_type, found))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        filters = self._filters()
        if not filters.is_valid():
            return HttpResponseRedirect(self._list())
        found = survey(self.principal, self.record_type, filters)
        form = ExportForm(self.record_type, found, request.POST)
        if form.is_valid():
            try:
                return self._take(filters, found, form)
            except ValidationError as refused:
                show_refusal(form, refused)
        return self._ask(filters, found, form)

    def _take(self, filters: RecordFilters, found: Survey, form: ExportForm) -> HttpResponse:
        asked: dict[str, Any] = {"principal": self.principal, "record_type": self.record_type, "filters": filters}
        if found.count <= AT_ONCE:
            return download(export_now(**asked, order=form.order))
        export = request_export(**asked, order=form.order, query=without(self.request.GET))
        messages.info(self.request, _("The file is being made. You find it here when it is ready."))
        return HttpResponseRedirect(reverse("record-export-kept", args=[export.pk]))

    def _filters(self) -> RecordFilters:
        return filters_of(self.record_type)(self.request.GET, self.principal, beside=BESIDE)

    def _chosen(self) -> str:
        """What was ticked in the list, or all that its filters find, as an address of this page."""
        asked = self.request.GET
        query = QueryDict(mutable=True)
        query.setlist("id", asked.getlist("id"))
        return f"?{asked[AMONG] if asked.get(ALL) else query.urlencode()}"

    def _list(self) -> str:
        """The list that was on screen; it says itself what is wrong with its address."""
        query = without(self.request.GET)
        return list_url(self.record_type) + (f"?{query}" if query else "")

    def _ask(self, filters: RecordFilters, found: Survey, form: ExportForm) -> HttpResponse:
        context: Context = {
            "type": self.record_type,
            "crumbs": self.type_crumbs(),
            "form": form if found.count else None,
            "facts": contents_of(self.record_type, filters, found),
            "gate": left_out(found),
            "texts": found.handling_texts,
            "cancel_url": self._list(),
            "handling": handling_of_export(found.tlp, found.code) if found.count else None,
            "in_background": found.count > AT_ONCE,
            "kept_url": reverse("record-exports"),
        }
        return self.show("exporting/ask", context, 400 if form.errors else 200)


class Kept(RecordsView):
    """The files that one asked for, while they are kept."""

    permission = "record.export"

    def get(self, request: HttpRequest) -> HttpResponse:
        crumbs = [{"label": _("Records"), "url": reverse("records")}]
        rows = [row_of(export) for export in own_exports(self.principal)]
        return self.show("exporting/kept", {"crumbs": crumbs, "rows": rows})


class One(RecordsView):
    """One file: on its way, or ready to be fetched."""

    permission = "record.export"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        export = one_export(self.principal, pk)
        crumbs = [
            {"label": _("Records"), "url": reverse("records")},
            {"label": _("Files"), "url": reverse("record-exports")},
        ]
        context: Context = {"crumbs": crumbs, "export": export, "facts": facts_of(export)}
        if export.is_made:
            context["handling"] = handling_of_export(export.tlp, export.handling_code)
        else:
            context |= progress(export.job, request.path)
        return self.show("exporting/one", context)


class File(RecordsView):
    """The file itself, while all that it holds may still be read."""

    permission = "record.export"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        export, content = read_file(self.principal, pk)
        return download(Written(export.name, "application/octet-stream", content))


def download(written: Written) -> HttpResponse:
    """Saved, never shown: nothing of a file runs or opens on our pages."""
    response = HttpResponse(written.content, content_type=written.media_type)
    response["Content-Disposition"] = f'attachment; filename="{written.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
