"""The nameless list: what LMLECC sees of all records, and a country of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.scope import Cursor, Page
from operation.cases.fact_defaults import defaults_of, set_fact_defaults
from operation.cases.facts import CaseFact
from operation.cases.filters import FactFilters
from operation.cases.forms_decisions import FactDefaultsForm
from operation.cases.pages.listing import count_words
from operation.cases.registry import by_code
from operation.cases.selectors import list_facts
from operation.cases.views import Context, RecordsView
from operation.kernel.lists import CURSOR, asked_place, onward, without

SMALL_GROUPS = gettext_lazy(
    "Groups of fewer than ten rescued laborers are not listed, nor what would tell their number."
)


class Facts(RecordsView):
    """Type, country, dates, status and place; a reader opens only his own agency's records from here."""

    permission = "fact.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = FactFilters(request.GET, self.principal)
        after, problems = asked_place(request.GET, Cursor.read)
        found: Page[Any] = Page([], None)
        if filters.is_valid() and not problems:
            found = list_facts(self.principal, filters, after)
        valid = not filters.form.errors and not problems
        paged = bool(request.GET.get(CURSOR))
        context = {
            "crumbs": [{"label": _("Records"), "url": reverse("records")}],
            "actions": self._actions(),
            "rows": [self._row(fact) for fact in found.records],
            "count": count_words(len(found.records), more=found.next is not None, paged=paged),
            "filter_form": filters.form,
            "filter_key": filters.drawing,
            "problems": problems,
            "small_groups": SMALL_GROUPS if self.principal.is_secretariat else "",
            "valid": valid,
            "chips": filters.chips() if valid else [],
            "clear_url": reverse("record-facts"),
            "older_url": onward(request.GET, found.next),
            "first_url": f"?{without(request.GET)}" if paged else "",
        }
        return self.show("facts", context, 200 if valid else 400)

    def _actions(self) -> list[Context]:
        if not (self.principal.is_member and self.principal.holds("record.share")):
            return []
        return [{"label": _("What it tells of the place"), "url": reverse("record-fact-defaults")}]

    def _row(self, fact: CaseFact) -> Context:
        record_type = by_code(fact.record_type)
        own = fact.originator_id == self.principal.organisation_id
        return {
            "fact": fact,
            "type": record_type.label if record_type else fact.record_type,
            "state": capfirst(record_type.state_label(fact.status)) if record_type else fact.status,
            "drawing": record_type.drawings.get(fact.status, "idle") if record_type else "idle",
            "url": reverse("record", args=[record_type.slug, fact.pk]) if own and record_type else "",
        }


class Defaults(RecordsView):
    """How much of the place the agency tells in the nameless view, type by type; for its coordinator."""

    permission = "record.share"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(FactDefaultsForm(defaults_of(self.principal.organisation_id)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FactDefaultsForm(defaults_of(self.principal.organisation_id), request.POST)
        if not form.is_valid():
            return self._ask(form)
        set_fact_defaults(principal=self.principal, country_only=form.country_only)
        messages.success(request, _("Kept. The records that there are follow it too."))
        return HttpResponseRedirect(reverse("record-facts"))

    def _ask(self, form: FactDefaultsForm) -> HttpResponse:
        facts_url = reverse("record-facts")
        context = {
            "title": _("What the nameless view tells of the place"),
            "text": _("LMLECC sees type, dates, status and place of every record, without a name."),
            "form": form,
            "label": _("Keep it"),
            "crumbs": [{"label": _("Records"), "url": reverse("records")}],
            "cancel_url": facts_url,
        }
        return self.show("decision", context, 400 if form.errors else 200)
