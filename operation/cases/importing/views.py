"""Pages of an import: upload, the verdicts, the last question, and the way back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.access.policies import may
from operation.cases.importing import actions, panels, selectors
from operation.cases.importing.forms import TakeForm, UndoForm, UploadForm
from operation.cases.importing.models import LOGGED, ImportFile, ImportState, Verdict
from operation.cases.importing.storing import columns_read
from operation.cases.importing.template_file import FORMATS, template_file
from operation.cases.views import Context, TypeView, list_url
from operation.jobs.views import progress
from operation.kernel.errors import Conflict, require
from operation.kernel.fields import show_refusal
from operation.kernel.lists import CURSOR, onward
from operation.plan.selectors import current_operation


class ImportView(TypeView):
    """For who may log records of the type; anybody else is told so."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.kwargs = kwargs
        require(may(self.principal, self.record_type.permission("open")), verb=f"import {self.record_type.slug}")
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self, *, with_import: bool = True) -> list[Context]:
        upload = {"label": _("Import"), "url": reverse("record-import", args=[self.record_type.slug])}
        return [*self.type_crumbs(), upload] if with_import else self.type_crumbs()

    def show_import(self, template: str, context: Context, status: int = 200) -> HttpResponse:
        return self.show(f"importing/{template}", {"type": self.record_type} | context, status)


class Upload(ImportView):
    """Where an import begins: the template, the form, and one's earlier imports."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._page(UploadForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        file = self._upload(form) if form.is_valid() else None
        return HttpResponseRedirect(address_of(self.record_type, file)) if file else self._page(form, 400)

    def _upload(self, form: UploadForm) -> ImportFile | None:
        operation, given = current_operation(), form.cleaned_data
        if operation is None:
            form.add_error(None, _("No operation is loaded yet. Ask your administrator."))
            return None
        try:
            return actions.upload(
                principal=self.principal,
                operation=operation,
                record_type=self.record_type,
                name=given["file"].name,
                content=given["file"].read(),
                calendar=given["calendar"],
            )
        except ValidationError as refused:
            show_refusal(form, refused)
            return None

    def _page(self, form: UploadForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "crumbs": self.crumbs(with_import=False),
            "templates": [
                {"label": label, "url": reverse("record-import-template", args=[self.record_type.slug, name])}
                for name, label in (("xlsx", "XLSX"), ("csv", "CSV"))
            ],
            "earlier": [
                {
                    "file": file,
                    "state": capfirst(file.get_state_display()),
                    "tone": panels.STATE_TONES[ImportState(file.state)],
                    "url": address_of(self.record_type, file),
                    "summary": panels.summary(file),
                }
                for file in selectors.earlier_files(self.principal, self.record_type)
            ],
            "cancel_url": list_url(self.record_type),
        }
        return self.show_import("upload", context, status)


class Template(ImportView):
    """The template, in the reader's language, as XLSX or CSV."""

    def get(self, request: HttpRequest, slug: str, name: str) -> HttpResponse:
        if name not in FORMATS:
            raise Http404
        return template_file(self.principal, self.record_type, name)


class File(ImportView):
    """One import: on its way, judged row by row, or done."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        file = selectors.open_file(self.principal, self.record_type, pk)
        return self._page(file, TakeForm() if file.count(Verdict.TWIN) else None)

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        """Import it."""
        file = selectors.open_file(self.principal, self.record_type, pk)
        form = TakeForm(request.POST) if file.count(Verdict.TWIN) else None
        if form is not None and not form.is_valid():
            return self._page(file, form, 400)
        try:
            actions.take(principal=self.principal, file=file)
        except (Conflict, ValidationError) as refused:
            words = str(refused) if isinstance(refused, Conflict) else " ".join(refused.messages)
            messages.warning(request, words)
        return HttpResponseRedirect(request.path)

    def _page(self, file: ImportFile, form: TakeForm | None, status: int = 200) -> HttpResponse:
        context = {"file": file, "crumbs": self.crumbs(), "form": form, "again_url": self.crumbs()[-1]["url"]}
        if file.job and not file.job.is_over:
            return self.show_import("file", context | progress(file.job, self.request.path), status)
        if file.state == ImportState.CHECKED:
            context |= self._verdicts(file)
        elif file.state == ImportState.TAKEN:
            context |= self._taken(file)
        return self.show_import("file", context, status)

    def _verdicts(self, file: ImportFile) -> Context:
        chosen = self.request.GET.get(panels.VERDICT, Verdict.WRONG if file.count(Verdict.WRONG) else "")
        after = self.request.GET.get(CURSOR, "")
        rows, following = selectors.page_of_rows(file, chosen, int(after) if after.isdecimal() else None)
        columns = columns_read(file)
        take = file.count(*LOGGED, Verdict.CHANGED)
        return {
            "tabs": panels.tabs(file, chosen),
            "rows": [panels.row(self.record_type, columns, row) for row in rows],
            "older_url": onward(self.request.GET, following),
            "summary": panels.summary(file),
            "wrong": file.count(Verdict.WRONG),
            "twins": file.count(Verdict.TWIN),
            "take": take,
            "label": ngettext("Import %(count)s row", "Import %(count)s rows", take) % {"count": take},
            "handling": panels.handling(file),
        }

    def _taken(self, file: ImportFile) -> Context:
        return {
            "summary": panels.summary(file),
            "list_url": list_url(self.record_type),
            "undo_url": reverse("record-import-undo", args=[self.record_type.slug, file.pk]),
        }


class Undo(ImportView):
    """Take an import back, as long as nothing was done with its records."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        return self._ask(selectors.open_file(self.principal, self.record_type, pk), UndoForm())

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        file = selectors.open_file(self.principal, self.record_type, pk)
        form = UndoForm(request.POST)
        if form.is_valid() and self._undo(file, form):
            messages.success(
                request, _("The import is undone: what it logged is deleted, what it changed is as it was.")
            )
            return HttpResponseRedirect(address_of(self.record_type, file))
        return self._ask(file, form, 400)

    def _undo(self, file: ImportFile, form: UndoForm) -> bool:
        try:
            actions.undo(principal=self.principal, file=file, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, file: ImportFile, form: UndoForm, status: int = 200) -> HttpResponse:
        address = address_of(self.record_type, file)
        context = {
            "title": _("Undo the import of «%(name)s»") % {"name": file.name},
            "text": _(
                "What it logged is deleted, what it changed is taken back. A coordinator can restore what is deleted."
            ),
            "label": _("Undo the import"),
            "grave": True,
            "form": form,
            "crumbs": [*self.crumbs(), {"label": file.name, "url": address}],
            "cancel_url": address,
        }
        return self.show("decision", context, status)


def address_of(record_type: Any, file: ImportFile) -> str:
    return reverse("record-import-file", args=[record_type.slug, file.pk])
