"""What the pages of accounts show, as the components want it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.administration.accounts.policies import may_change
from operation.administration.accounts.selectors import Condition, condition_of
from operation.people.models import EntryKind, User
from operation.people.policies import may_issue_entry_code

TONES = {Condition.WORKS: "ok", Condition.UNUSED: "due", Condition.EXPIRED: "late", Condition.DISABLED: "late"}


def row(user: User) -> dict[str, Any]:
    """One line of the list."""
    condition = condition_of(user)
    organisation = user.organisation
    return {
        "user": user,
        "url": reverse("account-kept", args=[user.pk]),
        "lang": _language(user),
        "organisation": organisation.short_name if organisation else "",
        "country": organisation.country_id if organisation else "",
        "condition": condition.label,
        "tone": TONES[condition],
    }


def facts(user: User) -> list[dict[str, Any]]:
    """What is known of one account."""
    return [
        {"label": _("Name"), "value": str(user), "lang": _language(user)},
        {"label": _("User name"), "value": user.username},
        {"label": _("Organisation"), "value": str(user.organisation or "")},
        {"label": _("Language"), "value": dict(settings.LANGUAGES).get(user.language, user.language)},
        {"label": _("Time zone"), "value": user.time_zone},
        {"label": _("State"), "value": condition_of(user).label, "note": user.state_reason},
        {"label": _("Last day"), "value": date_format(user.expires_on) if user.expires_on else _("without end")},
        {"label": _("Made"), "value": _moment(user.date_joined)},
        {"label": _("Last sign-in"), "value": _moment(user.last_login) if user.last_login else _("never")},
    ]


def decisions(principal: Principal, user: User) -> list[dict[str, Any]]:
    """The buttons of one account: none on one's own."""
    if not may_change(principal, user):
        return []
    offered: list[dict[str, Any]] = []
    if may_issue_entry_code(principal, user, EntryKind.FIRST):
        url = reverse("account-code", args=[user.pk])
        offered.append({"label": _("Code for the first sign-in"), "url": url, "icon": "key", "main": True})
    url = reverse("account-expiry", args=[user.pk])
    offered.append({"label": _("Set the last day"), "url": url, "icon": "calendar"})
    if user.is_active:
        url = reverse("account-disable", args=[user.pk])
        return [*offered, {"label": _("Disable"), "url": url, "icon": "lock", "grave": True}]
    return [*offered, {"label": _("Enable"), "url": reverse("account-enable", args=[user.pk]), "icon": "undo"}]


def _moment(moment: Any) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")


def _language(user: User) -> str:
    country = user.organisation.country if user.organisation else None
    return country.language if country else ""
