"""What the pages of offers show: their life, their facts, who said that they came, and what the reader may do."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.offers.models import OfferReceipt, State, SupportOffer
from coordination.offers.policies import may_step
from coordination.offers.states import STATES
from operation.access.principal import Principal
from operation.cases.names import language_of
from operation.kernel import clock
from operation.templatetags.look import country_name

TONES = {
    State.OFFERED: "due",
    State.ACCEPTED: "work",
    State.DECLINED: "idle",
    State.UNDER_WAY: "work",
    State.DELIVERED: "ok",
}
ICONS = {"accept": "check", "decline": "x", "begin": "work", "confirm": "ok"}


def rows(offers: Iterable[SupportOffer]) -> list[dict[str, Any]]:
    """Offers in a list, with who has confirmed."""
    return [
        {
            "offer": offer,
            "lang": language_of(offer.title),
            "tone": "late" if is_late(offer) else TONES[State(offer.state)],
            "came": _came(offer),
        }
        for offer in offers
    ]


def is_late(offer: SupportOffer) -> bool:
    """Expected by a day that is over, and not delivered."""
    return bool(offer.due_on and offer.due_on < clock.today() and offer.state not in STATES.closed)


def _came(offer: SupportOffer) -> str:
    if offer.state not in (State.UNDER_WAY, State.DELIVERED):
        return ""
    given = len(offer.receipts.all())
    words = ngettext("%(given)s of %(all)s country", "%(given)s of %(all)s countries", len(offer.countries))
    return words % {"given": given, "all": len(offer.countries)}


def facts(offer: SupportOffer) -> list[dict[str, Any]]:
    value = (
        f"{number_format(offer.value, 2, use_l10n=True, force_grouping=True)} USD" if offer.value is not None else ""
    )
    due = date_format(offer.due_on, "DATE_FORMAT") if offer.due_on else ""
    return [
        {"label": _("Partner"), "value": str(offer.partner)},
        {"label": _("Kind"), "value": capfirst(offer.get_kind_display())},
        {"label": _("For whom"), "list": [str(country_name(code)) for code in offer.countries]},
        {"label": _("Estimated value"), "value": value},
        {"label": _("Delivery expected by"), "value": due, "note": _("late") if is_late(offer) else ""},
    ]


def life(offer: SupportOffer) -> list[dict[str, Any]]:
    """Offered, accepted, under way, delivered: past with its day, now, ahead with who says so. A declined one ends."""
    days = (offer.created_at, offer.decided_at, offer.begun_at, offer.delivered_at)
    ahead = ("", _("LMLECC"), _("LMLECC"), _("the receiving countries"))
    line: Sequence[str] = STATES.line
    if offer.state == State.DECLINED:
        line = (State.OFFERED, State.DECLINED)
    now = line.index(offer.state)
    return [
        {
            "label": capfirst(str(State(state).label)),
            "note": date_format(day, "SHORT_DATE_FORMAT") if day and at <= now else words,
            "state": "now" if at == now else "past" if at < now else "ahead",
        }
        for at, (state, day, words) in enumerate(zip(line, days, ahead, strict=False))
    ]


def arrivals(offer: SupportOffer, receipts: Iterable[OfferReceipt]) -> list[dict[str, Any]]:
    """Each country that it is for, and what it said, in the shape of components/gate.html."""
    said = {one.country_id: one for one in receipts}
    return [_arrival(code, said.get(code)) for code in offer.countries]


def _arrival(code: str, receipt: OfferReceipt | None) -> dict[str, Any]:
    if receipt is None:
        return {"label": country_name(code), "text": _("has not confirmed"), "tone": "idle", "icon": "idle"}
    day = date_format(receipt.given_at, "SHORT_DATE_FORMAT")
    text = _("confirmed on %(day)s") % {"day": day}
    words = f"{text}: {receipt.words}" if receipt.words else text
    return {"label": country_name(code), "text": words, "tone": "ok", "icon": "ok"}


def actions(principal: Principal, offer: SupportOffer, receipts: Iterable[OfferReceipt]) -> list[dict[str, Any]]:
    """The steps that the reader may take from here."""
    confirmed = principal.country in {one.country_id for one in receipts}
    return [
        {
            "label": step.label,
            "url": reverse("offer-step", args=[offer.pk, step.name]),
            "main": step.name != "decline",
            "icon": ICONS[step.name],
        }
        for step in STATES.from_state(offer.state)
        if may_step(principal, offer, step.name) and not (step.name == "confirm" and confirmed)
    ]
