"""Danger to life skips every queue: the country where somebody is held and LMLECC are told at once (domain.md §4).

What they are told is nameless: a reference, a country, a moment. The record itself is released by its originator alone.
What is marked TLP:RED, H2 or H3 is not told to who may not see it (domain.md §9); its originator decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.requests.models import DangerCall
from coordination.requests.policies import may_take
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.records.rescue_appeal import OPEN, RescueAppeal
from operation.kernel import clock
from operation.kernel.errors import Refused, require
from operation.people.models import Organisation

UNTOLD_CODES = (HandlingCode.H2, HandlingCode.H3)
Wanted = Mapping[tuple[UUID, str | None], RescueAppeal]


def calls_for_help(appeal: RescueAppeal) -> bool:
    """Whether the appeal is told: somebody's life is in danger, it is open, and its marks permit a nameless line."""
    is_open = appeal.status in OPEN and appeal.deleted_at is None
    told = appeal.tlp != TLP.RED and appeal.handling_code not in UNTOLD_CODES
    return appeal.danger_to_life and is_open and told


@transaction.atomic
def follow_appeals(appeals: Sequence[RescueAppeal]) -> None:
    """Bring the calls to what the appeals say now: new ones are told, those that no longer hold end."""
    leads = _lead_agencies()
    wanted: Wanted = {(one.pk, _country(one, leads)): one for one in appeals if calls_for_help(one)}
    rows = DangerCall.objects.select_for_update().filter(appeal_id__in=[one.pk for one in appeals])
    known = {(call.appeal_id, call.country_id): call for call in rows.order_by("pk")}
    made = DangerCall.objects.bulk_create(
        _call(appeal, country, leads) for (pk, country), appeal in wanted.items() if (pk, country) not in known
    )
    again = [call for key, call in known.items() if call.ended_at and key in wanted]
    for call in again:
        call.ended_at = call.taken_at = call.taken_by = call.taken_for = None
    over = [call for key, call in known.items() if call.ended_at is None and key not in wanted]
    for call in over:
        call.ended_at = clock.now()
    DangerCall.objects.bulk_update([*again, *over], ["ended_at", "taken_at", "taken_by", "taken_for"])
    trail.record_each("called for help", [*made, *again], {})
    trail.record_each("ended call", over, {})


@transaction.atomic
def take_call(*, principal: Principal, call: DangerCall) -> DangerCall:
    """Say that one is at it; the first who does so has it. Raises NotAllowed, or Refused for one that is taken."""
    require(may_take(principal, call), verb=f"take the call {call.reference}")
    rows = DangerCall.objects.select_for_update(of=("self",)).select_related("taken_for")
    current: DangerCall | None = rows.filter(pk=call.pk).first()
    if current is None or current.ended_at:
        raise Refused(_("This call has ended: nothing is left to do."))
    if current.taken_at:
        raise Refused(_("%(who)s has taken it already.") % {"who": current.taken_for})
    current.taken_at, current.taken_by_id = clock.now(), principal.person
    current.taken_for_id = principal.own_organisation
    current.save(update_fields=["taken_at", "taken_by", "taken_for"])
    trail.record("took call", current)
    return current


def open_calls(principal: Principal) -> Iterator[DangerCall]:
    """Calls that nobody has taken and that the principal may take, the oldest first. One query."""
    waiting = DangerCall.objects.visible_to(principal).filter(taken_at=None, ended_at=None).select_related("country")
    return (call for call in waiting.order_by("created_at", "id") if may_take(principal, call))


def list_calls(principal: Principal, most: int) -> list[DangerCall]:
    """The newest calls that the principal may see; one entry in the trail with those shown."""
    seen = DangerCall.objects.visible_to(principal).select_related("country", "originator__country", "taken_for")
    found = list(seen[:most])
    trail.record("listed", trail.Target(DangerCall._meta.label), shown=[call.pk for call in found])
    return found


def _lead_agencies() -> dict[str, Organisation]:
    leads = Organisation.objects.filter(kind="agency", is_lead=True)
    return {str(one.country_id): one for one in leads}


def _country(appeal: RescueAppeal, leads: Mapping[str, Organisation]) -> str | None:
    """The member country where the person is held; None where that is not known, or no member."""
    code = str(appeal.place_country or "")
    return code if code in leads else None


def _call(appeal: RescueAppeal, country: str | None, leads: Mapping[str, Organisation]) -> DangerCall:
    lead = leads.get(country or "")
    return DangerCall(
        operation_id=appeal.operation_id,
        appeal_id=appeal.pk,
        reference=appeal.reference,
        originator_id=appeal.originator_id,
        recipient=lead if lead and lead.pk != appeal.originator_id else None,
        country_id=country,
        is_synthetic=appeal.is_synthetic,
    )
