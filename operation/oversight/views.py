"""The trail for the data-protection officer, everybody's own trail, and the anchors to keep outside."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import anchors as files
from operation.audit import signing
from operation.audit.context import current_actor
from operation.audit.models import AuditAnchor
from operation.kernel.errors import require
from operation.kernel.lists import CURSOR, asked_place, onward, without
from operation.kernel.sheets import streamed_sheet
from operation.oversight import selectors
from operation.oversight.filters import TrailFilters
from operation.oversight.pages import Page, Place
from operation.oversight.policies import may_read_trail, may_take_anchors
from operation.oversight.rows import entry_rows
from operation.oversight.sheets import HEAD, sheet_rows

Context = dict[str, Any]
GROUP = 4


@require_safe
@never_cache
def whole_trail(request: Any) -> HttpResponse:
    """Everything, filtered, newest first; no content, no names of case records."""
    principal: Principal = request.principal
    require(may_read_trail(principal), verb="read trail")
    filters = TrailFilters(request.GET, selectors.entries(principal))
    after, problems = asked_place(request.GET, Place.read)
    if problems or not filters.is_valid():
        return _not_shown(request, filters, problems)
    found = selectors.read_trail(principal, filters, after)
    context = _trail_context(filters) | {
        "rows": entry_rows(found.entries),
        "chips": filters.chips(),
        "valid": True,
        "with_people": True,
        "actions": _trail_actions(request),
    }
    return render(request, "oversight/trail.html", context | around(request, found))


def _not_shown(request: HttpRequest, filters: TrailFilters, problems: list[str]) -> HttpResponse:
    """The page without entries: what cannot be read of the address, each with the way out."""
    context = _trail_context(filters) | {"rows": [], "problems": problems}
    return render(request, "oversight/trail.html", context, status=400)


def _trail_context(filters: TrailFilters) -> Context:
    return {"filter_form": filters.form, "clear_url": reverse("trail")}


@require_safe
@never_cache
def own_trail(request: Any) -> HttpResponse:
    """What one did oneself."""
    after, problems = asked_place(request.GET, Place.read)
    found: Page[Any] = selectors.read_own_trail(request.principal, after) if not problems else Page([], None)
    context = {
        "crumbs": [{"label": _("Your account"), "url": reverse("account")}],
        "rows": entry_rows(found.entries),
        "problems": problems,
        "valid": not problems,
        "actions": [anchors_action()] if may_take_anchors(request.principal) else [],
    }
    status = 400 if problems else 200
    return render(request, "oversight/own_trail.html", context | around(request, found), status=status)


@require_safe
@never_cache
def export(request: Any) -> StreamingHttpResponse | HttpResponse:
    """The filtered trail as a sheet: written while it is read, in a transaction of its own.

    A long one comes in parts: the name of a part tells how far back it goes, its last row where the next one is.
    """
    principal: Principal = request.principal
    require(may_read_trail(principal), verb="export trail")
    filters = TrailFilters(request.GET, selectors.entries(principal))
    after, problems = asked_place(request.GET, Place.read)
    if problems or not filters.is_valid():
        return _not_shown(request, filters, problems)
    part, who = selectors.export_trail(principal, filters, after), current_actor()

    def rows() -> Iterator[list[str]]:
        with acting_as(principal, channel=who.channel, address=who.address):
            yield from sheet_rows(part.entries)
        if part.oldest:
            yield [_("Not all: older entries follow at %(url)s") % {"url": _next_part(request, part.oldest)}]

    name = f"trail-back-to-{part.oldest.at.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}" if part.oldest else "trail"
    return streamed_sheet(name, HEAD, rows())


def _next_part(request: HttpRequest, oldest: Place) -> str:
    onward = request.GET.copy()
    onward[CURSOR] = str(oldest)
    return request.build_absolute_uri(f"?{onward.urlencode()}")


@require_safe
@never_cache
def anchor_list(request: Any) -> HttpResponse:
    """The newest anchors, and by which key they are signed."""
    found = selectors.anchors(request.principal)
    whole = request.principal.holds("trail.read")
    above = {"label": _("Trail"), "url": reverse("trail")} if whole else own_trail_crumb()
    fingerprint = grouped(signing.fingerprint(signing.public_key()))
    context = {"anchors": found, "fingerprint": fingerprint, "crumbs": [above]}
    return render(request, "oversight/anchors.html", context)


@require_safe
@never_cache
def anchor_file(request: Any, number: int) -> HttpResponse:
    """One anchor as a file."""
    try:
        anchor = selectors.take_anchor(request.principal, number)
    except AuditAnchor.DoesNotExist as none:
        raise Http404 from none
    response = HttpResponse(files.to_file(anchor), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="seagull-anchor-{number}.json"'
    return response


def around(request: HttpRequest, found: Page[Any]) -> Context:
    """What stands above and below the rows: how many, and the way to older ones."""
    paged, count = bool(request.GET.get(CURSOR)), len(found.entries)
    shown = _("%(count)s on this page") % {"count": count} if paged else f"{count}{'+' if found.next else ''}"
    return {
        "count": shown,
        "older_url": onward(request.GET, found.next),
        "first_url": f"?{without(request.GET)}" if paged else "",
    }


def grouped(digest: str) -> str:
    """A digest in groups of four digits, to be compared by telephone."""
    return " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))


def _trail_actions(request: HttpRequest) -> list[Context]:
    query = without(request.GET)
    sheet = f"{reverse('trail-export')}{f'?{query}' if query else ''}"
    return [
        {"label": _("As a sheet"), "url": sheet, "icon": "download"},
        anchors_action(),
    ]


def anchors_action() -> Context:
    return {"label": _("Anchors"), "url": reverse("anchors"), "icon": "lock"}


def own_trail_crumb() -> Context:
    return {"label": _("Your own trail"), "url": reverse("own-trail")}
