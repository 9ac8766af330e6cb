"""The steps of a recommendation: the agency accepts, rejects, carries out; LMLECC verifies or sends back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.supervision.models import TOLD, Recommendation, RecommendationStep
from coordination.supervision.policies import may_step_advice
from coordination.supervision.states import ADVICE, step_named
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Conflict, Refused, require
from operation.kernel.transitions import Transition

STALE = _(
    "Somebody changed this recommendation since you opened it. Look at the present version, then enter your change "
    "again."
)


@transaction.atomic
def step_recommendations(
    *, principal: Principal, recommendations: Sequence[Recommendation], name: str, versions: Sequence[int], words: str
) -> list[Recommendation]:
    """Take one step with all of them or none. A «no», evidence and what is missing are said in words.

    Raises NotAllowed outside the agency addressed, Refused, or Conflict when a version is not the present one.
    """
    step, words = step_named(ADVICE, name), words.strip()
    for given in recommendations:
        require(may_step_advice(principal, given, name), verb=f"{name} {given.reference}")
        _check(given, step, given.state in step.sources)
    current = _locked(recommendations, versions)
    for one in current:
        _check(one, step, one.state in step.sources and one.inspection.state in TOLD)
        reason = step.condition(one, {"words": words}) if step.condition else None
        if reason:
            raise Refused({"words": reason})
        one.state, one.version = step.target, one.version + 1
        one.save(update_fields=["state", "version"])
    RecommendationStep.objects.bulk_create(
        RecommendationStep(recommendation=one, name=name, state=step.target, words=words, taken_by_id=principal.person)
        for one in current
    )
    trail.record_each(f"recommendation {'returned' if name == 'return' else step.target}", current, {})
    return current


def _check(one: Recommendation, step: Transition, is_possible: bool) -> None:
    """Asked before too: from other states the agency may not even lock the row (second wall)."""
    if not is_possible:
        params = {"reference": one.reference, "state": one.get_state_display(), "step": step.label}
        raise Refused(_("%(reference)s is «%(state)s»: «%(step)s» is not possible from there."), params=params)


def _locked(recommendations: Sequence[Recommendation], versions: Sequence[int]) -> list[Recommendation]:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("inspection")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in recommendations]).order_by("pk")}
    current = [found[one.pk] for one in recommendations if one.pk in found]
    if [one.version for one in current] != list(versions):
        raise Conflict(STALE)
    return current
