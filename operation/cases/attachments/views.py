"""Pages of files: attach one, see it, look at its pages, download it, remove it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.attachments import selectors
from operation.cases.attachments.actions import check_again, remove_attachment
from operation.cases.attachments.arriving import attach_file
from operation.cases.attachments.forms import AttachForm, RemoveForm
from operation.cases.attachments.kinds import content_kinds
from operation.cases.attachments.models import Attachment, FileState
from operation.cases.attachments.panels import file_url
from operation.cases.attachments.policies import may_attach
from operation.cases.attachments.wording import size_words, standing, type_words, uploader
from operation.cases.base import CaseRecord
from operation.cases.selectors import reach_record
from operation.cases.views import Context, DecisionView, RecordView, handling_of, record_url
from operation.jobs.models import Job
from operation.kernel.errors import require
from operation.kernel.fields import show_refusal

OPAQUE = "application/octet-stream"
NOTHING_ACTIVE = "sandbox; default-src 'none'"
"""A policy for what came from outside, or was drawn of it: whatever a browser takes it for, it does nothing."""


class FileView(RecordView):
    """Something about one file of a record that the reader reaches; its own entry tells of it, not the record's."""

    def reach(self) -> tuple[CaseRecord, Attachment]:
        record = reach_record(self.principal, self.record_type, self.kwargs["pk"])
        return record, selectors.find_attachment(self.principal, record, self.kwargs["file"])

    def reach_to_change(self) -> tuple[CaseRecord, Attachment]:
        record, attachment = self.reach()
        require(may_attach(self.principal, record), verb=f"change file of {record.reference}")
        return record, attachment

    def file_crumbs(self, record: CaseRecord, attachment: Attachment) -> list[dict[str, Any]]:
        url = file_url(record, "record-file", attachment.pk)
        return [*self.record_crumbs(record), {"label": str(attachment), "url": url}]


class Attach(RecordView):
    """Choose a file. With a script it goes in parts and goes on where a line broke; without one, at once."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        return self._form(self._record(), AttachForm())

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record, form = self._record(), AttachForm(request.POST, request.FILES)
        attachment = self._attach(record, form) if form.is_valid() else None
        if attachment is None:
            return self._form(record, form)
        return HttpResponseRedirect(file_url(record, "record-file", attachment.pk))

    def _record(self) -> CaseRecord:
        record: CaseRecord = self.read()
        require(may_attach(self.principal, record), verb=f"attach to {record.reference}")
        return record

    def _attach(self, record: CaseRecord, form: AttachForm) -> Attachment | None:
        content = form.cleaned_data["file"]
        try:
            return attach_file(principal=self.principal, record=record, draft=form.draft, content=content)
        except ValidationError as refused:
            show_refusal(form, refused)
            return None

    def _form(self, record: CaseRecord, form: AttachForm) -> HttpResponse:
        context = {
            "title": _("Attach a file to %(reference)s") % {"reference": record.reference},
            "form": form,
            "api_url": reverse("api-attachments", args=[self.record_type.slug, record.pk]),
            "page_url": record_url(self.record_type, record),
            "cancel_url": record_url(self.record_type, record),
            "crumbs": self.record_crumbs(record),
            "handling": handling_of(record),
        }
        return render(self.request, "attachments/attach.html", context, status=400 if form.errors else 200)


class Page(FileView):
    """What is known of a file, its pages, and who handled it."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, file: UUID) -> HttpResponse:
        record = self.read()
        attachment = selectors.find_attachment(self.principal, record, file)
        numbers = selectors.picture_numbers(attachment)
        context = {
            "file": attachment,
            "how": standing(attachment),
            "facts": facts_of(self.principal, attachment),
            "pictures": [file_url(record, "record-file-picture", file, number) for number in numbers],
            "twins": selectors.twins_of(self.principal, record, attachment),
            "handled": selectors.handled_by(self.principal, record, attachment),
            "why_failed": _why_failed(attachment),
            "actions": self._actions(record, attachment),
            "crumbs": self.record_crumbs(record),
            "handling": handling_of(record) | {"tlp": attachment.mark_on(record)} | _code(record, attachment),
        }
        return render(request, "attachments/file.html", context)

    def _actions(self, record: CaseRecord, attachment: Attachment) -> list[Context]:
        actions: list[Context] = []
        if selectors.may_download(attachment):
            url = file_url(record, "record-file-download", attachment.pk)
            actions.append({"label": _("Download"), "url": url, "icon": "download", "main": True})
        if not may_attach(self.principal, record):
            return actions
        if _why_failed(attachment):
            again = file_url(record, "record-file-check", attachment.pk)
            actions.append({"label": _("Check it again"), "url": again, "icon": "refresh", "post": True})
        remove = file_url(record, "record-file-remove", attachment.pk)
        return [*actions, {"label": _("Remove"), "url": remove, "icon": "trash"}]


def _why_failed(attachment: Attachment) -> str:
    """Why a check came to no end, for the one who asked for it."""
    job = attachment.job
    failed = job is not None and job.state in (Job.State.FAILED, Job.State.CANCELLED)
    return (job.reason or _("It was stopped.")) if job and failed and attachment.state == FileState.QUARANTINED else ""


def _code(record: CaseRecord, attachment: Attachment) -> Context:
    code = attachment.code_on(record)
    return {} if code == record.handling_code else {"code": code, "words": code.label}


def facts_of(principal: Principal, attachment: Attachment) -> list[Context]:
    as_the_record = _("as the record")
    day = date_format(timezone.localtime(attachment.created_at), "DATE_FORMAT")
    return [
        {"label": _("File name"), "value": attachment.name},
        {"label": _("What it is"), "value": attachment.get_kind_display()},
        {"label": _("Type, by its content"), "value": type_words(attachment)},
        {"label": _("Size"), "value": size_words(attachment)},
        {"label": "SHA-256", "value": attachment.sha256},
        {"label": _("Attached by"), "value": uploader(principal, attachment), "note": day},
        {"label": _("TLP of the file"), "value": attachment.get_tlp_display() or as_the_record},
        {"label": _("Handling code of the file"), "value": attachment.get_handling_code_display() or as_the_record},
    ]


class Picture(FileView):
    """One page of a file, drawn anew."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, file: UUID, number: int) -> HttpResponse:
        record, attachment = self.reach()
        png = selectors.read_picture(record, attachment, number)
        return HttpResponse(png, content_type="image/png", headers={"Content-Security-Policy": NOTHING_ACTIVE})


class Download(FileView):
    """The file as it came, to be saved and never shown here."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, file: UUID) -> HttpResponseBase:
        record, attachment = self.reach()
        return as_download(record, attachment)


def as_download(record: CaseRecord, attachment: Attachment) -> HttpResponseBase:
    content = selectors.read_content(record, attachment)
    name = content_kinds()[attachment.content_type].name_for(attachment.name)
    headers = {"Content-Security-Policy": NOTHING_ACTIVE, "X-Content-Type-Options": "nosniff"}
    return FileResponse(content, as_attachment=True, filename=name, content_type=OPAQUE, headers=headers)


class Remove(DecisionView, FileView):
    """Take a file away, with a reason."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, file: UUID) -> HttpResponse:
        return self._ask(*self.reach_to_change(), RemoveForm())

    def post(self, request: HttpRequest, slug: str, pk: UUID, file: UUID) -> HttpResponse:
        record, attachment = self.reach_to_change()
        form = RemoveForm(request.POST)
        if form.is_valid():
            words = form.cleaned_data["words"]
            try:
                remove_attachment(principal=self.principal, record=record, attachment=attachment, words=words)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                return self.done(record, _("The file was removed."))
        return self._ask(record, attachment, form)

    def _ask(self, record: CaseRecord, attachment: Attachment, form: RemoveForm) -> HttpResponse:
        text = _("It cannot be brought back. Its SHA-256 and that it was here stay in the trail.")
        context = {"title": _("Remove «%(file)s»") % {"file": attachment}, "text": text, "label": _("Remove it")}
        crumbs = self.file_crumbs(record, attachment)
        return self.ask(record, form, context | {"grave": True, "crumbs": crumbs})


class CheckAgain(FileView):
    """Ask for the check once more. A button on the file's page leads here."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, slug: str, pk: UUID, file: UUID) -> HttpResponse:
        record, attachment = self.reach_to_change()
        try:
            check_again(principal=self.principal, record=record, attachment=attachment)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return HttpResponseRedirect(file_url(record, "record-file", file))
