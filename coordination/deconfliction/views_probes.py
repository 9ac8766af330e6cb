"""The page on which a coordinator asks for a number, and reads what was asked."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coordination import frame
from coordination.deconfliction import panels
from coordination.deconfliction.forms import ProbeForm
from coordination.deconfliction.models import Probe, ProbeHit
from coordination.deconfliction.policies import may_ask
from coordination.deconfliction.probing import ask, note_probes
from coordination.deconfliction.views import crumbs
from coordination.deconfliction.wording import kind_word
from operation.cases.registry import by_code
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.people.models import Organisation

SHOWN = 20


@never_cache
@require_http_methods(("GET", "HEAD", "POST"))
def probes(request: Any) -> HttpResponse:
    """Ask, and be answered with the countries that may say yes; below it what was asked, by whom of the own agency."""
    principal = request.principal
    require(may_ask(principal), verb="ask for a number")
    form = ProbeForm(posted(request))
    answer = _ask(principal, form) if request.method == "POST" and form.is_valid() else None
    context = {
        "title": _("Ask for a number"),
        "form": form,
        "answer": _answered([answer])[0] if answer else None,
        "asked": _answered(
            Probe.objects.visible_to(principal).select_related("asked_by").order_by("-asked_at")[:SHOWN]
        ),
        "met": _met(principal),
        "pages": frame.pages(principal, request.path),
        "crumbs": crumbs(),
        "handling": panels.facts_handling(),
    }
    return render(request, "deconfliction/probes.html", context, status=400 if form.errors else 200)


@require_POST
def note(request: Any) -> HttpResponse:
    """The questions that met a record of the own agency were looked at."""
    noted = note_probes(principal=request.principal)
    text = ngettext("%(count)s question noted.", "%(count)s questions noted.", noted) % {"count": noted}
    messages.success(request, text)
    return redirect("match-probes")


def _ask(principal: Any, form: ProbeForm) -> Probe | None:
    return attempt(form, ask, principal=principal, question=form.question)


def _answered(found: Iterable[Probe]) -> list[dict[str, Any]]:
    asked = list(found)
    named = Organisation.objects.select_related("country").in_bulk({key for one in asked for key in one.hits})
    return [
        {
            "probe": one,
            "kind": capfirst(kind_word(one.kind)),
            "holders": [named[key] for key in one.hits if key in named],
        }
        for one in asked
    ]


def _met(principal: Any) -> list[dict[str, Any]]:
    """Questions of others that met a record of the own agency and nobody noted, newest first."""
    hits = ProbeHit.objects.visible_to(principal).filter(noted_at=None).select_related("asker__country")
    found = []
    for hit in hits.order_by("-created_at", "-id")[:SHOWN]:
        record_type = by_code(hit.record_type)
        found.append({"hit": hit, "kind": capfirst(kind_word(hit.kind)), "type": record_type, "guarded": hit.guarded})
    return found
