"""The page of one's notifications: what is new, by which way it comes, and to which address."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.alerts.actions import ask_for_address, choose_ways, confirm_address, note_alerts
from coordination.alerts.forms import AddressForm, CodeForm, WaysForm
from coordination.alerts.kinds import all_kinds
from coordination.alerts.selectors import own_alerts, own_choices, own_setting, read_alert
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import require
from operation.kernel.fields import posted
from operation.people.models import User

Forms = dict[str, Form]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: Any) -> HttpResponse:
    """Choose the ways. The other forms of the page lead to addresses of their own, and come back to it."""
    principal: Principal = request.principal
    require(may(principal, "alert.read"), verb="open notifications")
    form = _ways_form(principal, posted(request))
    if request.method == "POST" and form.is_valid():
        choose_ways(principal=principal, channels=form.channels, rhythm=form.cleaned_data["rhythm"])
        messages.success(request, _("Saved."))
        return redirect("notifications")
    return _show(request, {"ways": form})


@never_cache
@require_safe
def open_alert(request: Any, alert: UUID) -> HttpResponse:
    """Note one of one's own alerts and go where it leads. Whether that is still there is said there."""
    found = read_alert(request.principal, alert)
    note_alerts(principal=request.principal, url=found.url)
    return redirect(found.url)


@require_POST
def note(request: Any) -> HttpResponse:
    """One has seen what is new."""
    require(may(request.principal, "alert.read"), verb="note alerts")
    noted = note_alerts(principal=request.principal)
    text = ngettext("%(count)s notification noted.", "%(count)s notifications noted.", noted) % {"count": noted}
    messages.success(request, text)
    return redirect("notifications")


@never_cache
@require_POST
def address(request: Any) -> HttpResponse:
    """Send the code to another address."""
    require(may(request.principal, "alert.read"), verb="set address")
    form = AddressForm(request.POST)
    if form.is_valid() and _asked(request.principal, form):
        sent = bool(form.cleaned_data["address"])
        words = _("A code is on its way. Enter it below.") if sent else _("Mails go to the address of your account.")
        messages.success(request, words)
        return redirect("notifications")
    return _show(request, {"address": form})


@never_cache
@require_POST
def confirm(request: Any) -> HttpResponse:
    """Give the code back."""
    require(may(request.principal, "alert.read"), verb="confirm address")
    form = CodeForm(request.POST)
    if form.is_valid() and confirm_address(principal=request.principal, code=form.cleaned_data["code"]):
        messages.success(request, _("The address is confirmed: mails go there."))
        return redirect("notifications")
    if form.is_valid():
        form.add_error("code", _("This is not the code, or it has run out. Ask for another one."))
    return _show(request, {"code": form})


def _asked(principal: Principal, form: Form) -> bool:
    try:
        ask_for_address(principal=principal, address=form.cleaned_data["address"])
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _ways_form(principal: Principal, data: Any = None) -> WaysForm:
    return WaysForm(own_choices(principal), data, initial={"rhythm": own_setting(principal).rhythm})


def _show(request: Any, given: Forms) -> HttpResponse:
    principal: Principal = request.principal
    setting = own_setting(principal)
    kinds = {kind.code: kind for kind in all_kinds()}
    context = {
        "ways": given.get("ways") or _ways_form(principal),
        "address_form": given.get("address") or AddressForm(),
        "code_form": given.get("code") or (CodeForm() if setting.awaits_code(timezone.now()) else None),
        "address": setting.address or User.objects.values_list("email", flat=True).get(pk=principal.person),
        "wanted": setting.wanted,
        "alerts": [(one, kinds[one.kind], times) for one, times in own_alerts(principal) if one.kind in kinds],
        "crumbs": [{"label": _("Your account"), "url": reverse("account")}],
    }
    status = 400 if any(form.errors for form in given.values()) else 200
    return render(request, "alerts/notifications.html", context, status=status)
