"""The one search box: every type, every script, within what its reader may see."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.cases.filters import SHORTEST
from operation.cases.rows import rows_of
from operation.cases.selectors import Found, search_records
from operation.cases.views import Context, RecordsView, handling_of_all, list_url


class Search(RecordsView):
    """Names, references, identifiers and narratives; the newest of each type with why, and the way to all of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "").strip()
        problem = _problem(text)
        found = search_records(self.principal, text) if text and not problem else []
        records = [record for one in found for record in one.records]
        context = {
            "query": text,
            "problem": problem,
            "groups": [self._group(one) for one in found],
            "asked": bool(text) and not problem,
            "handling": handling_of_all(records),
            "crumbs": [{"label": _("Records"), "url": reverse("records")}],
        }
        return self.show("search", context, 400 if problem else 200)

    def _group(self, found: Found) -> Context:
        query = self.request.GET.urlencode()
        rows = rows_of(found.record_type, found.records, self.principal)
        return {
            "type": found.record_type,
            "rows": [(row, found.reasons[row.record.pk]) for row in rows],
            "more_url": f"{list_url(found.record_type)}?{query}" if found.more else "",
        }


def _problem(text: str) -> str:
    if text and len(text) < SHORTEST:
        return _("«%(value)s» is too short. Write at least two letters.") % {"value": text}
    if "\0" in text:
        return _("A name holds letters. Write it as it is written, or its reference.")
    return ""
