"""Reads of joint investigations: each starts from `visible_to`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from coordination.joint.models import (
    Claimed,
    GoDecision,
    JointAction,
    JointAgreement,
    JointClaim,
    JointInvestigation,
    JointMember,
    JointPerson,
    JointRecord,
    JointRole,
    JointSite,
    JointTotal,
    MemberState,
)
from operation.access.principal import Principal
from operation.access.scope import Cursor, Page, newest_first
from operation.audit import trail
from operation.cases.records.site import SITE
from operation.cases.registry import RecordType, by_code


@dataclass(frozen=True)
class Brought:
    """A record that a member brought in; `record` is None where the reader may not see it."""

    row: JointRecord
    record_type: RecordType
    record: Any


@dataclass(frozen=True)
class Line:
    """One kind of result: who claims how much, the sum, and the total on which they agree or may agree.

    total + difference = sum of claims. Without a total both are None: no data is not zero.
    """

    what: Claimed
    claims: Mapping[UUID, JointClaim]
    total: JointTotal | None

    @property
    def sum(self) -> Decimal:
        return sum((claim.number for claim in self.claims.values()), Decimal(0))

    @property
    def difference(self) -> Decimal | None:
        return self.sum - self.total.total if self.total else None


def visible(principal: Principal) -> QuerySet[JointInvestigation]:
    return JointInvestigation.objects.visible_to(principal).select_related("lead__country", "operation")


def list_joints(principal: Principal, after: Cursor | None) -> Page[JointInvestigation]:
    """One page, newest first; one entry in the trail with the ids shown."""
    page = newest_first(visible(principal), after)
    trail.record("listed", trail.Target(JointInvestigation._meta.label), shown=[one.pk for one in page.records])
    return page


def read_joint(principal: Principal, key: UUID) -> JointInvestigation:
    """One for its reader; the reading is in the trail. Raises Http404 for what is not there for him."""
    found: JointInvestigation | None = visible(principal).filter(pk=key).first()
    if found is None:
        trail.record("denied", trail.Target(JointInvestigation._meta.label, key), attempted="read")
        raise Http404
    trail.record("read", found)
    return found


def read_action(principal: Principal, joint_key: UUID, key: UUID) -> JointAction:
    """An action of a group to which the reader belongs. Raises Http404."""
    rows = JointAction.objects.visible_to(principal).select_related("local_to", "action_day", "joint__lead__country")
    found: JointAction | None = rows.filter(joint_id=joint_key, pk=key).first()
    if found is None:
        trail.record("denied", trail.Target(JointAction._meta.label, key), attempted="read")
        raise Http404
    trail.record("read", found)
    return found


def own_member(principal: Principal, joint: JointInvestigation) -> JointMember | None:
    rows = JointMember.objects.visible_to(principal)
    return rows.filter(joint=joint, organisation_id=principal.own_organisation).first()


def members_of(principal: Principal, joint: JointInvestigation) -> list[JointMember]:
    rows = JointMember.objects.visible_to(principal).filter(joint=joint)
    return list(rows.select_related("organisation__country", "joint"))


def words_of(principal: Principal, member: JointMember) -> str:
    """Why it declined or left: told to the agency that leads, which asked, and to nobody else."""
    own = member.organisation_id == principal.organisation_id
    return member.words if own or member.joint.is_led_by(principal) else ""


def joined(principal: Principal, joint: JointInvestigation) -> list[JointMember]:
    return [one for one in members_of(principal, joint) if one.state == MemberState.JOINED]


def named_by(principal: Principal, joint: JointInvestigation) -> list[JointPerson]:
    """Whom the own agency named."""
    return list(JointPerson.objects.visible_to(principal).filter(joint=joint).select_related("user"))


def actions_of(principal: Principal, joint: JointInvestigation) -> list[JointAction]:
    return list(JointAction.objects.visible_to(principal).filter(joint=joint).select_related("local_to"))


def is_inside(principal: Principal, joint: JointInvestigation) -> bool:
    return JointInvestigation.objects.inside(principal).filter(pk=joint.pk).exists()


def records_of(principal: Principal, joint: JointInvestigation) -> list[Brought]:
    """What was brought in, as far as the reader may see each; one query for each type."""
    rows = list(JointRecord.objects.visible_to(principal).filter(joint=joint).select_related("organisation__country"))
    by_type: dict[str, list[JointRecord]] = {}
    for row in rows:
        by_type.setdefault(row.record_type, []).append(row)
    return [one for code, some in by_type.items() for one in _brought(principal, code, some)]


def _brought(principal: Principal, code: str, rows: Sequence[JointRecord]) -> list[Brought]:
    record_type = by_code(code)
    if record_type is None:
        return []
    seen = record_type.model._default_manager.visible_to(principal).filter(pk__in=[row.record_id for row in rows])
    records = {record.pk: record for record in seen}
    return [Brought(row, record_type, records.get(row.record_id)) for row in rows]


def sites_of(principal: Principal, action: JointAction) -> list[tuple[JointSite, Any]]:
    """Sites with their records, as far as the reader may see these. Two queries."""
    rows = list(JointSite.objects.visible_to(principal).filter(action=action).select_related("organisation__country"))
    keys = [row.record_id for row in rows if row.record_id]
    seen = {one.pk: one for one in SITE.model._default_manager.visible_to(principal).filter(pk__in=keys)}
    return [(row, seen.get(row.record_id)) for row in rows]


def roles_of(principal: Principal, action: JointAction) -> list[JointRole]:
    return list(JointRole.objects.visible_to(principal).filter(action=action).select_related("organisation__country"))


def decisions_of(principal: Principal, action: JointAction) -> dict[UUID, GoDecision]:
    """What each agency said last, since it was asked."""
    rows = GoDecision.objects.visible_to(principal).filter(action=action, asked=action.asked)
    return {row.organisation_id: row for row in rows}


def agreements_of(principal: Principal, action: JointAction) -> dict[UUID, JointAgreement]:
    """What each agency said last to the totals that are proposed now."""
    rows = JointAgreement.objects.visible_to(principal).filter(action=action, settled=action.settled)
    return {row.organisation_id: row for row in rows}


def lines_of(principal: Principal, action: JointAction) -> list[Line]:
    """Claims and totals of one action."""
    return lines_of_each(principal, [action])[action.pk]


def lines_of_each(principal: Principal, actions: Sequence[JointAction]) -> dict[UUID, list[Line]]:
    """Claims and totals of each, kind by kind; kinds that nobody claims are left out. Two queries."""
    claims, totals = defaultdict[tuple[UUID, str], dict[UUID, JointClaim]](dict), dict[tuple[UUID, str], JointTotal]()
    for claim in JointClaim.objects.visible_to(principal).filter(action__in=actions):
        claims[claim.action_id, claim.what][claim.organisation_id] = claim
    settled = {action.pk: action.settled for action in actions}
    for total in JointTotal.objects.visible_to(principal).filter(action__in=actions):
        if total.settled == settled[total.action_id]:
            totals[total.action_id, total.what] = total
    known = claims.keys() | totals.keys()
    return {
        action.pk: [
            Line(what, claims.get((action.pk, what), {}), totals.get((action.pk, what)))
            for what in Claimed
            if (action.pk, what) in known
        ]
        for action in actions
    }
