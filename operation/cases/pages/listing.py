"""The list of one type, and the overview of all types."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.access.scope import PAGE_SIZE, Cursor, Page
from operation.cases.arrangement import ALL, BESIDE, Arrangement, arranged
from operation.cases.base import CaseRecord
from operation.cases.bulk import AT_MOST, actions_for
from operation.cases.filters import RecordFilters, filters_of
from operation.cases.pages.arranging import around, pairs
from operation.cases.record_tags import tags_of
from operation.cases.registry import RecordType, all_types
from operation.cases.rows import headings, rows_of
from operation.cases.saved_views.selectors import views_of
from operation.cases.selectors import list_records
from operation.cases.stepping import steps_from
from operation.cases.views import Context, RecordsView, TypeView, handling_of_all, list_url
from operation.kernel.lists import CURSOR, asked_place, onward, without


class Overview(RecordsView):
    """The types of records, and what the principal may log."""

    def get(self, request: HttpRequest) -> HttpResponse:
        types = [self._card(record_type) for record_type in all_types()]
        facts_url = reverse("record-facts") if self.principal.holds("fact.read") else ""
        return self.show("overview", {"types": types, "facts_url": facts_url})

    def _card(self, record_type: RecordType) -> Context:
        return {"type": record_type, "url": list_url(record_type), "log": log_action(self.principal, record_type)}


class List(TypeView):
    """One page of records, newest first, as the filters in the address say and with the columns that it names."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        views = views_of(self.principal, self.record_type)
        opens_with = next((view for view in views if view.is_first), None)
        if opens_with and not request.GET:
            return HttpResponseRedirect(f"?{opens_with.query}")
        filters = filters_of(self.record_type)(request.GET, self.principal, beside=BESIDE)
        arrangement, strange = arranged(self.record_type, request.GET)
        after, problems = asked_place(request.GET, Cursor.read)
        problems += strange
        valid = filters.is_valid() and not problems
        found = self._found(filters, arrangement, after) if valid else Page([], None)
        context = self._context(filters, arrangement, found, problems) | around(
            self.record_type, self.request.GET, arrangement, views
        )
        return self.show("list", context, 200 if filters.form.is_valid() and not problems else 400)

    def _found(self, filters: RecordFilters, arrangement: Arrangement, after: Cursor | None) -> Page[Any]:
        told, oldest = arrangement.columns, arrangement.oldest_first
        return list_records(self.principal, self.record_type, filters, after, told=told, oldest_first=oldest)

    def _context(
        self, filters: RecordFilters, arrangement: Arrangement, found: Page[Any], problems: Sequence[Any]
    ) -> Context:
        record_type, paged = self.record_type, bool(self.request.GET.get(CURSOR))
        log = log_action(self.principal, record_type)
        valid = not filters.form.errors and not problems
        tags = tags_of(self.principal, found.records)
        return {
            "type": record_type,
            "crumbs": self.type_crumbs(with_type=False),
            "sub": scope_words(self.principal, record_type),
            "actions": [
                *([log, import_action(record_type)] if log else []),
                *export_actions(self.principal, record_type, self.request.GET),
                *_deleted(self.principal, record_type),
            ],
            "rows": rows_of(record_type, found.records, self.principal, arrangement.columns, tags),
            "headings": headings(record_type, arrangement.columns),
            "count": count_words(len(found.records), more=found.next is not None, paged=paged),
            "filter_form": filters.form,
            "filter_key": filters.drawing,
            "problems": problems,
            "valid": valid,
            "chips": filters.chips() if valid else [],
            "clear_url": f"{list_url(record_type)}?{ALL}",
            "hidden": pairs(self.request.GET, "q"),
            "older_url": onward(self.request.GET, found.next),
            "first_url": f"?{without(self.request.GET) or ALL}" if paged else "",
            "empty": None if found.records or not valid else self._why_empty(filters, log, paged),
            "handling": handling_of_all(found.records),
            "bulk": bulk_of(self.principal, record_type, found.records),
            "among": without(self.request.GET),
        }

    def _why_empty(self, filters: RecordFilters, log: Context | None, paged: bool) -> Context:
        """No data, filtered out, or nothing released: each is said."""
        record_type = self.record_type
        if paged or filters.in_force():
            clear = {"label": _("Clear all filters"), "url": f"{list_url(record_type)}?{ALL}"}
            return {
                "title": _("No record fits these filters"),
                "text": _("There may be others that you may not read. Take a filter away, or clear them all."),
                "actions": [clear],
            }
        if self.principal.is_member:
            text = _("Your agency has logged none, and no other country has released one to you.")
            return {"title": _("Nothing here yet"), "text": text, "actions": [log] if log else []}
        facts = {"label": _("See all records without names"), "url": reverse("record-facts")}
        text = _(
            "No country has released a record of this type to LMLECC. What you see of all of them carries no names."
        )
        return {"title": _("Nothing was released to you"), "text": text, "actions": [facts]}


def bulk_of(principal: Principal, record_type: RecordType, records: Sequence[CaseRecord]) -> Context | None:
    """What can be done with several of these: steps from where they stand, and a button for each bulk action."""
    buttons = [
        {"label": action.label, "url": reverse(action.route, args=[record_type.slug]), "icon": action.icon}
        for action in actions_for(principal, record_type)
    ]
    steps = steps_from(principal, record_type, sorted({record.status for record in records}))
    step_url = reverse("record-step-many", args=[record_type.slug])
    return {"buttons": buttons, "steps": steps, "step_url": step_url, "most": AT_MOST} if buttons or steps else None


def log_action(principal: Principal, record_type: RecordType) -> Context | None:
    """The button that logs a record, for who may."""
    if not (principal.is_member and principal.holds(record_type.permission("open"))):
        return None
    return {
        "label": record_type.log_label,
        "url": reverse("record-new", args=[record_type.slug]),
        "icon": "plus",
        "main": True,
        "key": "n",
    }


def _deleted(principal: Principal, record_type: RecordType) -> list[Context]:
    """The way to what was deleted, for who may give it back."""
    if not (principal.is_member and principal.holds("record.restore")):
        return []
    url = reverse("record-deleted", args=[record_type.slug])
    return [{"label": _("Deleted records"), "url": url, "icon": "trash"}]


def export_actions(principal: Principal, record_type: RecordType, asked: QueryDict) -> list[Context]:
    """The button that takes the list as it is on the screen, for who may."""
    if not principal.holds("record.export"):
        return []
    query = without(asked)
    url = reverse("record-export", args=[record_type.slug])
    return [{"label": _("Export"), "url": f"{url}?{query}" if query else url, "icon": "download"}]


def import_action(record_type: RecordType) -> Context:
    """The way in for a whole spreadsheet, for who may log a record."""
    return {"label": _("Import"), "url": reverse("record-import", args=[record_type.slug]), "icon": "upload"}


def scope_words(principal: Principal, record_type: RecordType) -> str:
    """Whose records these are, in one sentence, and what must not be forgotten about them."""
    whose = (
        _("Your agency's own, and what others released to it.")
        if principal.is_member
        else _("What countries released to LMLECC.")
    )
    return f"{whose} {record_type.note}".strip()


def count_words(count: int, *, more: bool, paged: bool) -> str:
    """«50+» rather than a dear exact total; on a later page only what stands on it."""
    if paged:
        return _("%(count)s on this page") % {"count": count}
    return f"{PAGE_SIZE}+" if more else str(count)
