"""Log a record, amend it; when somebody was quicker, both versions are shown and nothing is lost."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _

from operation.access.policies import may, may_as_originator
from operation.cases.actions import amend_records
from operation.cases.base import CaseRecord
from operation.cases.drafting.actions import end_draft
from operation.cases.drafting.offering import asked_draft, draft_context
from operation.cases.drafting.restoring import restored
from operation.cases.drafting.selectors import key_of
from operation.cases.drafting.wording import DRAFT
from operation.cases.duplicates.selectors import Likeness, possible_duplicates
from operation.cases.duplicates.views import ANYWAY, alike_context
from operation.cases.forms import AT_SITE, RecordForm, names_formset, refused_by_field
from operation.cases.links.at_site import ask_site, log_at_site, logged_there
from operation.cases.pages.conflicts import compare, left_as_it_is
from operation.cases.pages.sitting import Before, before, on_action_day, others_there
from operation.cases.records.site import SITE
from operation.cases.registry import RecordType
from operation.cases.selectors import read_record
from operation.cases.values import NAMES
from operation.cases.views import Context, RecordView, TypeView, handling_of, list_url, new_url, record_url
from operation.kernel.errors import Conflict, require
from operation.kernel.fields import show_refusal
from operation.plan.selectors import current_operation

AGAIN = "again"


class New(TypeView):
    """The form of a new record: the smallest form first, several in a row on demand."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        self._require()
        draft = asked_draft(request, self.record_type)
        if draft:
            form, names = restored(self.record_type, self.principal, draft)
            self._ask_site(form, draft.data.get(AT_SITE))
            return self._form(form, names)
        known = self.before.values if self.before else on_action_day(self.principal, request.GET, self.record_type)
        form = RecordForm(self.record_type, self.principal, initial=known)
        self._ask_site(form)
        return self._form(form, names_formset(self.record_type, None))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        self._require()
        form = RecordForm(self.record_type, self.principal, request.POST)
        if AT_SITE in request.POST:
            self._ask_site(form, request.POST[AT_SITE])
        names = names_formset(self.record_type, None, request.POST)
        if not _all_valid(form, names):
            return self._form(form, names, 400)
        alike = [] if ANYWAY in request.POST else self._alike(form, names)
        if alike:
            return self._form(form, names, 409, alike_context(self.principal, self.record_type, alike))
        record = self._log(form, names)
        if record is None:
            return self._form(form, names, 400)
        end_draft(self.principal, key_of(request.POST.get(DRAFT)))
        return self._logged(record)

    def _ask_site(self, form: RecordForm, asked: str | None = None) -> None:
        """The site that was asked before, or the one of the record before."""
        key = key_of(asked)
        site = self.before.site if self.before and not key else None
        ask_site(form, self.principal, self.record_type, site.pk if site else key, site)

    def _alike(self, form: RecordForm, names: Any) -> Sequence[Likeness]:
        draft = form.draft(names.drafts() if names else [])
        return possible_duplicates(self.principal, self.record_type, [draft])[0]

    def _require(self) -> None:
        require(may(self.principal, self.record_type.permission("open")), verb=f"open {self.record_type.slug}")

    def _log(self, form: RecordForm, names: Any) -> CaseRecord | None:
        operation = current_operation()
        if operation is None:
            form.add_error(None, _("No operation is loaded yet. Ask your administrator."))
            return None
        draft = form.draft(names.drafts() if names else [])
        try:
            return log_at_site(
                principal=self.principal,
                operation=operation,
                record_type=self.record_type,
                draft=draft,
                step=form.step(),
                site=form.cleaned_data.get(AT_SITE),
            )
        except ValidationError as refused:
            _refuse(form, names, refused)
            return None

    @cached_property
    def before(self) -> Before | None:
        return before(self.principal, self.request.GET, self.record_type)

    @cached_property
    def _next(self) -> RecordType:
        """At a site it is what was found there: two sites in a row are rare."""
        found = logged_there(self.principal) if self.record_type is SITE else []
        return found[0] if found else self.record_type

    def _logged(self, record: CaseRecord) -> HttpResponse:
        """What is logged next happened at the same place, unless one says otherwise."""
        again = new_url(self._next, record)
        url = record_url(self.record_type, record)
        if AGAIN in self.request.POST:
            logged = format_html('{} <a href="{}">{}</a>', _("Logged:"), url, record.reference)
            messages.success(self.request, logged)
            return HttpResponseRedirect(again)
        text = _("Logged as %(reference)s. Nobody else sees it until you release it.") % {"reference": record.reference}
        offer = _("Log another there") if self._next is self.record_type else _("Log what was found there")
        messages.success(self.request, format_html('{} <a href="{}">{}</a>', text, again, offer))
        return HttpResponseRedirect(url)

    def _form(self, form: RecordForm, names: Any, status: int = 200, more: Context | None = None) -> HttpResponse:
        context = {
            "title": self.record_type.log_label,
            "crumbs": self.type_crumbs(),
            "save_label": _("Log it anyway") if more else _("Log it"),
            "alike_url": reverse("record-alike", args=[self.record_type.slug]),
            "again": AGAIN,
            "again_label": (
                _("Log it and add another") if self._next is self.record_type else _("Log it and what was found there")
            ),
            "cancel_url": list_url(self.record_type),
        }
        context |= draft_context(self.request, self.record_type)
        shown = form_context(self.record_type, form, names) | context | self._there() | (more or {})
        return self.show("form", shown, status)

    def _there(self) -> Context:
        """What was taken over, and what else can be logged at that place."""
        if self.before is None:
            return {}
        record = self.before.record
        others = [
            {"label": one.label, "url": new_url(one, record)}
            for one in others_there(self.principal, self.record_type, self.before.site)
        ]
        here = {"before": self.before, "empty_url": self.request.path, "others": others}
        return here | {"handling": handling_of(record)}


class Edit(RecordView):
    """The form of a record that exists."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self._record()
        draft = asked_draft(request, self.record_type, record)
        if draft:
            return self._form(record, *restored(self.record_type, self.principal, draft, record))
        form = RecordForm(self.record_type, self.principal, record=record)
        return self._form(record, form, names_formset(self.record_type, record))

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self._record()
        form = RecordForm(self.record_type, self.principal, request.POST, record=record)
        names = names_formset(self.record_type, record, request.POST)
        if not _all_valid(form, names):
            return self._form(record, form, names, 400)
        try:
            changed = self._amend(record, form, names)
        except Conflict:
            return self._conflict(record, form, names)
        except ValidationError as refused:
            _refuse(form, names, refused)
            return self._form(record, form, names, 400)
        end_draft(self.principal, None, record)
        words = (
            _("Saved.") if changed.version != record.version else _("Nothing was different, so nothing was changed.")
        )
        messages.success(request, words)
        return HttpResponseRedirect(record_url(self.record_type, record))

    def _record(self) -> CaseRecord:
        record: CaseRecord = self.read()
        permission = self.record_type.permission("amend")
        verdict = may_as_originator(self.principal, permission, record.originator_id)
        require(verdict, verb=f"amend {record.reference}")
        return record

    def _amend(self, record: CaseRecord, form: RecordForm, names: Any) -> CaseRecord:
        left = left_as_it_is(self.request.POST, form, names)
        draft = form.draft(names.drafts() if names else [], without=left)
        version = form.cleaned_data["version"] or 0
        return amend_records(principal=self.principal, records=[record], drafts=[draft], versions=[version])[0]

    def _conflict(self, record: CaseRecord, form: RecordForm, names: Any) -> HttpResponse:
        """Both versions side by side, and a form with the present version under what this person changed."""
        present_one = read_record(self.principal, self.record_type, record.pk)
        found = compare(self.request.POST, present_one, form, names)
        initial = {**found.entered, **found.rows}
        merged = RecordForm(self.record_type, self.principal, record=present_one, initial=initial)
        rows = names_formset(self.record_type, present_one, initial=found.rows.get(NAMES, ()))
        return self._form(present_one, merged, rows, 409, {"conflict": found})

    def _form(
        self, record: CaseRecord, form: RecordForm, names: Any, status: int = 200, more: Context | None = None
    ) -> HttpResponse:
        context = {
            "title": _("Edit %(reference)s") % {"reference": record.reference},
            "crumbs": self.record_crumbs(record),
            "save_label": _("Save"),
            "cancel_url": record_url(self.record_type, record),
            "handling": handling_of(record),
        }
        context |= draft_context(self.request, self.record_type, record)
        return self.show("form", form_context(self.record_type, form, names) | context | (more or {}), status)


def form_context(record_type: RecordType, form: RecordForm, names: Any) -> Context:
    return {
        "type": record_type,
        "form": form,
        "names": names,
        "formsets": [rows for rows in (names, form.identifiers) if rows],
        "sections": form.sections(),
    }


def _refuse(form: RecordForm, names: Any, refused: ValidationError) -> None:
    """Refused names are mended in the first row of names, everything else at its field."""
    errors = refused_by_field(refused)
    if names and "names" in errors:
        names.forms[0].add_error("text", errors.pop("names"))
    show_refusal(form, ValidationError(errors))


def _all_valid(form: RecordForm, names: Any) -> bool:
    """Both are always asked, so that every error is shown at once."""
    return all([form.is_valid(), names is None or names.is_valid()])
