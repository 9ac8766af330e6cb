"""What waits for somebody: an invitation, a go or no-go, claims to state, totals to agree to or to propose."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.joint.models import (
    ActionState,
    GoDecision,
    JointAction,
    JointAgreement,
    JointClaim,
    JointMember,
    JointState,
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
    rows = rows.exclude(joint__state=JointState.CLOSED)
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
    """Go or no-go, claims, answers to totals; totals for who leads. Six queries."""
    if not principal.is_member or not principal.holds("joint.plan"):
        return
    rows = JointAction.objects.visible_to(principal).filter(state__in=(ActionState.ASKED, ActionState.CARRIED_OUT))
    found = list(rows.select_related("joint").order_by("planned_on", "pk"))
    known = _Known(principal, found)
    for action in found:
        if action.state == ActionState.ASKED:
            if principal.holds("joint.decide") and known.is_asked(action):
                yield _waiting(action, _("Go or no-go?"), _("Decide"), dated=True)
        elif known.is_to_claim(action):
            yield _waiting(action, _("State what your agency claims"), _("State"))
        elif principal.holds("joint.lead") and known.is_to_total(action):
            yield _waiting(action, _("All have stated their claims: propose the totals"), _("Propose"))
        elif principal.holds("joint.decide") and known.is_to_answer(action):
            yield _waiting(action, _("Do you agree to the totals?"), _("Answer"))


class _Known:
    """What was said about some actions, by whom: of each the latest round alone counts."""

    def __init__(self, principal: Principal, actions: Sequence[JointAction]) -> None:
        def rows(model: Any, *columns: str) -> set[tuple[Any, ...]]:
            return set(model.objects.visible_to(principal).filter(action__in=actions).values_list(*columns))

        self.own = principal.organisation_id
        self.decided = rows(GoDecision, "action_id", "organisation_id", "asked")
        self.claimed = rows(JointClaim, "action_id", "organisation_id")
        self.totalled = rows(JointTotal, "action_id", "settled")
        self.answered = rows(JointAgreement, "action_id", "organisation_id", "settled", "agrees")
        joined = JointMember.objects.visible_to(principal).filter(state=MemberState.JOINED)
        groups = {action.joint_id for action in actions}
        self.members = set(joined.filter(joint__in=groups).values_list("joint_id", "organisation_id"))

    def is_asked(self, action: JointAction) -> bool:
        return (action.pk, self.own, action.asked) not in self.decided

    def is_to_claim(self, action: JointAction) -> bool:
        return (action.pk, self.own) not in self.claimed

    def is_to_total(self, action: JointAction) -> bool:
        """By the lead: all have claimed and nothing is proposed, or somebody objects to what is."""
        if action.joint.lead_id != self.own:
            return False
        if (action.pk, action.settled) in self.totalled:
            return any(key == action.pk and at == action.settled and not yes for key, _who, at, yes in self.answered)
        members = {who for joint, who in self.members if joint == action.joint_id}
        return all((action.pk, who) in self.claimed for who in members)

    def is_to_answer(self, action: JointAction) -> bool:
        said = {(key, who, at) for key, who, at, _yes in self.answered}
        return (action.pk, action.settled) in self.totalled and (action.pk, self.own, action.settled) not in said


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
