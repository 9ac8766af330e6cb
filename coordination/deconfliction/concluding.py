"""The outcome of a match: one side proposes it, the other agrees (domain.md §5)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.deconfliction.actions import CLOSED, NOT_KNOWN, OVER, STALE, add_step, locked
from coordination.deconfliction.events import MatchConcluded
from coordination.deconfliction.models import Match, MatchState, Outcome, Step
from coordination.deconfliction.policies import may_conclude
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock, events
from operation.kernel.errors import Conflict, Refused, require

CONCLUDED = ["state", "outcome", "proposed", "proposed_by", "concluded_at", "version"]


@transaction.atomic
def propose_outcome(*, principal: Principal, match: Match, outcome: str, words: str, version: int) -> Match:
    """Propose what both sides do; a proposal that was there is replaced. An outcome in force stays until they agree.

    Raises NotAllowed, Refused for an outcome that there is not or a match that is over, Conflict when it has changed.
    """
    current = _held(principal, match, version, "propose outcome")
    if outcome not in Outcome.values:
        message = _("«%(value)s» is no outcome. There are: %(codes)s.")
        params = {"value": outcome, "codes": ", ".join(Outcome.values)}
        raise Refused({"outcome": ValidationError(message, "outcome", params)})
    current.proposed, current.proposed_by_id = outcome, principal.own_organisation
    if current.state == MatchState.FOUND:
        current.state = MatchState.IN_DIALOGUE
    _store(current)
    add_step(principal, current, Step.PROPOSED, outcome=outcome, words=words)
    trail.record("proposed outcome", current, to=current.beyond(principal).code, outcome=outcome)
    return current


@transaction.atomic
def agree_outcome(*, principal: Principal, match: Match, version: int) -> Match:
    """Agree to what the other side proposed: «not the same» ends the match and is remembered, all else confirms it.

    Raises NotAllowed, Refused where the other side proposed nothing, Conflict when the match has changed.
    """
    current = _held(principal, match, version, "agree to outcome")
    if not current.proposed or current.proposed_by_id == principal.organisation_id:
        raise Refused(_("The other side has proposed nothing. Propose an outcome yourself."))
    current.outcome, current.proposed, current.proposed_by = current.proposed, "", None
    same = current.outcome != Outcome.NOT_SAME
    current.state = MatchState.CONFIRMED if same else MatchState.REJECTED
    current.concluded_at = clock.now()
    _store(current)
    add_step(principal, current, Step.AGREED, outcome=current.outcome)
    trail.record("agreed to outcome", current, to=current.beyond(principal).code, outcome=current.outcome)
    events.publish(MatchConcluded(current))
    return current


def _held(principal: Principal, match: Match, version: int, verb: str) -> Match:
    require(may_conclude(principal, match), verb=f"{verb} {match.reference}")
    current = locked(principal, match)
    if current.version != version:
        raise Conflict(STALE)
    if current.state in OVER:
        raise Refused(CLOSED, params={"state": current.get_state_display()})
    if not current.is_known:
        raise Refused(NOT_KNOWN)
    return current


def _store(match: Match) -> None:
    match.version += 1
    match.save(update_fields=CONCLUDED)
