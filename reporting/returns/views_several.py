"""One step for several returns at once: chosen in the list, looked at once more, and taken by all of them or none."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from reporting.returns import actions, panels
from reporting.returns.confirming import several_question
from reporting.returns.forms import SeveralForm
from reporting.returns.history import doubts_in
from reporting.returns.models import NationalReturn
from reporting.returns.page import crumbs
from reporting.returns.states import step_named

TAKE = {"verify": actions.verify_returns, "lock": actions.lock_returns}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: Any, name: str) -> HttpResponse:
    """What was chosen, each with what is doubted about it; then the step."""
    if name not in TAKE:
        raise Http404
    require(may(request.principal, step_named(name).permission), verb=f"{name} several returns")
    form = SeveralForm(posted(request))
    chosen = _chosen(request.principal, [key for key, _version in form.chosen] or _keys(request))
    if form.is_valid() and (taken := _take(request.principal, name, form, chosen)):
        words = ngettext("%(count)s return: %(done)s", "%(count)s returns: %(done)s", len(taken))
        messages.success(request, words % {"count": len(taken), "done": several_question(name, len(taken)).done})
        return redirect("returns")
    trail.record("listed", trail.Target(NationalReturn._meta.label), shown=[given.pk for given in chosen])
    return _ask(request, name, chosen, form)


def _take(
    principal: Principal, name: str, form: SeveralForm, chosen: Sequence[NationalReturn]
) -> list[NationalReturn] | None:
    versions = dict(form.chosen)
    return attempt(
        form, TAKE[name], principal=principal, returns=chosen, versions=[versions[given.pk] for given in chosen]
    )


def _ask(request: Any, name: str, chosen: Sequence[NationalReturn], form: SeveralForm) -> HttpResponse:
    doubts = doubts_in(request.principal, chosen)
    step = step_named(name)
    rows = [
        {
            "given": given,
            "doubts": doubts[given.pk],
            "possible": given.state in step.sources,
            "tone": panels.TONES[given.state],  # type: ignore[index]
        }
        for given in chosen
    ]
    context = {
        "question": several_question(name, len(chosen)),
        "rows": rows,
        "form": form,
        "hidden": [("chosen", f"{given.pk}:{given.version}") for given in chosen],
        "ready": bool(chosen) and all(row["possible"] for row in rows),
        "crumbs": crumbs(),
        "handling": panels.handling(_("All six countries, verified and not")),
    }
    return render(request, "returns/several.html", context, status=400 if form.is_bound else 200)


def _chosen(principal: Principal, keys: Sequence[UUID]) -> list[NationalReturn]:
    """Those that the principal may see, in the order of the list. Raises Http404 where one of them is not there."""
    found = list(
        NationalReturn.objects.visible_to(principal)
        .filter(pk__in=keys)
        .select_related("agency__country", "operation")
        .prefetch_related("lines")
        .order_by("week", "agency__position", "pk")
    )
    if len(found) != len(set(keys)):
        raise Http404
    return found


def _keys(request: Any) -> list[UUID]:
    try:
        return [UUID(text) for text in request.GET.getlist("id")]
    except ValueError as wrong:
        raise Http404 from wrong
