"""From things to numbers: unknown is not 0, totals are of the things."""

from decimal import Decimal

import pytest

from reporting.measures.base import Item
from reporting.measures.rules.d01 import D01
from reporting.measures.rules.x01 import X01
from reporting.measures.values import measured, values_of

ONE = {"asked": 1, "due": 1, "in_time": 1}


def test_nothing_at_all_is_no_data() -> None:
    assert set(values_of(X01, []).values()) == {None}


def test_a_share_of_nothing_is_unknown_and_a_known_0_is_0() -> None:
    found = values_of(X01, [Item(("TH",), {"asked": 1})])
    assert [found["asked"], found["due"], found["share"]] == [Decimal(1), Decimal(0), None]


@pytest.mark.parametrize(
    ("in_time", "due", "share"), [(1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (0, 5, "0.0"), (199, 200, "99.5")]
)
def test_shares_have_a_tenth(in_time: int, due: int, share: str) -> None:
    found = values_of(X01, [Item(("TH",), {"asked": due, "due": due, "in_time": in_time})])
    assert found["share"] == Decimal(share)


@pytest.mark.parametrize(("days", "median"), [([3], "3.0"), ([1, 9], "5.0"), ([1, 2, 30], "2.0"), ([], None)])
def test_a_median_is_of_what_has_days(days: list[float], median: str | None) -> None:
    items = [Item(("TH", "KH"), {"found": 1, "resolved": 1}, days=one) for one in days]
    found = values_of(D01, [*items, Item(("TH", "KH"), {"found": 1})])
    assert found["days"] == (Decimal(median) if median else None)


def test_what_belongs_to_two_countries_is_once_in_the_total() -> None:
    items = [Item(("KH", "TH"), {"found": 1}), Item(("LA", "TH"), {"found": 1}), Item((), {"found": 1})]
    found = measured(D01, items, ("KH", "LA", "TH"), whole=True)
    assert {code: values["found"] for code, values in found.countries.items()} == {"KH": 1, "LA": 1, "TH": 2, "": 1}
    assert found.total is not None
    assert found.total["found"] == 3


def test_who_reads_one_country_reads_no_total_and_no_thing_of_others() -> None:
    items = [Item(("TH",), ONE, what="one"), Item(("KH",), ONE, what="two"), Item((), ONE, what="three")]
    found = measured(X01, items, ("TH",), whole=False)
    assert (found.total, found.of("KH"), found.of("")) == (None, None, None)
    assert [item.what for item in found.items] == ["one"]
