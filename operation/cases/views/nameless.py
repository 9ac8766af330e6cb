"""The nameless list: what LMLECC sees of all records, and a country of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.scope import Page
from operation.cases.facts import CaseFact
from operation.cases.filters import CURSOR, FactFilters, without
from operation.cases.registry import by_code
from operation.cases.selectors import list_facts
from operation.cases.views.base import Context, RecordsView
from operation.cases.views.listing import asked_page, count_words, next_url


class Facts(RecordsView):
    """Type, country, dates, status and place; a reader opens only his own agency's records from here."""

    permission = "fact.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = FactFilters(request.GET, self.principal)
        after, problems = asked_page(request)
        found: Page[Any] = Page([], None)
        if filters.is_valid() and not problems:
            found = list_facts(self.principal, filters, after)
        valid = not filters.form.errors and not problems
        paged = bool(request.GET.get(CURSOR))
        context = {
            "crumbs": [{"label": _("Records"), "url": reverse("records")}],
            "rows": [self._row(fact) for fact in found.records],
            "count": count_words(len(found.records), more=found.next is not None, paged=paged),
            "filter_form": filters.form,
            "problems": problems,
            "valid": valid,
            "chips": filters.chips() if valid else [],
            "clear_url": reverse("record-facts"),
            "older_url": next_url(request, found),
            "first_url": f"?{without(request.GET)}" if paged else "",
        }
        return self.show("facts", context, 200 if valid else 400)

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
