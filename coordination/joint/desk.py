"""What waits for somebody: an invitation, a go or no-go, claims to state, totals to agree to or to propose."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.joint.models import (
    ActionState,
    GoDecision,
    JointAction,
    JointAgreement,
    JointClaim,
    JointMember,
    JointTotal,
    MemberState,
)
from operation.access.principal import Principal
from operation.people.desk import Waiting

NAMED = 20


def invitations(principal: Principal) -> Iterator[Waiting]:
    """For the coordinator of an agency that is invited. One query."""
    if not principal.is_member or not principal.holds("joint.decide"):
        return
    rows = JointMember.objects.visible_to(principal).filter(
        organisation_id=principal.own_organisation, state=MemberState.INVITED
    )
    for member in rows.select_related("joint__lead").order_by("created_at")[:NAMED]:
        joint = member.joint
        yield Waiting(
            what=_("%(reference)s: your agency is invited") % {"reference": joint.reference},
            detail=str(joint.lead),
            url=reverse("joint", args=[joint.pk]),
            verb=_("Join or decline"),
            tlp=joint.tlp,
            handling_code=joint.handling_code,
        )


def actions_waiting(principal: Principal) -> Iterator[Waiting]:
    """Go or no-go, claims, agreements; totals for who leads. Five queries."""
    if not principal.is_member or not principal.holds("joint.plan"):
        return
    own = principal.organisation_id
    rows = JointAction.objects.visible_to(principal).filter(state__in=(ActionState.ASKED, ActionState.CARRIED_OUT))
    found = list(rows.select_related("joint").order_by("planned_on", "pk"))
    keys = [one.pk for one in found]
    said = set(_of(GoDecision, keys, own).values_list("action_id", "asked"))
    claimed = set(_of(JointClaim, keys, own).values_list("action_id", flat=True))
    answered = set(_of(JointAgreement, keys, own).values_list("action_id", "settled"))
    totalled = set(JointTotal.objects.filter(action__in=keys).values_list("action_id", "settled"))
    for action in found:
        now = (action.pk, action.settled)
        if action.state == ActionState.ASKED:
            if principal.holds("joint.decide") and (action.pk, action.asked) not in said:
                yield _waiting(action, _("Go or no-go?"), _("Decide"), dated=True)
        elif action.pk not in claimed:
            yield _waiting(action, _("State what your agency claims"), _("State"))
        elif now in totalled and principal.holds("joint.decide") and now not in answered:
            yield _waiting(action, _("Do you agree to the totals?"), _("Answer"))


def _of(model: Any, keys: list[UUID], own: UUID | None) -> Any:
    return model.objects.filter(action__in=keys, organisation_id=own)


def _waiting(action: JointAction, detail: str, verb: str, *, dated: bool = False) -> Waiting:
    return Waiting(
        what=f"{action.joint.reference}: {action.title}",
        detail=detail,
        url=reverse("joint-action", args=[action.joint_id, action.pk]),
        verb=verb,
        due=action.planned_on if dated else None,
        tlp=action.joint.tlp,
        handling_code=action.joint.handling_code,
    )
