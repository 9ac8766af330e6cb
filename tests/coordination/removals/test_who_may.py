"""Who sees a removal, its words and its persons, and who may take which step: Cambodia asks, Viet Nam holds."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.db import connection

from coordination.removals.models import Removal, RemovalPerson, RemovalTerms
from coordination.removals.policies import (
    may_ask,
    may_explain,
    may_list,
    may_prepare,
    may_print,
    may_step,
    on_side,
)
from coordination.removals.states import STATES, side_of, step_named
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import removals
from tests.factories.removals import fresh

As = Callable[[User], AbstractContextManager[None]]
ASKING = ("officer_kh", "supervisor_kh", "protection_kh", "coordinator_kh")
ASKED = ("officer_vn", "supervisor_vn", "protection_vn", "coordinator_vn")
LMLECC = ("director", "desk_investigation")
OUTSIDERS = ("coordinator_th", "officer_la2", "observer_unodc", "dpo", "admin", "stranger")
CANARY = "canary-of-a-removal"


def seen(cast: SimpleNamespace, as_: As, who: str, model: type = Removal) -> int:
    with as_(getattr(cast, who)):
        rows: int = model.objects.visible_to(principal_of(getattr(cast, who))).count()  # type: ignore[attr-defined]
        return rows


def raw(cast: SimpleNamespace, as_: As, who: str, table: str) -> int:
    with as_(getattr(cast, who)), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def readers(cast: SimpleNamespace, as_: As, model: type, everybody: tuple[str, ...]) -> set[str]:
    """Who sees a row; the wall in the database says the same as the door."""
    table = model._meta.db_table  # type: ignore[attr-defined]
    found = {who for who in everybody if seen(cast, as_, who, model)}
    assert found == {who for who in everybody if raw(cast, as_, who, table)}
    return found


EVERYBODY = (*ASKING, *ASKED, *LMLECC, *OUTSIDERS)


def test_a_draft_is_its_senders_alone(cast: SimpleNamespace, as_: As) -> None:
    removals.begun(cast)
    for model in (Removal, RemovalTerms, RemovalPerson):
        assert readers(cast, as_, model, EVERYBODY) == set(ASKING)


def test_what_was_sent_is_for_both_sides_and_lmlecc(cast: SimpleNamespace, as_: As) -> None:
    removals.sent(cast)
    for model in (Removal, RemovalTerms, RemovalPerson):
        assert readers(cast, as_, model, EVERYBODY) == {*ASKING, *ASKED, *LMLECC}


def test_past_lmlecc_it_sees_facts_and_neither_words_nor_persons(cast: SimpleNamespace, as_: As) -> None:
    removals.sent(cast, through_lmlecc=False)
    assert readers(cast, as_, Removal, EVERYBODY) == {*ASKING, *ASKED, *LMLECC}
    for model in (RemovalTerms, RemovalPerson):
        assert readers(cast, as_, model, EVERYBODY) == {*ASKING, *ASKED}


def test_amber_strict_is_not_for_officers(cast: SimpleNamespace, as_: As) -> None:
    removals.sent(cast, tlp="amber_strict")
    both = {*ASKING, *ASKED} - {"officer_kh", "officer_vn"}
    assert readers(cast, as_, RemovalPerson, EVERYBODY) == {*both, *LMLECC}
    assert readers(cast, as_, Removal, EVERYBODY) == {*ASKING, *ASKED, *LMLECC}


@pytest.mark.parametrize("step", [step.name for step in STATES.transitions])
def test_each_step_is_of_its_side_and_of_who_decides_there(step: str, cast: SimpleNamespace) -> None:
    removal = removals.sent(cast)
    sides = {"asking": ("kh",), "asked": ("vn",), "either": ("kh", "vn")}[side_of(step)]
    allowed = {f"{role}_{code}" for role in ("supervisor", "coordinator") for code in sides}
    found = {who for who in EVERYBODY if may_step(principal_of(getattr(cast, who)), removal, step)}
    assert found == allowed


def test_whose_step_it_is_stands_in_the_domain() -> None:
    asking = {step.name for step in STATES.transitions if side_of(step.name) == "asking"}
    assert asking == {"send", "withdraw", "receive"}
    assert side_of("close") == "either"


@pytest.mark.parametrize(
    ("may", "sides"),
    [(may_list, ("kh", "vn")), (may_prepare, ("vn",)), (may_explain, ("kh", "vn"))],
)
def test_what_is_beside_the_steps(may: Callable[..., object], sides: tuple[str, ...], cast: SimpleNamespace) -> None:
    removal = removals.sent(cast)
    found = {who for who in EVERYBODY if may(principal_of(getattr(cast, who)), removal)}
    assert found == {f"{role}_{code}" for role in ("supervisor", "coordinator") for code in sides}


def test_papers_are_for_the_two_sides_up_to_the_mark(cast: SimpleNamespace) -> None:
    plain = removals.sent(cast)
    assert {who for who in EVERYBODY if may_print(principal_of(getattr(cast, who)), plain)} == {*ASKING, *ASKED}
    plain.tlp = "amber_strict"
    found = {who for who in EVERYBODY if may_print(principal_of(getattr(cast, who)), plain)}
    assert found == {*ASKING, *ASKED} - {"officer_kh", "officer_vn"}


def test_who_may_ask(cast: SimpleNamespace) -> None:
    found = {who for who in EVERYBODY if may_ask(principal_of(getattr(cast, who)))}
    assert found == {"supervisor_kh", "coordinator_kh", "supervisor_vn", "coordinator_vn", "coordinator_th"}


def test_a_no_says_who_may(cast: SimpleNamespace) -> None:
    removal = removals.sent(cast)
    refusals = [
        may_step(principal_of(cast.coordinator_kh), removal, "acknowledge"),
        may_step(principal_of(cast.coordinator_vn), removal, "withdraw"),
        on_side(principal_of(cast.coordinator_th), removal, "either"),
    ]
    words = [str(no.reason) for no in refusals]  # type: ignore[union-attr]
    assert len(set(words)) == 3
    assert all("Only the" in one for one in words)
    with pytest.raises(LookupError):
        step_named("abduct")


def test_nobody_beside_it_changes_it_by_sql(cast: SimpleNamespace, as_: As) -> None:
    """The second wall: a row that one does not see one does not change; LMLECC, which sees it, neither."""
    removal = removals.sent(cast)
    for who in ("coordinator_th", "director", "observer_unodc"):
        with as_(getattr(cast, who)), connection.cursor() as cursor:
            cursor.execute("UPDATE coordination_removal SET handling_text = %s", [CANARY])
            assert cursor.rowcount == 0
            cursor.execute("UPDATE coordination_removalperson SET why = %s", [CANARY])
            assert cursor.rowcount == 0
    with as_(cast.coordinator_kh):
        assert fresh(removal, cast.coordinator_kh).handling_text == ""
