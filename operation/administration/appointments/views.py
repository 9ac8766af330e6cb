"""Pages of the appointments: the list, one of them, and what is decided about them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from operation.access.policies import may
from operation.administration.appointments import actions, panels
from operation.administration.appointments.filters import AppointmentFilters
from operation.administration.appointments.forms import AppointForm, CoverForm, ReasonForm
from operation.administration.appointments.policies import may_cover, may_end
from operation.administration.appointments.selectors import counts, list_appointments, read_appointment
from operation.administration.pages import FORM_METHODS, ROWS, ask, attempt, chips, pager, show
from operation.kernel.errors import require
from operation.people.models import Appointment
from operation.plan.selectors import operation_or_404


@never_cache
@require_safe
def appointments(request: Any) -> HttpResponse:
    """Appointments as the filters in the address say; those in force first."""
    require(may(request.principal, "appointment.read"), verb="list appointments")
    operation, filters = operation_or_404(), AppointmentFilters(request.GET, request.principal)
    valid = filters.is_valid()
    rows = list_appointments(request.principal, operation, filters.for_the_trail() if valid else {})
    shown = Paginator(filters.filter_queryset(rows) if valid else rows.none(), ROWS).get_page(request.GET.get("page"))
    address = reverse("appointments")
    context = {
        "rows": [panels.row(one) for one in shown],
        "count": shown.paginator.count,
        "tabs": panels.tabs(counts(request.principal, operation), filters.data["when"], address),
        "filter_form": filters.form,
        "chips": chips(request.GET, filters.words()) if valid else [],
        "clear_url": f"{address}?when={filters.data['when']}",
        "new_url": reverse("appointment-new") if may(request.principal, "appointment.make") else "",
    }
    return show(request, "appointments", context | pager(request.GET, shown), 200 if valid else 400)


@never_cache
@require_safe
def appointment(request: Any, key: UUID) -> HttpResponse:
    """One appointment, and what may be decided about it."""
    found = _visible(request, key)
    context = {
        "appointment": found,
        "facts": panels.facts(found),
        "history": panels.history(found),
        "actions": panels.decisions(request.principal, found),
    }
    return show(request, "appointment", context)


@never_cache
@require_http_methods(FORM_METHODS)
def new(request: Any) -> HttpResponse:
    """Appoint somebody."""
    require(may(request.principal, "appointment.make"), verb="appoint")
    form = AppointForm(request.principal, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, actions.appoint, principal=request.principal, operation=operation_or_404(), **form.cleaned_data
        )
        if made:
            text = _("%(name)s is appointed: %(role)s.") % {"name": made.user, "role": made.get_role_display()}
            messages.success(request, text)
            return redirect("appointment", made.pk)
    text = _("The role gives its rights from the first day on. The person sees it on the account page.")
    question = {"title": _("Appoint"), "text": text, "label": _("Appoint")}
    return ask(request, form, question, reverse("appointments"))


@never_cache
@require_http_methods(FORM_METHODS)
def cover(request: Any, key: UUID) -> HttpResponse:
    """Name who acts for somebody who is absent."""
    found = _visible(request, key)
    require(may_cover(request.principal, found), verb="cover")
    form = CoverForm(request.principal, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.cover, principal=request.principal, appointment=found, **form.cleaned_data)
        if made:
            text = _("%(name)s acts for %(covered)s. Both are told on their desks.")
            messages.success(request, text % {"name": made.user, "covered": found.user})
            return redirect("appointment", made.pk)
    params = {"name": found.user, "role": found.get_role_display()}
    question = {
        "title": _("Who acts for %(name)s?") % params,
        "text": _("«%(role)s». A colleague holds the role too, for a time; it ends by itself.") % params,
        "label": _("Name cover"),
    }
    return ask(request, form, question, reverse("appointment", args=[key]))


@never_cache
@require_http_methods(FORM_METHODS)
def end(request: Any, key: UUID) -> HttpResponse:
    """End an appointment now."""
    found = _visible(request, key)
    require(may_end(request.principal, found), verb="end")
    form = ReasonForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        ended = attempt(form, actions.end, principal=request.principal, appointment=found, **form.cleaned_data)
        if ended:
            messages.success(request, _("Ended. Its rights are gone."))
            return redirect("appointment", key)
    params = {"name": found.user, "role": found.get_role_display()}
    question = {
        "title": _("End this appointment?"),
        "text": _("%(name)s, «%(role)s»: the rights end at once, and so does cover for it.") % params,
        "label": _("End it"),
        "grave": True,
    }
    return ask(request, form, question, reverse("appointment", args=[key]))


def _visible(request: Any, key: UUID) -> Appointment:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    found = read_appointment(request.principal, operation_or_404(), key)
    if found is None:
        raise Http404
    return found
