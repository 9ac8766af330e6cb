"""Pages of matches: the list, one match, and its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coordination import frame
from coordination.deconfliction import panels
from coordination.deconfliction.confirming import BY_NAME, StepPage
from coordination.deconfliction.filters import MatchFilters
from coordination.deconfliction.lists import list_matches, own_records
from coordination.deconfliction.models import Match
from coordination.deconfliction.policies import may_ask, may_disclose, may_read
from coordination.deconfliction.selectors import SeenMatch, read_match, unnamed_sides
from operation.access.scope import Cursor
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.kernel.lists import asked_place, onward

FORM_METHODS = ("GET", "HEAD", "POST")
OVERTAKEN = _("This step is not possible any more. Look at the present state of the match.")


@never_cache
@require_safe
def matches(request: Any) -> HttpResponse:
    """Matches that one may know of, as the filters in the address say."""
    principal = request.principal
    require(may_read(principal), verb="list matches")
    filters = MatchFilters(request.GET, Match.objects.visible_to(principal).newest_first())
    after, problems = asked_place(request.GET, Cursor.read)
    valid = filters.is_valid() and not problems
    found = list_matches(principal, filters, after) if valid else None
    own = own_records(principal, found.records) if found else {}
    context = {
        "title": _("Matches"),
        "rows": [panels.row(principal, match, own.get(match.pk)) for match in found.records] if found else [],
        "unnamed": [] if after or request.GET else unnamed_sides(principal),
        "valid": valid,
        "problems": problems,
        "filter_form": filters.form,
        "chips": filters.chips() if valid else [],
        "clear_url": reverse("matches"),
        "older_url": onward(request.GET, found.next) if found else "",
        "actions": _list_actions(principal),
        "is_side": principal.is_member,
        "handling": panels.facts_handling(own.values()),
    }
    return _show(request, "matches", context, 200 if valid else 400)


def _list_actions(principal: Any) -> list[dict[str, Any]]:
    if not principal.is_member or not may_ask(principal):
        return []
    return [{"label": _("Ask for a number"), "url": reverse("match-probes"), "icon": "query"}]


@never_cache
@require_safe
def match(request: Any, match_id: UUID) -> HttpResponse:
    """One match: the own side in full, the other's as far as it told; for LMLECC the facts."""
    principal = request.principal
    _require_reader(principal, match_id)
    seen = read_match(principal, match_id)
    other = seen.match.beyond(principal) if seen.match and seen.side else None
    context = {
        "title": seen.match.reference if seen.match else _("A match that only you know of"),
        "seen": seen,
        "row": panels.row(principal, seen.match) if seen.match else None,
        "facts": panels.facts(seen),
        "own_facts": panels.own_facts(seen),
        "own_note": panels.side_note(seen.side) if seen.side else "",
        "own_told": panels.told_by(seen, principal.organisation_id),
        "other": other,
        "other_told": panels.told_by(seen, other.pk) if other else [],
        "history": panels.history(seen),
        "actions": [*panels.step_actions(principal, seen), *panels.onward_actions(principal, seen)],
        "crumbs": crumbs()[:2],
        "handling": panels.handling(principal, seen),
    }
    return _show(request, "match", context)


@never_cache
@require_http_methods(FORM_METHODS)
def match_step(request: Any, match_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take a step."""
    principal = request.principal
    _require_reader(principal, match_id)
    step = BY_NAME.get(name)
    seen = read_match(principal, match_id)
    if step is None:
        raise Http404
    require(may_disclose(principal, seen.match), verb=f"{name} match")
    if not step.may(principal, seen):
        messages.warning(request, OVERTAKEN)
        return redirect("match", match_id)
    form = step.form(seen, posted(request))
    if request.method == "POST" and form.is_valid() and _take(principal, step, seen, form):
        messages.success(request, step.done)
        return redirect("match", match_id)
    context = {
        "title": step.label,
        "step": step,
        "form": form,
        "cancel_url": reverse("match", args=[match_id]),
        "crumbs": [*crumbs(), {"label": seen.match or _("Match"), "url": reverse("match", args=[match_id])}],
        "handling": panels.handling(principal, seen),
    }
    return _show(request, "step", context, 400 if form.errors else 200)


def _take(principal: Any, step: StepPage, seen: SeenMatch, form: Any) -> bool:
    attempt(form, lambda: step.take(principal, seen, form.cleaned_data))
    return not form.errors


def _require_reader(principal: Any, match_id: UUID) -> None:
    """Whoever reads no match is answered as for one that there is not."""
    if not may_read(principal):
        read_match(principal, match_id)


def crumbs() -> list[dict[str, Any]]:
    return [{"label": _("Exchange"), "url": reverse("exchange")}, {"label": _("Matches"), "url": reverse("matches")}]


def _show(request: Any, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shared = {"pages": frame.pages(request.principal, request.path)}
    return render(request, f"deconfliction/{page}.html", shared | context, status=status)
