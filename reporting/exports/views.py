"""The page on which one takes the figures of a page of results as a file."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from operation.kernel.fields import attempt, posted
from reporting.dashboards.frame import AS_FILE, TABS, crumbs, ground_of
from reporting.dashboards.readings import form_of
from reporting.dashboards.results import results_of
from reporting.exports.actions import REASON_LENGTH, export_figures
from reporting.exports.currencies import may_tell
from reporting.exports.formats import FORMATS, format_named
from reporting.returns.panels import handling


class FigureExportForm(forms.Form):
    """As what, and what for."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        widget=forms.RadioSelect,
        choices=[(one.identifier, format_lazy("{}: {}", one.label, one.note)) for one in FORMATS],
        initial=FORMATS[0].identifier,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, and for whom?"),
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("In a few words. It stands in the trail and in the file."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: Any) -> HttpResponse:
    """What would be in the file; on POST the file. The address carries the page and its filters, the form neither."""
    ground = ground_of(request.principal, "export figures")
    page = request.GET.get("page", AS_FILE[0])
    if page not in AS_FILE:
        raise Http404
    filters = form_of(ground, page, request.GET)
    form = FigureExportForm(posted(request), label_suffix="")
    if form.is_valid() and not filters.errors:
        given = form.cleaned_data
        found = results_of(ground.principal, ground.operation, filters.asked, ground.lines)
        what = {"found": found, "page": page, "format_": format_named(given["format"]), "reason": given["reason"]}
        if file := attempt(form, export_figures, principal=ground.principal, **what):
            answer = HttpResponse(file.content, content_type=file.media_type)
            answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
            return answer
    asked = filters.asked
    back = f"{reverse(page)}?{asked.query()}" if asked.query() else reverse(page)
    context = {
        "page_label": next(tab.label for tab in TABS if tab.route == page),
        "form": form,
        "filters": filters,
        "chips": [chip | {"remove_url": ""} for chip in asked.chips(tuple(filters.fields), ground.lines)],
        "count": len(asked.indicators()),
        "whole": ground.principal.is_secretariat,
        "has_currencies": may_tell(ground.principal, asked),
        "cancel_url": back,
        "crumbs": crumbs(),
        "handling": handling(_("Not released · verified and unverified figures, marked")),
    }
    bad = form.errors or filters.errors
    return render(request, "exports/export.html", context, status=400 if bad else 200)
