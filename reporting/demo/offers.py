"""Support that partners offer: accepted, declined, under way, and confirmed by the countries that it reached."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from coordination.offers.actions import make_offer, take_step
from operation.access.principal import Principal
from reporting.demo.cast import Cast, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
DESK = "desk.communication"
WRITTEN = ("kind", "title", "text", "countries", "due_on")


def offers(cast: Cast) -> Iterator[Entry]:
    """A partner offers, LMLECC decides, the countries say that it came."""
    for told in content("offers")["offer"]:
        yield cast.entry(told["at"], f"observer.{told['by']}", partial(_offer, cast, told))
        for step in told.get("steps", ()):
            who = role("coordinator", step["by"]) if step["name"] == "confirm" else DESK
            yield cast.entry(step["at"], who, partial(_step, cast, told["key"], step))


def _offer(cast: Cast, told: Told, principal: Principal) -> None:
    draft = {name: told[name] for name in WRITTEN if name in told}
    draft["value"] = Decimal(told["value"]) if "value" in told else None
    partner = cast.organisations[told["by"]]
    cast.made[told["key"]] = make_offer(
        principal=principal, operation=cast.operation, partner_id=partner.pk, draft=draft, synthetic=True
    )


def _step(cast: Cast, key: str, step: Told, principal: Principal) -> None:
    offer = cast.again(principal, key)
    take_step(principal=principal, offer=offer, name=step["name"], version=offer.version, words=step.get("words", ""))
