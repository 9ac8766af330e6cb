"""Finding knowledge: words in every script, filters, what looks like a name, and what waits on desks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.knowledge import selectors
from coordination.knowledge.desk import knowledge_waiting
from coordination.knowledge.hints import hints
from coordination.knowledge.models import KnowledgeItem
from operation.cases.names import fold
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.knowledge import all_answered, answered, drafted, proposed, seagull, stepped, validated

As = Callable[[User], AbstractContextManager[None]]


def found(cast: SimpleNamespace, as_: As, who: str, **asked: object) -> list[str]:
    user = getattr(cast, who)
    with as_(user):
        seen = selectors.narrowed(selectors.items(principal_of(user), seagull()), asked)
        return sorted(item.title for item in seen)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("การอายัดบัญชีภายในหนึ่งชั่วโมง", "อายัดบัญชี"),
        ("冻结账户要在一小时内", "冻结账户"),
        ("បង្កកគណនីក្នុងមួយម៉ោង", "គណនី"),
        ("ບັນຊີທະນາຄານ", "ບັນຊີ"),
        ("ဘဏ်စာရင်းကို ပိတ်ပါ", "ဘဏ်စာရင်း"),
        ("Phong tỏa tài khoản trong một giờ", "phong toa TAI KHOAN"),
        ("Freeze within the hour", "hour FREEZE"),
    ],
)
def test_words_are_found_in_every_script(cast: SimpleNamespace, as_: As, title: str, words: str) -> None:
    drafted(cast.officer_th, title=title)
    drafted(cast.officer_th, title="something else", text="", happened="", why="", todo="")
    assert found(cast, as_, "officer_th", q=words) == [title]


def test_words_are_found_in_each_part(cast: SimpleNamespace, as_: As) -> None:
    for part in ("text", "happened", "why", "todo"):
        drafted(cast.officer_th, title=part, **{part: f"unmistakable {part}"})
        assert found(cast, as_, "officer_th", q=f"unmistakable {part}") == [part]


def test_a_percent_sign_is_a_sign(cast: SimpleNamespace, as_: As) -> None:
    drafted(cast.officer_th)
    assert found(cast, as_, "officer_th", q="%") == []
    assert found(cast, as_, "officer_th", q="_") == []


def test_it_narrows_by_kind_state_line_and_fraud(cast: SimpleNamespace, as_: As) -> None:
    line = seagull().lines.all()[2]
    drafted(cast.officer_th, title="one", kind="best_practice", line=line, fraud_types=["job", "loan"])
    proposed(cast, title="two")
    assert found(cast, as_, "officer_th", kind="best_practice") == ["one"]
    assert found(cast, as_, "officer_th", state="proposed") == ["two"]
    assert found(cast, as_, "officer_th", line=line) == ["one"]
    assert found(cast, as_, "officer_th", fraud="loan") == ["one"]
    assert found(cast, as_, "officer_th", fraud="lottery") == []


def test_a_search_finds_nothing_that_is_hidden(cast: SimpleNamespace, as_: As) -> None:
    drafted(cast.officer_th, title="hidden mark")
    validated(cast, title="common mark")
    assert found(cast, as_, "coordinator_kh", q="mark") == ["common mark"]
    assert found(cast, as_, "observer_unodc", q="mark") == []


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_written_is_found_by_what_is_written(before: str, after: str) -> None:
    item = KnowledgeItem(title=f"{before} Lừa đảo {after}")
    item.index()
    assert all(word in item.search_key for word in fold("lua dao").split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see SG24-TH-SUS-7K3QFM", "SG24-TH-SUS-7K3QFM"),
        ("write to boss@example.com", "boss@example.com"),
        ("he is @big_boss there", "@big_boss"),
        ("call +66 81 234 5678 now", "+66 81 234 5678"),
        ("card 12/KAMANA(N)123456", "12/KAMANA(N)123456"),
        ("to TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC", "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"),
    ],
)
def test_what_looks_like_somebody_is_pointed_at(text: str, words: str) -> None:
    assert [found for _kind, found in hints(KnowledgeItem(title="a", text=text))] == [words]


@pytest.mark.parametrize("text", ["on 2024-09-10", "70,000 suspects", "between 2024 and 2025", "160 cases in 5 months"])
def test_days_and_figures_are_nobody(text: str) -> None:
    assert hints(KnowledgeItem(title="a", text=text)) == []


def waiting(cast: SimpleNamespace, as_: As, who: str) -> list[str]:
    user = getattr(cast, who)
    with as_(user):
        return [str(one.verb) for one in knowledge_waiting(principal_of(user))]


def test_what_waits_for_whom(cast: SimpleNamespace, as_: As) -> None:
    item = proposed(cast)
    assert waiting(cast, as_, "desk_information") == ["Validate"]
    assert waiting(cast, as_, "coordinator_th") == []
    item = stepped(cast.desk_information, item, "query", "which?")
    assert waiting(cast, as_, "supervisor_th") == ["Answer"]
    assert waiting(cast, as_, "supervisor_kh") == []
    item = stepped(cast.desk_information, stepped(cast.coordinator_th, item, "propose"), "validate")
    assert waiting(cast, as_, "coordinator_kh") == ["Answer"]
    answered(cast.coordinator_kh, item)
    assert waiting(cast, as_, "coordinator_kh") == []
    assert waiting(cast, as_, "director") == []
    all_answered(cast, item)
    assert waiting(cast, as_, "director") == ["Adopt"]
    assert waiting(cast, as_, "observer_unodc") == []
