"""Whose name a text may be: a pool in which nobody could tell two apart measures nothing."""

from random import Random

import pytest

from coordination.deconfliction.matching.labelled.bearers import bearer, bearers
from coordination.deconfliction.matching.labelled.elements import LANGUAGES, person
from coordination.deconfliction.matching.labelled.writing import latin, native


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Souliya Phetmath", "ເພັດມາດ ສຸລິຍະ"),
        ("FUYU SHEN", "沈福雨"),
        ("Deng Jianjun", "邓健俊"),
        ("Tote Thandar", "တုတ်သန္တာ"),
        ("Nguyen Van An", "Nguyễn Văn An"),
    ],
)
def test_the_same_name_is_known_in_any_order_and_script(one: str, other: str) -> None:
    assert bearers(one) & bearers(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kong Samnang", "Kong Vuthy"),
        ("Nguyễn Thị Thủy", "Nguyễn Thị Thúy"),
        ("沈福雨", "沈福军"),
        ("Zzyzx Kwq", "Kong Vuthy"),
    ],
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert not bearers(one) & bearers(other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_bears_what_is_written_of_him(language: str) -> None:
    random = Random(11)
    for _ in range(20):
        whom = person(language, random, "held_out")
        assert bearer(whom) in bearers(latin(whom, random, changes=0))
        assert bearer(whom) in bearers(native(whom, random, changes=0))
