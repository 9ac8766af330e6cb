"""Who is told of money by its currency, and of whose: without a database."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from operation.access.principal import Principal
from reporting.dashboards.filters import Asked
from reporting.exports import currencies
from reporting.indicators.currencies import InCurrency
from reporting.indicators.rules import indicator_named
from reporting.indicators.weeks import Week
from reporting.indicators.worth import Worth

LMLECC = Principal(uuid4(), kind="secretariat")
THAILAND = Principal(uuid4(), kind="agency", country="TH")
MONEY, PERSONS = 4, 2
"""Lines of effort: one has figures in USD, the other has none."""
WEEK = Week.clipped(date(2024, 9, 9), date(2024, 8, 7), date(2024, 12, 31))
FOUND = InCurrency(
    "THB",
    {"TH": Worth(Decimal(3), Decimal(100)), "KH": Worth(Decimal(2), Decimal(70))},
    Worth(Decimal(1), Decimal(30)),
)


def asked(**given: Any) -> Asked:
    indicator = indicator_named("A01")
    assert indicator
    return Asked(indicator, **{"line": MONEY} | given)


def test_each_reader_is_told_of_money_whose_records_he_sees() -> None:
    told = {country: currencies.may_tell(THAILAND, asked(country=country)) for country in ("", "TH", "KH")}
    assert told == {"": True, "TH": True, "KH": False}
    assert currencies.may_tell(LMLECC, asked(country="KH"))


def test_of_no_money_and_of_some_standings_there_is_nothing_to_tell() -> None:
    assert currencies.may_tell(LMLECC, asked(line=None))
    assert not currencies.may_tell(LMLECC, asked(line=PERSONS))
    for figures in ("submitted", "verified"):
        assert not currencies.may_tell(LMLECC, asked(figures=figures))


@pytest.fixture
def weeks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is known of A01; the list of the weeks for which it was asked."""
    seen: list[Any] = []

    def known(_principal: Principal, _operation: Any, _day: date | None, of: Any) -> dict[str, Any]:
        seen.append(of)
        return {"A01": (FOUND,)}

    monkeypatch.setattr(currencies, "currencies_of", known)
    return seen


def lines(who: Principal, **given: Any) -> dict[str, tuple[int, int, int, int]]:
    figures = SimpleNamespace(weeks=(WEEK,))
    found: Any = SimpleNamespace(asked=asked(**given), operation=None, figures=figures)
    return {
        line.country: (int(line.claims), int(line.twice), int(line.total), int(line.usd))
        for line in currencies.currency_lines(who, found)
    }


def test_lmlecc_is_told_of_each_country_and_of_all_six(weeks: list[Any]) -> None:
    countries = {"KH": (70, 0, 70, 2), "TH": (100, 0, 100, 3)}
    assert lines(LMLECC) == {**countries, "": (170, 30, 140, 4)}
    assert lines(LMLECC, country="KH") == {"KH": countries["KH"]}
    assert "" not in lines(THAILAND)
    assert lines(THAILAND, country="KH") == {}


def test_the_weeks_asked_for_are_read_and_without_any_all_of_them(weeks: list[Any]) -> None:
    lines(LMLECC)
    lines(LMLECC, first=WEEK)
    lines(LMLECC, last=WEEK)
    assert weeks == [None, [WEEK.monday], [WEEK.monday]]
