"""The strictest of several marks, and what an unknown one means."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp


@pytest.mark.parametrize(
    ("marks", "strictest"),
    [
        ([], TLP.GREEN),
        (["clear"], TLP.CLEAR),
        (["clear", "green"], TLP.GREEN),
        (["green", "amber"], TLP.AMBER),
        (["amber_strict", "amber"], TLP.AMBER_STRICT),
        (["red", "clear"], TLP.RED),
        (["clear", "ultraviolet"], TLP.RED),
    ],
)
def test_strictest_tlp(marks: list[str], strictest: TLP) -> None:
    assert strictest_tlp(marks) == strictest


@pytest.mark.parametrize(
    ("codes", "strictest"),
    [
        ([], "H0"),
        (["H0"], "H0"),
        (["H1", "H0"], "H1"),
        (["H1", "H2"], "H2"),
        (["H3", "H2"], "H3"),
        (["H0", "H9"], "H3"),
    ],
)
def test_strictest_code(codes: list[str], strictest: str) -> None:
    assert strictest_code(codes) == HandlingCode(strictest)


@given(some.lists(some.sampled_from(TLP.values), min_size=1), some.sampled_from(TLP.values))
def test_adding_a_mark_never_loosens(marks: list[str], more: str) -> None:
    order = list(TLP)
    assert order.index(strictest_tlp([*marks, more])) >= order.index(strictest_tlp(marks))
