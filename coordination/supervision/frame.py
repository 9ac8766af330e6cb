"""What the pages of supervision and of the roster share: their menu and their marking."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.plan.models import Operation
from operation.plan.selectors import visible_operation

FORM_METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True)
class Page:
    """A page of supervision's own menu."""

    position: int
    label: Text
    route: str
    permission: str


_pages: list[Page] = [
    Page(10, gettext_lazy("Who owes what"), "supervision", "supervision.read"),
    Page(20, gettext_lazy("Inspections"), "inspections", "supervision.read"),
]


def register(page: Page) -> None:
    _pages.append(page)


def pages(principal: Principal, path: str) -> list[dict[str, Any]]:
    usable = sorted((page for page in _pages if principal.holds(page.permission)), key=lambda page: page.position)
    found = [(page, reverse(page.route)) for page in usable]
    below = max((url for _page, url in found if path.startswith(url)), key=len, default="")
    return [
        {"label": page.label, "url": url, "current": "page" if path == url else "true" if url == below else ""}
        for page, url in found
    ]


def handling(note: str) -> dict[str, Any]:
    """Officials are named here, and what a country has not done yet: AMBER."""
    code = HandlingCode.H1
    return {"tlp": TLP.AMBER, "code": code, "words": code.label, "note": note}


def show(request: Any, page: str, context: dict[str, Any], *, note: str, status: int = 200) -> HttpResponse:
    """A page of supervision, with its menu and marking."""
    shared = {"pages": pages(request.principal, request.path), "handling": handling(note)}
    return render(request, f"{page}.html", shared | context, status=status)


def ask(request: Any, form: Form, question: dict[str, Any], cancel_url: str, *, note: str) -> HttpResponse:
    """A form of its own, drawn by components/confirm.html. question {title, text, label, grave=False}."""
    context = {"question": question, "form": form, "cancel_url": cancel_url}
    return show(request, "supervision/question", context, note=note, status=400 if form.errors else 200)


def operation_of(principal: Principal) -> Operation:
    """The operation of this installation. Raises Http404 before one is loaded."""
    found = visible_operation(principal)
    if found is None:
        raise Http404
    return found


def between(country: object) -> str:
    """Who reads what is between a country and LMLECC."""
    return _("%(country)s and LMLECC read it") % {"country": country}
