"""What the pages of reports share: their own menu, the strip of their handling, the way back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from reporting.drafting.models import Report

METHODS = ["GET", "HEAD", "POST"]


def menu(principal: Principal, *, written: bool) -> list[dict[str, str]]:
    """Editions, and reports as they are written; without what its reader cannot use."""
    entries = [
        ("reports", _("Editions"), principal.holds("report.read_released"), not written),
        ("written-reports", _("Written together"), principal.holds("report.write"), written),
    ]
    return [
        {"label": label, "url": reverse(route), "current": "page" if here else ""}
        for route, label, usable, here in entries
        if usable
    ]


def crumbs(report: Report | None = None) -> list[dict[str, str]]:
    found = [{"label": _("Written together"), "url": reverse("written-reports")}]
    if report:
        found.append({"label": f"{report.reference} {report}", "url": reverse("written-report", args=[report.pk])})
    return found


def show(request: Any, template: str, report: Report | None = None, *, status: int = 0, **shown: Any) -> HttpResponse:
    """A page with its frame; what was posted and comes back was refused, unless the caller says otherwise."""
    context = {
        "pages": menu(request.principal, written=True),
        "crumbs": crumbs(report),
        "handling": {"tlp": TLP.AMBER, "code": HandlingCode.H2, "words": HandlingCode.H2.label, "note": ""},
        "report": report,
        "cancel_url": reverse("written-report", args=[report.pk]) if report else reverse("written-reports"),
    }
    code = status or (400 if request.method == "POST" else 200)
    return render(request, template, context | shown, status=code)
