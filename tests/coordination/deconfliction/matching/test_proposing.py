"""Proposals across agencies: what is proposed, with which parts, and what is not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from coordination.deconfliction.matching.persons import Part
from coordination.deconfliction.matching.proposing import Proposal, propose
from operation.cases.base import CaseRecord
from operation.cases.drafts import NameDraft
from operation.cases.registry import type_of
from operation.kernel.dates import parse
from operation.people.models import User
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
SAMNANG = {"sex": "male", "born_on": parse("1990-01-31"), "nationalities": ["KH"]}


@pytest.fixture
def logged(cast: SimpleNamespace, as_: As) -> Callable[..., CaseRecord]:
    def make(who: str, name: str, slug: str = "suspects", **values: Any) -> CaseRecord:
        user = getattr(cast, who)
        with as_(user):
            return log(slug, user, names=(NameDraft(name),), **values)

    return make


@pytest.fixture
def proposed(cast: SimpleNamespace, as_: As) -> Callable[..., list[Proposal]]:
    def ask(who: str, record: CaseRecord) -> list[Proposal]:
        with as_(getattr(cast, who)):
            return propose(type_of(record), [record.pk])

    return ask


def others(found: list[Proposal]) -> list[UUID]:
    return [one.other_record_id for one in found]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("គង់ សំណាង", "Kong Samnang"),
        ("阮文雄", "Nguyễn Văn Hùng"),
        ("ສົມພອນ ພົມມະຈັນ", "Somphone Phommachanh"),
        ("ဦးကျော်ဇော်ထွန်း", "Kyaw Zaw Htun"),
        ("สมชาย วงศ์สุวรรณ", "Wongsuwan Somchai"),
        ("张国荣", "Cheung Kwok Wing"),
    ],
)
def test_a_name_is_proposed_across_scripts(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]], theirs: str, ours: str
) -> None:
    other = logged("officer_kh", theirs)
    own = logged("officer_th", ours)
    (found,) = proposed("officer_th", own)
    assert (found.record_id, found.other_record_id) == (own.pk, other.pk)
    assert others(proposed("officer_kh", other)) == [own.pk]


def test_parts_say_what_agreed_and_nothing_of_the_records(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]
) -> None:
    logged("officer_kh", "គង់ សំណាង", **SAMNANG)
    (found,) = proposed("officer_th", logged("officer_th", "Kong Samnang", **SAMNANG))
    expected: set[Part] = {("words", "2/2"), ("born", "day"), ("sex", "agrees"), ("nationality", "agrees")}
    assert expected <= set(found.parts)
    told = str(found.parts).lower()
    assert not any(word in told for word in ("kong", "samnang", "1990", "kh"))


def test_the_same_name_born_on_another_day_is_not_proposed(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]
) -> None:
    logged("officer_kh", "គង់ សំណាង", **SAMNANG)
    own = logged("officer_th", "Kong Samnang", **SAMNANG | {"born_on": parse("1974-08-02")})
    assert proposed("officer_th", own) == []


def test_a_sibling_is_not_proposed(logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]) -> None:
    logged("officer_kh", "គង់ សំណាង")
    assert proposed("officer_th", logged("officer_th", "Kong Vuthy")) == []


def test_a_common_name_alone_proposes_nothing_and_with_the_day_of_birth_it_does(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]
) -> None:
    for _ in range(6):
        logged("officer_vn", "Nguyễn Văn Hùng")
    same = logged("officer_vn", "Nguyễn Văn Hùng", born_on=parse("1990-01-31"))
    own = logged("officer_th", "阮文雄", born_on=parse("1990-01-31"))
    assert others(proposed("officer_th", own)) == [same.pk]


def test_of_two_as_near_in_one_script_neither_is_proposed_without_the_day_of_birth(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]
) -> None:
    logged("officer_kh", "ស៊ុន មុន្នី")
    same = logged("officer_kh", "ស៊ន មុន្នី", born_on=parse("1990-01-31"))
    assert proposed("officer_th", logged("officer_th", "Son Monny")) == []
    assert others(proposed("officer_th", logged("officer_th", "Son Monny", born_on=parse("1990-01-31")))) == [same.pk]


def test_the_same_person_in_two_scripts_is_no_rival_of_himself(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]
) -> None:
    one, other = logged("officer_kh", "គង់ សំណាង"), logged("officer_vn", "Kong Samnang")
    assert {*others(proposed("officer_th", logged("officer_th", "Kong Samnang")))} == {one.pk, other.pk}


def test_one_word_alone_proposes_nothing_and_with_the_day_of_birth_it_does(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]
) -> None:
    logged("officer_kh", "តូច")
    same = logged("officer_kh", "តូច", born_on=parse("1990-01-31"))
    assert proposed("officer_th", logged("officer_th", "Touch")) == []
    assert others(proposed("officer_th", logged("officer_th", "Touch", born_on=parse("1990-01-31")))) == [same.pk]


def test_two_who_are_written_otherwise_in_one_script_are_two_however_like_they_sound(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]], cast: SimpleNamespace, as_: As
) -> None:
    for who, written, romanised in (
        ("officer_kh", "丁伟强", "Ding Weiqiang"),
        ("officer_th", "董伟强", "Dong Weiqiang"),
    ):
        with as_(getattr(cast, who)):
            record = log("suspects", getattr(cast, who), names=(NameDraft(written, romanisation=romanised),))
    assert proposed("officer_th", record) == []


def test_own_records_and_other_types_are_not_proposed(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]
) -> None:
    own = logged("officer_th", "Kong Samnang")
    logged("officer_th", "គង់ សំណាង")
    logged("officer_kh", "គង់ សំណាង", slug="syndicates")
    assert proposed("officer_th", own) == []


def test_groups_match_by_their_names(
    logged: Callable[..., CaseRecord], proposed: Callable[..., list[Proposal]]
) -> None:
    other = logged("officer_kh", "គង់ សំណាង", slug="syndicates")
    own = logged("officer_th", "Kong Samnang", slug="syndicates")
    assert others(proposed("officer_th", own)) == [other.pk]
