"""Reads of offers of support: each starts from `visible_to`."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from coordination.offers.models import OfferReceipt, State, SupportOffer
from operation.access.principal import Principal
from operation.audit import trail
from operation.plan.models import Operation

LISTED = 300
"""Offers on the page: a year of an operation has a few dozen."""


def offers(principal: Principal, operation: Operation) -> Any:
    """All that the principal may read, with who said that they came; two queries."""
    seen = SupportOffer.objects.visible_to(principal).filter(operation=operation).select_related("partner")
    return seen.prefetch_related(Prefetch("receipts", OfferReceipt.objects.visible_to(principal)))


def listed(principal: Principal, operation: Operation) -> list[SupportOffer]:
    """The newest first; that they were shown is in the trail."""
    shown = list(offers(principal, operation)[:LISTED])
    trail.record("listed", trail.Target(SupportOffer._meta.label), shown=[str(one.pk) for one in shown])
    return shown


def read_offer(principal: Principal, offer_id: UUID) -> SupportOffer | None:
    """One offer for its reader; the reading is in the trail. None: there is none that it may see."""
    found = (
        SupportOffer.objects.visible_to(principal).select_related("partner", "operation").filter(pk=offer_id).first()
    )
    if found is None:
        trail.record("denied", trail.Target(SupportOffer._meta.label, offer_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def receipts_of(principal: Principal, offer: SupportOffer) -> list[OfferReceipt]:
    return list(OfferReceipt.objects.visible_to(principal).filter(offer=offer))


def to_decide(principal: Principal, operation: Operation) -> list[SupportOffer]:
    """Offered, and those accepted of which nobody has said yet that they are under way."""
    seen = SupportOffer.objects.visible_to(principal).filter(operation=operation).select_related("partner")
    return list(seen.filter(state__in=(State.OFFERED, State.ACCEPTED)).order_by("created_at"))


def to_confirm(principal: Principal, operation: Operation) -> list[SupportOffer]:
    """Under way to the principal's country, which has not said that it came."""
    waiting = offers(principal, operation).filter(state=State.UNDER_WAY).order_by("created_at")
    return [one for one in waiting if principal.country not in {given.country_id for given in one.receipts.all()}]
