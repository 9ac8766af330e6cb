"""The action day of an action: made at its first «go», closed to the group until it was carried out.

It is read by agencies that have joined, there by supervisors, coordinators and the persons named, and by LMLECC where
it belongs to the group. It is written under a name of its own, which the second wall knows (operation 0180).
"""

import secrets
from uuid import UUID

from django.db.models import F, Max

from coordination.consulting import hold
from coordination.joint.models import (
    ActionState,
    JointAction,
    JointInvestigation,
    JointMember,
    JointPerson,
    MemberState,
)
from operation.access.context import as_system
from operation.access.handling import TLP
from operation.people.models import Country, Organisation, OrganisationKind
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay

KEEPER = "action days"
CLOSED_NUMBERS = range(10_000, 32_768)
"""Out of the row of the plan, drawn at random: neither a number nor a gap tells others of an action day."""


def show_day(action: JointAction, joint: JointInvestigation) -> None:
    """The action day as it is agreed on, for those who agreed. Made if there is none yet."""
    with as_system(KEEPER):
        known = ActionDay.objects.filter(pk=action.action_day_id).first() if action.action_day_id else None
        day = known or ActionDay(
            operation_id=joint.operation_id, closed=True, number=_closed_number(joint.operation_id)
        )
        day.title, day.held_on, day.lead_id = action.title, action.planned_on, str(joint.lead.country_id)
        day.closed_to, day.named = _organisations(joint), _named(joint)
        day.is_synthetic = joint.is_synthetic
        day.save()
        day.countries.set(_countries(joint))
    action.action_day = day


def hide_day(action: JointAction) -> None:
    """There is no «go» any more: nobody is shown a day on which nothing is done. What carries it keeps it."""
    if action.action_day_id:
        with as_system(KEEPER):
            ActionDay.objects.filter(pk=action.action_day_id, closed=True).update(closed_to=[], named=[])


def open_day(action: JointAction) -> None:
    """It was carried out: from now on it is an action day like the others, with the next number."""
    assert action.action_day_id is not None  # it was «go»
    with as_system(KEEPER):
        day = ActionDay.objects.get(pk=action.action_day_id)
        hold(day.operation_id)  # two that open at once do not take one number
        opened = ActionDay.objects.filter(operation_id=day.operation_id, closed=False)
        day.number = (opened.aggregate(last=Max("number"))["last"] or 0) + 1
        day.closed, day.closed_to, day.named = False, [], []
        day.save()


def follow_group(joint: JointInvestigation) -> None:
    """Who joins, leaves or is named reads the closed action days of the group, or reads them no more.

    Whoever left sees neither the group nor its actions: they are found under the name of this work.
    """
    with as_system(KEEPER):
        rows = JointAction.objects.filter(joint=joint, state=ActionState.GO, action_day__isnull=False)
        for day in ActionDay.objects.filter(pk__in=rows.values("action_day_id"), closed=True):
            day.closed_to, day.named = _organisations(joint), _named(joint)
            day.save(update_fields=["closed_to", "named"])
            day.countries.set(_countries(joint))


def _closed_number(operation_id: UUID) -> int:
    taken = set(ActionDay.objects.filter(operation_id=operation_id, closed=True).values_list("number", flat=True))
    while (number := secrets.choice(CLOSED_NUMBERS)) in taken:
        continue
    return number


def _organisations(joint: JointInvestigation) -> list[UUID]:
    rows = JointMember.objects.filter(joint=joint, state=MemberState.JOINED)
    keys = list(rows.values_list("organisation_id", flat=True))
    if joint.through_lmlecc:
        keys += Organisation.objects.filter(kind=OrganisationKind.SECRETARIAT).values_list("pk", flat=True)
    return keys


def _countries(joint: JointInvestigation) -> list[Country]:
    rows = JointMember.objects.filter(joint=joint, state=MemberState.JOINED)
    return list(Country.objects.filter(code__in=rows.values("organisation__country_id")))


def _named(joint: JointInvestigation) -> list[UUID]:
    """Of all agencies: each reads its own persons alone, this work those of all. Who has moved to another agency was
    not named there; a group for strict readers is nobody else's."""
    rows = JointPerson.objects.filter(joint=joint, user__organisation_id=F("organisation_id"))
    users = [one.user for one in rows.select_related("user__organisation")]
    if joint.tlp == TLP.AMBER_STRICT:
        users = [one for one in users if principal_of(one).holds("record.read_strict")]
    return [one.pk for one in users]
