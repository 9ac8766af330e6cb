"""The sheet of a week: downloaded, filled in where there is no line, uploaded, looked at, taken whole or not at all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from operation.audit import trail
from operation.cases.importing.template_file import XLSX
from operation.kernel.errors import require
from operation.kernel.fields import attempt
from reporting.indicators.rules import indicator_named
from reporting.returns import actions, panels
from reporting.returns.entries import Entry
from reporting.returns.forms import SheetForm, TakeForm
from reporting.returns.lines import entry_words, groups_of, known_of
from reporting.returns.models import NationalReturn
from reporting.returns.offline.book import book_of
from reporting.returns.offline.reading import CHANGED, WRONG, Filled, FilledRow, read_sheet
from reporting.returns.page import crumbs
from reporting.returns.policies import may_draft, may_enter
from reporting.returns.selectors import read_return

SALT = "reporting.returns.sheet"
PREVIEW_SECONDS = 24 * 60 * 60
"""So long the preview of a sheet may be taken."""

TONES = {"same": "idle", "changed": "ok", "wrong": "late"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request: Any, return_id: UUID) -> HttpResponse:
    """Download (`?format=xlsx`), upload and take. For who fills in the return; anybody else is told so."""
    given = read_return(request.principal, return_id)
    if given is None:
        raise Http404
    require(may_draft(request.principal, given), verb=f"fill in {given.reference} offline")
    if request.method == "POST":
        return _take(request, given) if "sheet" in request.POST else _judge(request, given)
    if request.GET.get("format") == "xlsx":
        return _download(request, given)
    return _show(request, given, SheetForm())


def _download(request: Any, given: NationalReturn) -> HttpResponse:
    trail.record("exported", given, format="xlsx")
    content = book_of(given, groups_of(request.principal, known_of(request.principal, given)))
    response = HttpResponse(content, content_type=XLSX)
    name = f"return-{given.reference.replace(' ', '-')}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _judge(request: Any, given: NationalReturn) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES)
    filled = attempt(form, _read, given=given, form=form) if form.is_valid() else None
    if filled is None:
        return _show(request, given, form, status=400)
    return _show(request, given, form, filled, status=400 if filled.count(WRONG) else 200)


def _read(given: NationalReturn, form: SheetForm) -> Filled:
    return read_sheet(given, form.cleaned_data["file"].read())


def _take(request: Any, given: NationalReturn) -> HttpResponse:
    """What stood in the rows that were looked at, exactly: it came back signed."""
    form = TakeForm(request.POST)
    told = _unsigned(request.POST["sheet"], given)
    if told is None:
        messages.error(request, _("The preview is too old. Upload the file again."))
        return redirect("return-sheet", given.pk)
    entries = {code: Entry.told(one) for code, one in told["entries"].items()}
    version = told["version"]
    about = {"principal": request.principal, "national_return": given, "entries": entries, "version": version}
    if attempt(form, actions.take_sheet, **about) is None:
        return _show(request, given, form, status=400)
    messages.success(request, _("The sheet is in the draft. Nothing is submitted yet."))
    return redirect("return", given.pk)


def _unsigned(text: str, given: NationalReturn) -> Any:
    try:
        told = signing.loads(text, salt=SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        return None
    return told if told["return"] == str(given.pk) else None


def _show(
    request: Any, given: NationalReturn, form: Any, filled: Filled | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "given": given,
        "form": form,
        "may_enter": may_enter(request.principal, given),
        "crumbs": [*crumbs(), {"label": str(given), "url": reverse("return", args=[given.pk])}],
        "handling": panels.handling_of(given),
    }
    if filled:
        changed = filled.count(CHANGED)
        entries = {code: entry.tell() for code, entry in filled.entries.items()}
        told = {"return": str(given.pk), "version": given.version, "entries": entries}
        context |= {
            "rows": [_row(row) for row in sorted(filled.rows, key=lambda row: row.verdict != WRONG)],
            "wrong": filled.count(WRONG),
            "changed": changed,
            "label": ngettext("Take %(count)s change", "Take %(count)s changes", changed) % {"count": changed},
            "hidden": "" if filled.count(WRONG) else signing.dumps(told, salt=SALT, compress=True),
        }
    return render(request, "returns/sheet.html", context, status=status)


def _row(row: FilledRow) -> dict[str, Any]:
    found = indicator_named(row.code)
    words = {"same": _("same"), "changed": pgettext("a row", "changed"), "wrong": _("wrong")}
    return {
        "number": row.number,
        "code": row.code,
        "label": found.label if found else "",
        "verdict": words[row.verdict],
        "tone": TONES[row.verdict],
        "before": entry_words(row.before, found),
        "after": entry_words(row.entry, found),
        "is_changed": row.verdict == CHANGED,
        "problems": row.problems,
    }
