"""What speaks for one person beside the name."""

import pytest

from coordination.deconfliction.matching.persons import Known, weigh


@pytest.mark.parametrize(
    ("one", "other", "detail"),
    [
        ("1990-01-31", "1990-01-31", "day"),
        ("1990-01", "1990-01-31", "month"),
        ("1990", "1990-01", "year"),
        ("1990-03-04", "1990-04-03", "near"),
        ("1990-03-04", "1990-03-05", "near"),
        ("1990-03-04", "2533-03-04", "near"),
        ("1990", "1991", "near"),
        ("1990-03-04", "1974-08-02", "differs"),
        ("1990", "1995", "differs"),
        ("1990-03", "1990-07", "differs"),
    ],
)
def test_dates_of_birth_agree_as_far_as_both_are_known(one: str, other: str, detail: str) -> None:
    for left, right in ((one, other), (other, one)):
        weighed = weigh(Known(left), Known(right))
        assert weighed.parts == (("born", detail),)
        assert (weighed.value > 0) == (detail in ("day", "month", "year"))


def test_an_estimate_says_little() -> None:
    near = weigh(Known("1990", born_estimated=True), Known("1992-05-06"))
    assert near.parts == (("born", "near"),)
    assert 0 < near.value < weigh(Known("1990"), Known("1990")).value
    assert weigh(Known("1990", born_estimated=True), Known("1970")).parts == (("born", "differs"),)


def test_what_one_does_not_know_says_nothing() -> None:
    assert weigh(Known(), Known("1990-01-31", sex="male", nationalities=["TH"])).parts == ()
    assert weigh(Known(sex="unknown"), Known(sex="male")).parts == ()


def test_sex_and_nationality() -> None:
    one = Known(sex="male", nationalities=["TH", "KH"])
    assert weigh(one, Known(sex="male", nationalities=["KH"])).value > 0
    other = weigh(one, Known(sex="female", nationalities=["VN"]))
    assert other.parts == (("sex", "differs"), ("nationality", "differs"))
    assert other.value < 0
