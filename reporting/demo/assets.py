"""Invented assets under a measure: what was found, what it was worth at an invented rate, what courts made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import log
from typing import Any

from operation.cases.drafts import IdentifierDraft
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.records.seized_asset import AssetClass
from reporting.demo import values
from reporting.demo.agenda import DAY, Agenda, court_day, office_day
from reporting.demo.chance import Dice
from reporting.demo.script import Course, Life
from reporting.demo.vocabulary import Agency, content

SYNTHETIC_RATE = "synthetic rate"
SPREAD = 1.0
COINS = {"USDT": 78, "BTC": 22}
PLACES_OF_MONEY = {"BTC": "0.00000001", "USDT": "0.01", "KHR": "1000", "LAK": "1000", "VND": "1000", "MMK": "100"}


@dataclass(frozen=True)
class Kind:
    """A class of assets: how often, what it says, its usual worth in USD, whether it is money already when found."""

    weight: float
    description: str
    worth: float
    measure: str
    is_money: bool = False
    most: int = 1


KINDS: Mapping[str, Kind] = {
    AssetClass.CASH: Kind(22, "Cash, counted and sealed", 8_000, "seize", is_money=True),
    AssetClass.BANK_ACCOUNT: Kind(27, "Account in the name of a mule", 21_000, "freeze", is_money=True),
    AssetClass.E_WALLET: Kind(4, "E-wallet with a mobile provider", 700, "freeze", is_money=True),
    AssetClass.CRYPTO_WALLET: Kind(12, "Wallet found on a phone", 42_000, "seize", is_money=True),
    AssetClass.VEHICLE: Kind(8, "Car", 15_000, "seize"),
    AssetClass.REAL_ESTATE: Kind(1, "Flat", 160_000, "freeze"),
    AssetClass.LUXURY: Kind(2, "Watches and handbags", 4_000, "seize", most=6),
    AssetClass.METAL: Kind(1.5, "Gold bars", 13_000, "seize", most=4),
    AssetClass.COMPUTER: Kind(7, "Desktop computers", 240, "seize", most=60),
    AssetClass.PHONE: Kind(9, "Smartphones", 70, "seize", most=220),
    AssetClass.SIM: Kind(3.5, "SIM cards of several providers", 1, "seize", most=4_000),
    AssetClass.SIM_BOX: Kind(3, "SIM box with 32 ports", 520, "seize", most=8),
}


def assets(agenda: Agenda, count: int, seed: int) -> list[Life]:
    """`count` assets of one agency."""
    dice = Dice.of(seed, agenda.agency.key, "assets")
    weeks = dice.choices(range(len(agenda.weeks)), agenda.weights, k=count)
    return [_asset(agenda, number, week, dice) for number, week in enumerate(sorted(weeks), start=1)]


def _asset(agenda: Agenda, number: int, week: int, dice: Dice) -> Life:
    agency = agenda.agency
    day = agenda.search(week, dice)
    asset_class = dice.weighted({name: kind.weight for name, kind in KINDS.items()})
    kind = KINDS[asset_class]
    quantity = dice.randint(1, kind.most)
    worth = _worth(kind, quantity, asset_class, agency, day, dice)
    life = Life(
        key=f"{agency.key}-AST-{number}",
        slug="seized-assets",
        agency=agency.key,
        opened=agenda.session_after(agenda.session(day), int(dice.happens(agency.late / 2))),
        values={
            "event_date": values.event(day, agency, dice),
            "asset_class": asset_class,
            "description": kind.description,
            "quantity": quantity,
            **values.place(agency.country, dice),
            **values.common(agency, 30000 + number, dice),
            **(worth if kind.is_money else {}),
        },
        identifiers=_identifiers(asset_class, agency, worth["currency"], number),
        action_day=agenda.joint.get(day),
        verifiable=dice.happens(0.5),
    )
    if life.values["tlp"] == "red":
        life.values["tlp"] = "amber"
    _measures(agenda, life, kind, {} if kind.is_money else worth, dice)
    return life


def _worth(kind: Kind, quantity: int, asset_class: str, agency: Agency, day: date, dice: Dice) -> dict[str, Any]:
    usd = dice.lognormvariate(log(kind.worth), SPREAD) * quantity
    currency = _currency(asset_class, agency, dice)
    rate = _rate(currency, day)
    step = Decimal(PLACES_OF_MONEY.get(currency, "1"))
    amount = max(step, (Decimal(usd) / rate / step).to_integral_value() * step)
    return {"amount": amount, "currency": currency, "usd_rate": rate, "rate_source": SYNTHETIC_RATE, "rate_on": day}


def _currency(asset_class: str, agency: Agency, dice: Dice) -> str:
    if asset_class == AssetClass.CRYPTO_WALLET:
        return dice.weighted(COINS)
    return dice.weighted(agency.currencies) if asset_class == AssetClass.CASH else next(iter(agency.currencies))


def _rate(currency: str, day: date) -> Decimal:
    rates = content("rates")
    return Decimal(rates[currency][rates["months"].index(f"{day:%Y-%m}")])


def _identifiers(asset_class: str, agency: Agency, currency: str, number: int) -> tuple[IdentifierDraft, ...]:
    """Numbers that cannot exist and that no two agencies share: signs outside a chain's alphabet, noughts."""
    sample = f"{agency.key}{number:06}"
    written = {
        AssetClass.BANK_ACCOUNT: (IdentifierKind.ACCOUNT, f"000-{sample}"),
        AssetClass.CRYPTO_WALLET: (
            IdentifierKind.WALLET,
            f"T{'0' * 25}{sample}" if currency == "USDT" else f"bc1sample{'0' * 22}{sample}",
        ),
        AssetClass.E_WALLET: (IdentifierKind.HANDLE, f"sample-{sample}"),
        AssetClass.VEHICLE: (IdentifierKind.PLATE, f"EX {sample}"),
    }
    found = written.get(AssetClass(asset_class))
    return (IdentifierDraft(*found),) if found else ()


def _measures(agenda: Agenda, life: Life, kind: Kind, worth: dict[str, Any], dice: Dice) -> None:
    found = life.values["event_date"].day
    course = Course(agenda, life, found)
    order = f"Order 000/{found:%G-W%V} (sample)"
    if kind.measure == "freeze":
        course.step("request_freeze", office_day(found))
        if dice.happens(0.85):
            course.step("freeze", office_day(course.day + timedelta(weeks=dice.choice((0, 0, 2)))), legal_order=order)
    elif dice.happens(0.96):
        course.step("seize", found, legal_order=order)
    if len(life.steps) and life.steps[-1].name in ("freeze", "seize"):
        _afterwards(course, life, worth, dice)


def _afterwards(course: Course, life: Life, worth: dict[str, Any], dice: Dice) -> None:
    if worth or dice.happens(0.25):
        course.step("value", office_day(course.day + timedelta(weeks=dice.randint(1, 3))), **worth)
    if dice.happens(0.05):
        course.step("release", court_day(course.day + timedelta(weeks=dice.randint(2, 5))))
    elif dice.happens(0.18):
        day = court_day(course.day + timedelta(weeks=dice.randint(4, 9)))
        if course.step("confiscate", day, legal_order=f"Judgment 000/{day.year} (sample)") and dice.happens(0.5):
            end = dice.weighted({"restitution": 60, "state": 25, "shared": 10, "destroyed": 5})
            course.step("dispose", office_day(day + DAY * 7), disposition=end)
