"""Figures of assets, firearms, borders and prevention: each rule counts what its text says, and nothing else."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from operation.cases.records.ammunition_lot import AmmunitionLot
from operation.cases.records.border_activity import BorderActivity
from operation.cases.records.firearm import Firearm
from operation.cases.records.firearm_part import FirearmPart
from operation.cases.records.fraud_report import FraudReport
from operation.cases.records.prevention_activity import PreventionActivity
from operation.cases.records.seized_asset import AssetClass
from operation.cases.records.stop_payment import StopPayment
from reporting.indicators.rules.base import Contribution, Event, Unit
from tests.reporting.indicators.counting import DAY, LATER, SCOPE, asset, counted, days, rule

VALUE = Decimal("1250.50")


@pytest.mark.parametrize(
    ("status", "value"),
    [
        ("located", None),
        ("freeze_requested", None),
        ("frozen", VALUE),
        ("seized", VALUE),
        ("valued", VALUE),
        ("released", None),
        ("disposed", None),
    ],
)
def test_a01_counts_while_the_measure_holds(status: str, value: Decimal | None) -> None:
    assert counted("A01", asset(status=status)) == value
    assert counted("A02", asset(status=status)) is None


@pytest.mark.parametrize("status", ["confiscated", "disposed"])
def test_a_confiscated_asset_leaves_a01_and_counts_in_a02_alone(status: str) -> None:
    taken = asset(status=status, confiscated_on=LATER)
    assert counted("A01", taken) is None
    assert rule("A02").contributions(taken, SCOPE) == [Contribution(VALUE, Event(LATER))]


@pytest.mark.parametrize("code", ["A01", "A02", "A03"])
def test_an_asset_without_a_value_is_not_counted(code: str) -> None:
    further: dict[str, dict[str, Any]] = {
        "A02": {"status": "confiscated", "confiscated_on": DAY},
        "A03": {"status": "disposed", "disposition": "restitution", "disposed_on": DAY},
    }
    assert counted(code, asset(usd=None, **further.get(code, {}))) is None
    assert counted(code, asset(**further.get(code, {}))) == VALUE


@pytest.mark.parametrize(
    ("disposition", "value"), [("restitution", VALUE), ("returned", None), ("state", None), ("shared", None)]
)
def test_a03_counts_what_went_back_to_defrauded_people(disposition: str, value: Decimal | None) -> None:
    given = asset(status="disposed", confiscated_on=DAY, disposition=disposition, disposed_on=LATER)
    assert counted("A03", given) == value
    assert counted("A02", given) == VALUE


def stopped(**values: Any) -> StopPayment:
    given = {"country_id": "TH", "event_on": DAY, "currency": "THB", "usd_rate": Decimal("0.03"), "amount": 100_000}
    return StopPayment(**given | values)


@pytest.mark.parametrize(
    ("values", "asked", "intercepted", "returned"),
    [
        ({"status": "requested"}, 3000, None, None),
        ({"status": "too_late"}, 3000, None, None),
        ({"status": "intercepted", "intercepted_on": DAY, "intercepted_usd": 900}, 3000, 900, None),
        (
            {
                "status": "returned",
                "intercepted_on": DAY,
                "intercepted_usd": 900,
                "returned_on": LATER,
                "returned_usd": 600,
            },
            3000,
            900,
            600,
        ),
        ({"status": "requested", "usd_rate": None}, None, None, None),
    ],
)
def test_a05_and_a03_follow_a_payment(
    values: dict[str, Any], asked: int | None, intercepted: int | None, returned: int | None
) -> None:
    stop = stopped(**values)
    assert [counted(code, stop) for code in ("A05R", "A05", "A03")] == [asked, intercepted, returned]


@pytest.mark.parametrize(
    ("asset_class", "accounts", "equipment"),
    [
        ("bank_account", 3, None),
        ("e_wallet", 3, None),
        ("crypto_wallet", 3, None),
        ("sim", None, 3),
        ("sim_box", None, 3),
        ("phone", None, None),
        ("cash", None, None),
    ],
)
def test_a04_counts_pieces_by_their_class(asset_class: str, accounts: int | None, equipment: int | None) -> None:
    held = asset(asset_class=asset_class, quantity=3, usd=None)
    assert (counted("A04", held), counted("A04E", held)) == (accounts, equipment)


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ({"status": "located", "measured_on": None}, None),
        ({"status": "frozen"}, 2),
        ({"status": "confiscated", "confiscated_on": LATER}, 2),
        ({"status": "disposed", "confiscated_on": LATER, "disposition": "state"}, 2),
        ({"status": "released"}, None),
        ({"status": "disposed", "disposition": "returned"}, None),
    ],
)
def test_a04_stays_counted_until_the_measure_is_lifted(values: dict[str, Any], value: int | None) -> None:
    assert counted("A04", asset(asset_class=AssetClass.BANK_ACCOUNT, quantity=2, **values)) == value


@pytest.mark.parametrize("recovery", ["seized", "found", "surrendered"])
def test_g01_counts_each_firearm_by_its_recovery(recovery: str) -> None:
    assert days("G01", Firearm(country_id="LA", event_on=DAY, recovery=recovery)) == [DAY]
    assert counted("G01", Firearm(country_id="LA", recovery=recovery)) is None


def test_g02_counts_rounds_and_parts_one_by_one() -> None:
    assert counted("G02", AmmunitionLot(country_id="LA", event_on=DAY, rounds=250)) == 250
    assert counted("G02P", FirearmPart(country_id="LA", event_on=DAY, quantity=4)) == 4
    assert counted("G01", AmmunitionLot(country_id="LA", event_on=DAY, rounds=250)) is None


@pytest.mark.parametrize(
    ("values", "traced", "traceable"),
    [
        ({"status": "recorded"}, [], [DAY]),
        ({"status": "no_reply"}, [], [DAY]),
        ({"status": "traced", "traced_on": LATER}, [LATER], [DAY]),
        ({"status": "untraceable"}, [], []),
        ({"status": "recorded", "marking": "altered"}, [], [DAY]),
        ({"status": "recorded", "marking": "erased"}, [], []),
        ({"status": "recorded", "marking": "none"}, [], []),
    ],
)
def test_g03_counts_results_of_traces_beside_what_can_be_traced(
    values: dict[str, Any], traced: list[date], traceable: list[date]
) -> None:
    firearm = Firearm(country_id="LA", event_on=DAY, **values)
    assert (days("G03", firearm), days("G03T", firearm)) == (traced, traceable)
    assert counted("G01", firearm) == 1


@pytest.mark.parametrize(
    ("kind", "number", "hours"),
    [("checkpoint", 1, Decimal("7.5")), ("patrol", 1, Decimal("7.5")), ("screening", None, None)],
)
def test_b01_counts_checkpoints_and_patrols_with_their_hours(
    kind: str, number: int | None, hours: Decimal | None
) -> None:
    activity = BorderActivity(country_id="TH", event_on=DAY, border_kind=kind, hours=Decimal("7.5"))
    assert (counted("B01", activity), counted("B01H", activity)) == (number, hours)


def test_b01_without_known_hours_adds_none() -> None:
    activity = BorderActivity(country_id="TH", event_on=DAY, border_kind="patrol")
    assert counted("B01", activity) == 1
    assert counted("B01H", activity) is None
    assert rule("B01H").unit is Unit.HOURS


@pytest.mark.parametrize(
    ("persons", "vehicles", "refused", "checks", "refusals"),
    [(120, 30, 4, 150, 4), (120, None, None, 120, None), (None, 30, None, 30, None), (None, None, 0, None, None)],
)
def test_b02_counts_checks_of_persons_and_vehicles(
    persons: int | None, vehicles: int | None, refused: int | None, checks: int | None, refusals: int | None
) -> None:
    activity = BorderActivity(
        country_id="TH",
        event_on=DAY,
        border_kind="screening",
        persons_checked=persons,
        vehicles_checked=vehicles,
        refused_entry=refused,
    )
    assert (counted("B02", activity), counted("B02R", activity)) == (checks, refusals)


@pytest.mark.parametrize(
    ("kind", "number", "reach"), [("campaign", 1, 90_000), ("warning", None, None), ("takedown", None, None)]
)
def test_c01_counts_campaigns_and_their_reach(kind: str, number: int | None, reach: int | None) -> None:
    activity = PreventionActivity(country_id="CN", event_on=DAY, prevention_kind=kind, reach=90_000)
    assert (counted("C01", activity), counted("C01R", activity)) == (number, reach)


@pytest.mark.parametrize(
    ("blocked", "value"),
    [
        ({}, None),
        ({"numbers_blocked": 0}, None),
        ({"numbers_blocked": 40, "sims_blocked": 2}, 42),
        ({"numbers_blocked": 40, "domains_blocked": 7, "accounts_blocked": 1, "sims_blocked": 2}, 50),
    ],
)
def test_c02_sums_what_was_blocked_whatever_the_activity(blocked: dict[str, int], value: int | None) -> None:
    activity = PreventionActivity(country_id="CN", event_on=DAY, prevention_kind="takedown", **blocked)
    assert counted("C02", activity) == value


@pytest.mark.parametrize(("month", "value"), [("2024-08-01", None), ("2024-10-01", VALUE), ("2025-01-01", None)])
def test_c03_counts_whole_months_of_the_execution(month: str, value: Decimal | None) -> None:
    report = FraudReport(
        country_id="CN", event_on=date.fromisoformat(month), event_precision="month", usd=VALUE, reports=12
    )
    assert counted("C03", report) == value
