"""Who read a record: for the originator's coordinator and supervisor, recalled readers too."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from operation.access.policies import may_as_originator
from operation.audit import trail
from operation.cases.views import RecordView, handling_of
from operation.kernel.errors import require
from operation.kernel.lists import asked_place
from operation.oversight.pages import Page, Place
from operation.oversight.rows import reading_rows
from operation.oversight.selectors import readings_of
from operation.oversight.views import around


class Readings(RecordView):
    """Who, when and by which way; lists and searches in which the record stood are readings too."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.read()
        verdict = may_as_originator(self.principal, "trail.read_own_records", record.originator_id)
        require(verdict, verb=f"read readings {record.reference}")
        after, problems = asked_place(request.GET, Place.read)
        found: Page[Any] = readings_of(trail.Target.of(record), after) if not problems else Page([], None)
        context = {
            "crumbs": self.record_crumbs(record),
            "title": _("Who read %(reference)s") % {"reference": record.reference},
            "rows": reading_rows(found.entries, self.principal),
            "problems": problems,
            "valid": not problems,
            "handling": handling_of(record),
        }
        status = 400 if problems else 200
        return render(request, "oversight/readings.html", context | around(request, found), status=status)
