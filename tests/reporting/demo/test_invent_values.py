"""Values that cannot be mistaken for real ones: numbers, wallets, rates; dates as they are written."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import list_currencies

from operation.cases.records.seized_asset import AssetClass
from operation.kernel.dates import Calendar, parse
from reporting.dashboards.maps.places import crossing_of, position_of
from reporting.demo import values
from reporting.demo.chance import Dice, divide
from reporting.demo.vocabulary import MEMBERS, agencies, content, places
from reporting.demo.writing import Script

BASE58 = set("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
BECH32 = set("023456789acdefghjklmnpqrstuvwxyz")
BY_KEY = {agency.key: agency for agency in agencies()}


@pytest.mark.parametrize("country", MEMBERS)
def test_no_phone_number_can_be_called(country: str) -> None:
    assert re.fullmatch(r"\+\d{2,3} 00 000 \d{4}", values.phone(country, 12))


def test_case_numbers_differ_within_and_between_the_agencies_of_a_country() -> None:
    numbers = {values.case_number(agency, n) for agency in agencies() for n in range(1, 50)}
    assert len(numbers) == 49 * len(BY_KEY)


def test_national_references_are_unique_in_an_agency(script: Script) -> None:
    given = [
        (life.slug, life.agency, life.values["national_reference"])
        for life in script.lives
        if life.values.get("national_reference")
    ]
    assert len(given) == len(set(given)) > 1000


def numbers(script: Script, asset_class: AssetClass) -> Iterator[tuple[str, str]]:
    """Each number of the assets of a class, with the currency of the asset."""
    for life in script.lives:
        if life.values.get("asset_class") == asset_class:
            for one in life.identifiers:
                yield one.text, life.values.get("currency", "")


def test_wallets_lie_outside_the_alphabet_of_their_chain(script: Script) -> None:
    wallets = list(numbers(script, AssetClass.CRYPTO_WALLET))
    assert {currency for _text, currency in wallets} == {"USDT", "BTC"}
    for text, currency in wallets:
        assert set(text.removeprefix("bc1")) - (BASE58 if currency == "USDT" else BECH32)


def test_accounts_and_plates_are_noughts(script: Script) -> None:
    assert {text[:4] for text, _currency in numbers(script, AssetClass.BANK_ACCOUNT)} == {"000-"}
    assert {text[:3] for text, _currency in numbers(script, AssetClass.VEHICLE)} == {"EX "}


def test_no_two_agencies_invent_the_same_number(script: Script) -> None:
    given = [text for kind in AssetClass for text, _currency in numbers(script, kind)]
    assert len(given) == len(set(given)) > 100


def test_every_rate_says_that_it_is_synthetic_and_is_of_the_day_of_the_find(script: Script) -> None:
    worth = [life.values for life in script.lives if life.slug == "seized-assets" and life.values.get("amount")]
    given = [dict(step.given) for life in script.lives for step in life.steps if step.name == "value" and step.given]
    assert given
    for each in [*worth, *given]:
        assert each["rate_source"] == "synthetic rate"
        assert each["amount"] > 0
        assert each["currency"] in list_currencies() | {"USDT", "BTC"}
        assert Decimal(1) <= each["amount"] * each["usd_rate"] < 10_000_000


def test_rates_cover_every_month_for_every_currency() -> None:
    rates = dict(content("rates"))
    months = rates.pop("months")
    assert all(len(column) == len(months) == 6 for column in rates.values())
    assert {code for agency in agencies() for code in agency.currencies} <= set(rates)


@pytest.mark.parametrize("country", MEMBERS)
def test_places_are_divisions_of_their_country_in_its_own_script(country: str) -> None:
    for place in places(country):
        assert re.fullmatch(rf"{country}-[A-Z0-9]{{1,2}}", place.division)
        assert place.name == place.name.strip()


def test_sites_and_patrols_stand_on_the_map_in_or_near_their_own_country(script: Script) -> None:
    placed = {slug: [life for life in script.lives if life.slug == slug] for slug in ("sites", "border-activities")}
    assert all(placed.values())
    towns = {place.name: place for country in MEMBERS for place in places(country)}
    for life in placed["sites"]:
        at, town = position_of(life.values["coordinates"]), towns[life.values["place_name"]]
        assert at is not None
        assert max(abs(at.north - town.north), abs(at.east - town.east)) < 0.1
    assert len({life.values["coordinates"] for life in placed["sites"]}) > len(placed["sites"]) / 2
    for life in placed["border-activities"]:
        crossing = crossing_of(life.values["border_crossing"])
        assert crossing is not None
        assert life.agency[:2] in crossing.sides


def test_thai_dates_are_sometimes_written_in_the_buddhist_era(script: Script) -> None:
    dates = [life.values["event_date"] for life in script.lives if life.agency == "TH"]
    buddhist = [each for each in dates if each.calendar == Calendar.BUDDHIST]
    assert 0.2 < len(buddhist) / len(dates) < 0.6
    assert all(parse(each.text, Calendar.BUDDHIST) == each for each in buddhist)
    others = [life.values["event_date"] for life in script.lives if life.agency != "TH"]
    assert all(each.calendar == Calendar.GREGORIAN for each in others)


def test_what_is_known_by_month_is_written_so() -> None:
    vague = values.event(date(2024, 9, 17), BY_KEY["VN"], Dice("x"), vague=True)
    assert vague == parse("2024-09")


def test_h3_comes_with_words() -> None:
    dice = Dice("handling")
    marked = [values.handling(dice) for _turn in range(500)]
    assert {each["handling_code"] for each in marked} == {"H0", "H1", "H2", "H3"}
    assert all(bool(each["handling_text"]) is (each["handling_code"] == "H3") for each in marked)


def test_parts_sum_to_what_was_divided() -> None:
    assert divide(100, {"a": 1, "b": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}
    assert sum(divide(1800, {a.key: a.shares["suspects"] for a in agencies()}).values()) == 1800
    assert divide(0, {"a": 1}) == {"a": 0}


def test_a_subject_has_a_chance_of_its_own() -> None:
    assert Dice.of(7, "TH", "suspects").random() == Dice.of(7, "TH", "suspects").random()
    assert Dice.of(7, "TH", "suspects").random() != Dice.of(7, "TH", "assets").random()
    assert Dice.of(7, "TH").random() != Dice.of(8, "TH").random()
