"""What the own records of an action day say: the numbers with which the form of claims begins."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum

from coordination.joint.models import Claimed
from operation.access.principal import Principal
from operation.cases.records.firearm import Firearm
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.records.seized_asset import AssetClass, SeizedAsset
from operation.cases.records.suspect import Suspect, SuspectState

SUSPECTED = (SuspectState.PERSON_OF_INTEREST, SuspectState.ELIMINATED, SuspectState.RECLASSIFIED)
DEVICES = (AssetClass.COMPUTER, AssetClass.PHONE, AssetClass.SIM, AssetClass.SIM_BOX)


def counted(principal: Principal, action_day: UUID) -> dict[Claimed, Decimal]:
    """By kind; a kind of which the own agency has no record is left out: no data is not zero. Six queries."""
    suspects, assets = _own(principal, Suspect, action_day), _own(principal, SeizedAsset, action_day)
    arrested = suspects.filter(arrested_on__isnull=False).exclude(status=SuspectState.RECLASSIFIED)
    known = {
        Claimed.ARRESTED: arrested.count(),
        Claimed.SUSPECTS: suspects.exclude(status__in=SUSPECTED).count(),
        Claimed.RESCUED: _own(principal, RescuedLaborer, action_day).count(),
        Claimed.DEVICES: assets.filter(asset_class__in=DEVICES).aggregate(sum=Sum("quantity"))["sum"],
        Claimed.CASH: assets.filter(asset_class=AssetClass.CASH).aggregate(sum=Sum("usd"))["sum"],
        Claimed.FIREARMS: _own(principal, Firearm, action_day).count(),
    }
    return {what: Decimal(number) for what, number in known.items() if number}


def _own(principal: Principal, model: Any, action_day: UUID) -> Any:
    rows = model.objects.visible_to(principal)
    return rows.filter(originator_id=principal.organisation_id, action_day_id=action_day)
