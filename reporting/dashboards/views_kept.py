"""The page where the filters of a page of results are kept under a name."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from operation.cases.saved_views.forms import NameForm
from operation.kernel.fields import attempt, posted
from reporting.dashboards.actions import drop_view, keep_view
from reporting.dashboards.frame import KEPT, TABS, Ground, crumbs, ground_of
from reporting.dashboards.readings import form_of
from reporting.dashboards.selectors import kept_views, read_view, url_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def views(request: Any) -> HttpResponse:
    """Keep the filters one comes from (`?page=…` and what stood in its address), or take a view away (`drop`)."""
    ground = ground_of(request.principal, "keep view")
    if request.POST.get("drop"):
        return _dropped(request)
    page = page_asked(request)
    filters = form_of(ground, page, request.GET)
    query = "" if filters.errors else filters.asked.query()
    form = NameForm(posted(request), label_suffix="")
    if form.is_valid():
        given = {"page": page, "query": query, **form.cleaned_data}
        made = attempt(form, keep_view, principal=request.principal, **given)
        if made:
            messages.success(request, _("Saved as «%(name)s».") % {"name": made.name})
            return redirect(url_of(made))
    return _shown(request, ground, page, query, form)


def page_asked(request: Any) -> str:
    """The page of results that an address names. Raises Http404 for any other."""
    page: str = request.GET.get("page", "results")
    if page not in KEPT:
        raise Http404
    return page


def _shown(request: Any, ground: Ground, page: str, query: str, form: NameForm) -> HttpResponse:
    label = next(tab.label for tab in TABS if tab.route == page)
    context = {
        "page_label": label,
        "form": form if query else None,
        "rows": [
            one | {"is_own": one["view"].owner_id == request.principal.user_id}
            for one in kept_views(ground.principal, page, query)
        ],
        "cancel_url": f"{reverse(page)}?{query}" if query else reverse(page),
        "crumbs": crumbs(),
    }
    return render(request, "dashboards/views.html", context, status=400 if form.errors else 200)


def _dropped(request: Any) -> HttpResponse:
    view = read_view(request.principal, request.POST["drop"])
    drop_view(principal=request.principal, view=view)
    messages.success(request, _("«%(name)s» is gone.") % {"name": view.name})
    return redirect(f"{reverse('results-views')}?page={view.page}")
