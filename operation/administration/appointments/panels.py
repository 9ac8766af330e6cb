"""What the pages of appointments show, as the components want it."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.principal import Principal
from operation.administration.appointments.policies import may_cover, may_end
from operation.kernel.errors import Text
from operation.people.models import Appointment, Standing
from operation.people.selectors import span_words

TONES = {Standing.CURRENT: "ok", Standing.FUTURE: "due", Standing.PAST: "idle"}
ACTING = gettext_lazy("acting for %(name)s")


def row(appointment: Appointment) -> dict[str, Any]:
    """One line of the list."""
    organisation = appointment.user.organisation
    return {
        "appointment": appointment,
        "url": reverse("appointment", args=[appointment.pk]),
        "lang": _language(appointment),
        "organisation": organisation.short_name if organisation else "",
        "country": organisation.country_id if organisation else "",
        "acting": _acting(appointment),
        "span": span_words(appointment),
        "standing": appointment.standing.label,
        "tone": TONES[appointment.standing],
        "unused": appointment.user.last_login is None and appointment.standing != Standing.PAST,
    }


def facts(appointment: Appointment) -> list[dict[str, Any]]:
    """What is known of one appointment."""
    user = appointment.user
    last = date_format(localtime(user.last_login), "DATETIME_FORMAT") if user.last_login else _("never")
    return [
        {"label": _("Person"), "value": str(user), "lang": _language(appointment), "note": user.username},
        {"label": _("Organisation"), "value": str(user.organisation or "")},
        {"label": _("Role"), "value": appointment.get_role_display(), "note": _acting(appointment)},
        {"label": _("From – until"), "value": span_words(appointment)},
        {"label": _("Reason") if appointment.covers_id else _("By which order or letter"), "value": appointment.reason},
        {"label": _("Last sign-in"), "value": last},
    ]


def history(appointment: Appointment) -> list[dict[str, Any]]:
    """What happened with it, newest first; its entries in the trail say the same."""
    told = []
    if appointment.ended_at:
        by = str(appointment.ended_by or "")
        told.append({"at": appointment.ended_at, "text": _("Ended"), "who": by, "note": appointment.end_reason})
    text = _("Named as cover") if appointment.covers_id else _("Appointed")
    told.append({"at": appointment.appointed_at, "text": text, "who": str(appointment.appointed_by or "")})
    return told


def decisions(principal: Principal, appointment: Appointment) -> list[dict[str, Any]]:
    """The buttons of one appointment; what the principal may not do is not offered."""
    if appointment.standing == Standing.PAST:
        return []
    offered: list[dict[str, Any]] = []
    if not appointment.covers_id and may_cover(principal, appointment):
        url = reverse("appointment-cover", args=[appointment.pk])
        offered.append({"label": _("Name cover"), "url": url, "icon": "people"})
    if may_end(principal, appointment):
        url = reverse("appointment-end", args=[appointment.pk])
        offered.append({"label": _("End it"), "url": url, "icon": "x", "grave": True})
    return offered


def tabs(counted: dict[Standing, int], asked: str, address: str) -> list[dict[str, Any]]:
    """In force, to come, ended; each with its number."""
    return [
        {"label": one.label, "url": f"{address}?when={one}", "count": counted[one], "current": one == asked}
        for one in Standing
    ]


def _acting(appointment: Appointment) -> Text:
    return ACTING % {"name": appointment.covers.user} if appointment.covers else ""


def _language(appointment: Appointment) -> str:
    organisation = appointment.user.organisation
    country = organisation.country if organisation else None
    return country.language if country else ""
