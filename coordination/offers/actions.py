"""Writes on offers of support: make one, decide on it, say that it is under way, and that it came."""

import unicodedata
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.consulting import countries_of, hold
from coordination.offers.models import OfferReceipt, State, SupportOffer
from coordination.offers.policies import may_offer_for, may_step
from coordination.offers.states import step_named
from coordination.questions import STALE
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import new_reference
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.kernel.transitions import Transition
from operation.people.models import Organisation
from operation.plan.models import Operation

WRITTEN = ("kind", "title", "text", "countries", "value", "due_on")
CODE, PLACE = "OFF", "XX"
STAMPS = {"accept": "decided_at", "decline": "decided_at", "begin": "begun_at"}


@transaction.atomic
def make_offer(
    *, principal: Principal, operation: Operation, partner_id: UUID, draft: Mapping[str, Any], synthetic: bool = False
) -> SupportOffer:
    """Log what a partner offers. Raises NotAllowed; Refused by field."""
    require(may_offer_for(principal, partner_id), verb="make offer")
    if not Organisation.objects.filter(pk=partner_id, kind="partner", participations__operation=operation).exists():
        raise Refused({"partner": _("Choose a partner of this operation.")})
    offer = SupportOffer(
        operation=operation,
        partner_id=partner_id,
        made_by_id=principal.person,
        reference=new_reference(operation, PLACE, CODE),
        is_synthetic=synthetic,
    )
    for name in WRITTEN:
        value = draft.get(name, getattr(offer, name))
        setattr(offer, name, unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value)
    _check_written(operation, offer)
    offer.save(force_insert=True)
    trail.record("offer_made", offer, kind=offer.kind, countries=offer.countries)
    return offer


def _check_written(operation: Operation, offer: SupportOffer) -> None:
    """Only members receive; in their one order, each once."""
    members = [country.code for country in countries_of(operation)]
    if not offer.countries or set(offer.countries) - set(members):
        raise Refused({"countries": _("Choose the member countries that it is for.")})
    offer.countries = [code for code in members if code in offer.countries]
    offer.full_clean(exclude=["reference"])


@transaction.atomic
def take_step(*, principal: Principal, offer: SupportOffer, name: str, version: int, words: str = "") -> SupportOffer:
    """Accept, decline, begin, or confirm for the own country. Raises NotAllowed; Refused; Conflict; LookupError."""
    step, said = step_named(name), words.strip()
    require(may_step(principal, offer, name), verb=f"{name} {offer.reference}")
    _check(offer, step, said)
    current = _locked(offer, version)
    _check(current, step, said)
    if name == "confirm":
        return _confirm(principal, current, said)
    current.state = step.target
    setattr(current, STAMPS[name], clock.now())
    current.words = said or current.words
    _save(current)
    trail.record(f"offer_{step.target}", current)
    return current


def _confirm(principal: Principal, offer: SupportOffer, words: str) -> SupportOffer:
    """The country's word; the last one makes it delivered."""
    if offer.receipts.filter(country_id=principal.country).exists():
        raise Refused(_("Your country has confirmed it already."))
    OfferReceipt.objects.create(
        offer=offer,
        country_id=principal.country or "",
        agency_id=principal.own_organisation,
        given_by_id=principal.person,
        words=words,
    )
    if offer.receipts.count() == len(offer.countries):
        offer.state, offer.delivered_at = State.DELIVERED, clock.now()
    _save(offer)
    trail.record("offer_confirmed", offer, country=principal.country)
    return offer


def _check(offer: SupportOffer, step: Transition, words: str) -> None:
    if offer.state not in step.sources:
        message = _("%(reference)s is «%(state)s»: «%(step)s» is not possible from there.")
        params = {"reference": offer.reference, "state": offer.get_state_display(), "step": step.label}
        raise Refused(message, params=params)
    missing = step.condition(offer, {"words": words}) if step.condition else None
    if missing:
        raise Refused({"words": missing})


def _locked(offer: SupportOffer, version: int) -> SupportOffer:
    """The present row. A country may lock it while it is under way, and at no other time."""
    hold(offer.pk)
    current = SupportOffer.objects.select_for_update(of=("self",)).filter(pk=offer.pk).first()
    if current is None or current.version != version:
        raise Conflict(STALE)
    return current


def _save(offer: SupportOffer) -> None:
    offer.version += 1
    offer.save(update_fields=["state", "words", "decided_at", "begun_at", "delivered_at", "version"])
