"""What the pages of the administration share: their own menu and marking, numbered lists, questions."""

from typing import Any

from django.core.paginator import Page
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.kernel.fields import attempt
from operation.kernel.lists import Chip, without

__all__ = ["attempt"]
ROWS = 50
FORM_METHODS = ("GET", "HEAD", "POST")
PAGES: tuple[tuple[str, Text, str], ...] = (
    ("appointments", gettext_lazy("Appointments"), "appointment.read"),
    ("accounts", gettext_lazy("Accounts"), "account.manage"),
    ("vouch", gettext_lazy("Vouch"), "account.vouch"),
    ("reference:index", gettext_lazy("Reference data"), "reference.amend"),
    ("roles", gettext_lazy("Who may do what"), "roles.read"),
)


def show(request: Any, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the administration, with its menu, marked as one that names officials."""
    code = HandlingCode.H0
    handling = {"tlp": TLP.AMBER, "code": code, "words": code.label, "note": _("Names of officials")}
    shared = {"pages": menu(request.principal, request.path), "handling": handling}
    return render(request, f"administration/{page}.html", shared | context, status=status)


def ask(request: Any, form: Form, question: dict[str, Any], cancel_url: str) -> HttpResponse:
    """A form of its own, drawn by components/confirm.html. question {title, text, label, grave=False}."""
    context = {"question": question, "form": form, "cancel_url": cancel_url}
    return show(request, "question", context, 400 if form.errors else 200)


def menu(principal: Principal, path: str) -> list[dict[str, Any]]:
    """The pages of the administration that the principal can use."""
    usable = [(label, reverse(name)) for name, label, permission in PAGES if principal.holds(permission)]
    return [{"label": label, "url": url, "current": "true" if path.startswith(url) else ""} for label, url in usable]


def pager(asked: QueryDict, shown: Page) -> dict[str, Any]:
    """Links to the pages around this one, for components/pager.html."""
    return {
        "older_url": _with_page(asked, shown.next_page_number()) if shown.has_next() else "",
        "newer_url": _with_page(asked, shown.previous_page_number()) if shown.has_previous() else "",
    }


def _with_page(asked: QueryDict, number: int) -> str:
    onward = asked.copy()
    onward["page"] = str(number)
    return f"?{onward.urlencode()}"


def chips(asked: QueryDict, words: dict[str, tuple[Text, Text]]) -> list[Chip]:
    """Filters in force, for components/chips.html. words: of each its name and its value in words."""
    return [Chip(label, str(value), f"?{without(asked, name, 'page')}") for name, (label, value) in words.items()]
