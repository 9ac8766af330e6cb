"""What the page of one action shows: its facts, what was told of it, what may be done with it."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.plan.models import OperationalAction
from operation.plan.progress.models import ActionChange, ActionReport
from operation.plan.progress.policies import may_amend, may_report
from operation.plan.ways import ways_from


def facts(action: OperationalAction) -> list[dict[str, Any]]:
    return [
        {"label": _("Line of effort"), "value": f"{action.line.number} {action.line}"},
        {"label": _("Leads"), "country": action.leader_id},
        {"label": _("Co-leads"), "list": [str(country) for country in action.co_leaders.all()]},
        {"label": _("Takes part"), "list": [str(country) for country in action.participants.all()]},
        {"label": _("Due"), "value": date_format(action.due_on) if action.due_on else ""},
        {"label": _("Done"), "value": date_format(action.done_on) if action.done_on else ""},
        {"label": _("One sees that it is done by"), "value": action.kpi},
    ]


def history(principal: Principal, action: OperationalAction) -> list[dict[str, Any]]:
    """Reports and changes, newest first. Whoever acted for LMLECC is named to the secretariat alone."""
    told = [_report(one) for one in action.reports.all()] + [_change(principal, one) for one in action.changes.all()]
    return sorted(told, key=lambda entry: entry["at"], reverse=True)


def _report(report: ActionReport) -> dict[str, Any]:
    words = {"state": capfirst(report.get_status_display()), "day": date_format(report.told_on)}
    if report.percent is None:
        text = _("%(state)s, as of %(day)s") % words
    else:
        text = _("%(state)s, %(percent)s %%, as of %(day)s") % (words | {"percent": report.percent})
    who = f"{report.country_id} · {report.told_by}"
    return {"at": report.created_at, "text": text, "who": who, "note": report.words}


def _change(principal: Principal, change: ActionChange) -> dict[str, Any]:
    text = capfirst(change.get_kind_display())
    if change.kind == ActionChange.Kind.MOVED and change.due_before and change.due_after:
        words = {"before": date_format(change.due_before), "after": date_format(change.due_after)}
        text = _("Due date moved from %(before)s to %(after)s") % words
    who = str(change.made_by) if principal.is_secretariat else _("LMLECC")
    return {"at": change.created_at, "text": text, "who": who, "note": change.reason}


def decisions(principal: Principal, action: OperationalAction) -> list[dict[str, Any]]:
    """The buttons of one action; what the principal may not do is not offered."""
    offered: list[dict[str, Any]] = [*ways_from(principal, action)]
    if may_report(principal, action):
        url = reverse("plan-action-report", args=[action.pk])
        offered.append({"label": _("Report progress"), "url": url, "icon": "pen", "main": True})
    if may_amend(principal, action):
        offered += [
            {"label": _("Change it"), "url": reverse("plan-action-edit", args=[action.pk]), "icon": "pen"},
            {"label": _("Drop it"), "url": reverse("plan-action-drop", args=[action.pk]), "icon": "x", "grave": True},
        ]
    return offered
