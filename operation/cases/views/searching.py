"""The one search box: every type, every script, within what its reader may see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.cases.filters import SHORTEST
from operation.cases.rows import rows_of
from operation.cases.selectors import FOUND_AT_MOST, search_records
from operation.cases.views.base import Context, RecordsView, handling_of_all, list_url


class Search(RecordsView):
    """Names in every script, romanisations and references; the newest of each type, and the way to all of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "").strip()
        problem = _problem(text)
        found = search_records(self.principal, text) if text and not problem else []
        records = [record for _type, page in found for record in page.records]
        context = {
            "query": text,
            "problem": problem,
            "groups": [self._group(record_type, page, text) for record_type, page in found if page.records],
            "asked": bool(text) and not problem,
            "handling": handling_of_all(records),
            "crumbs": [{"label": _("Records"), "url": reverse("records")}],
        }
        return self.show("search", context, 400 if problem else 200)

    def _group(self, record_type: Any, page: Any, text: str) -> Context:
        query = self.request.GET.urlencode()
        return {
            "type": record_type,
            "rows": rows_of(record_type, page.records, self.principal),
            "more_url": f"{list_url(record_type)}?{query}" if page.next else "",
            "shown": FOUND_AT_MOST,
        }


def _problem(text: str) -> str:
    if text and len(text) < SHORTEST:
        return _("«%(value)s» is too short. Write at least two letters.") % {"value": text}
    if "\0" in text:
        return _("A name holds letters. Write it as it is written, or its reference.")
    return ""
