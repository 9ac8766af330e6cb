"""Claims of each agency, one total for all, and whether each agrees to it (domain.md §6, rules 3 and 4).

The claims stay as they were stated; the difference to the total is said and explained beside them.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.joint.deciding import begin, finish, require_words
from coordination.joint.models import (
    ActionState,
    Claimed,
    JointAction,
    JointAgreement,
    JointClaim,
    JointTotal,
)
from coordination.joint.planning import locked_action, store
from coordination.joint.policies import may_lead, may_plan
from coordination.joint.selectors import agreements_of, joined, lines_of, own_member
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.names import composed_lines
from operation.kernel.errors import Refused, require
from operation.templatetags.look import country_name

Numbers = Mapping[Claimed, tuple[Decimal, str]]
"""Of each kind a number and words; a kind that is not in it is not claimed."""

MOST = Decimal(10) ** 14
NOT_HELD = _("Claims are stated once the action was carried out, until all agree to one total.")


@transaction.atomic
def state_claims(*, principal: Principal, action: JointAction, version: int, claims: Numbers) -> JointAction:
    """What the own agency claims, instead of what it claimed before; a total that was proposed is asked anew.

    Raises NotAllowed; Refused before it was carried out, after all agreed, without any number; Conflict.
    """
    joint = action.joint
    require(may_plan(principal, joint, own_member(principal, joint)), verb=f"claim results of {joint.reference}")
    current = locked_action(principal, action, version)
    if current.state != ActionState.CARRIED_OUT:
        raise Refused(NOT_HELD)
    if not claims:
        raise Refused(_("State at least one number. Write 0 where you claim nothing: an empty field is «no data»."))
    check_numbers(claims)
    own: dict[str, Any] = {"action": current, "organisation_id": principal.own_organisation}
    JointClaim.objects.filter(**own).delete()
    JointClaim.objects.bulk_create(
        JointClaim(what=what, number=number, words=composed_lines(words), **own)
        for what, (number, words) in claims.items()
    )
    if JointTotal.objects.filter(action=current, settled=current.settled).exists():
        current.settled += 1
    store(current)
    trail.record("joint_claims_stated", current, joint=joint.reference)
    return current


@transaction.atomic
def propose_totals(*, principal: Principal, action: JointAction, version: int, totals: Numbers) -> JointAction:
    """One total for each kind that somebody claims, with words where it differs from the sum. The lead agrees by it.

    Raises NotAllowed; Refused while a member has stated no claim, and by field; Conflict.
    """
    joint = action.joint
    require(may_lead(principal, joint), verb=f"propose totals of {joint.reference}")
    current = locked_action(principal, action, version)
    if current.state != ActionState.CARRIED_OUT:
        raise Refused(NOT_HELD)
    _check_all_claimed(principal, current)
    _check_totals(principal, current, totals)
    current.settled += 1
    JointTotal.objects.bulk_create(
        JointTotal(action=current, settled=current.settled, what=what, total=total, words=composed_lines(words))
        for what, (total, words) in totals.items()
    )
    _say(principal, current, agrees=True, words="")
    _settle(principal, current)
    store(current)
    trail.record("joint_totals_proposed", current, joint=joint.reference)
    return current


@transaction.atomic
def agree_totals(*, principal: Principal, action: JointAction, version: int, words: str = "") -> JointAction:
    """Agree for the own agency; with the last one the action is reconciled. Raises NotAllowed; Refused; Conflict."""
    current = _answering(principal, action, version, "agree")
    _say(principal, current, agrees=True, words=words)
    _settle(principal, current)
    return finish(current, "agree")


@transaction.atomic
def object_totals(*, principal: Principal, action: JointAction, version: int, words: str) -> JointAction:
    """Object for the own agency, in words; the lead proposes anew. Raises NotAllowed; Refused; Conflict."""
    current = _answering(principal, action, version, "object")
    require_words(words)
    _say(principal, current, agrees=False, words=words)
    return finish(current, "object")


def check_numbers(given: Numbers) -> None:
    """Raises Refused by field."""
    problems: dict[str, Any] = {}
    for what, (number, _words) in given.items():
        whole = what == Claimed.CASH or number == number.to_integral_value()
        if not whole or not 0 <= number < MOST:
            message = _("«%(value)s» is no number of persons or pieces. Write 0 or more.")
            problems[what] = ValidationError(message, "number", {"value": number})
    if problems:
        raise Refused(problems)


def _answering(principal: Principal, action: JointAction, version: int, name: str) -> JointAction:
    current = begin(principal, action, version, name)
    if not JointTotal.objects.filter(action=current, settled=current.settled).exists():
        raise Refused(_("No total is proposed now. The agency that leads proposes one."))
    return current


def _check_all_claimed(principal: Principal, action: JointAction) -> None:
    claimed = set(JointClaim.objects.filter(action=action).values_list("organisation_id", flat=True))
    missing = [one.organisation for one in joined(principal, action.joint) if one.organisation_id not in claimed]
    if missing:
        names = ", ".join(f"{country_name(one.country_id or '')}: {one.short_name}" for one in missing)
        raise Refused(_("Not all agencies have stated their claims: %(names)s."), params={"names": names})


def _check_totals(principal: Principal, action: JointAction, totals: Numbers) -> None:
    check_numbers(totals)
    problems: dict[str, Any] = {}
    lines = {line.what: line for line in lines_of(principal, action)}
    for what in Claimed:
        if (what in lines) != (what in totals):
            problems[what] = (
                _("Somebody claims this: propose a total.")
                if what in lines
                else _("Nobody claims this: leave it empty.")
            )
        elif what in totals:
            total, words = totals[what]
            if total != lines[what].sum and not composed_lines(words):
                problems[f"{what}_words"] = _("The total is not the sum of the claims: explain the difference.")
    if problems:
        raise Refused(problems)


def _say(principal: Principal, action: JointAction, *, agrees: bool, words: str) -> None:
    JointAgreement.objects.create(
        action=action,
        organisation_id=principal.own_organisation,
        settled=action.settled,
        agrees=agrees,
        words=composed_lines(words),
        given_by_id=principal.person,
    )


def _settle(principal: Principal, action: JointAction) -> None:
    """Reconciled as soon as every agency that has joined agrees."""
    said = agreements_of(principal, action)
    members = joined(principal, action.joint)
    if all(one.organisation_id in said and said[one.organisation_id].agrees for one in members):
        action.state = ActionState.RECONCILED
