"""The second wall of matches, asked by raw SQL: whatever the application forgot, the database tells no more."""

from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from coordination.deconfliction.clusters import pairs_known, pairs_of
from coordination.deconfliction.probing import Question, ask
from operation.access.context import acting_as
from operation.cases.erasure import erase_content
from operation.cases.records.suspect import SUSPECT
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.coordination.deconfliction.test_disclose import agree, propose, tell
from tests.factories.matches import PHONE, WALLET, holds, match_between, matches_of, sides_of
from tests.factories.returns import noon

TABLES = ("match", "matchside", "matchdisclosure", "matchstep", "probe", "probehit")
NOBODYS = ("coordinator_th", "officer_kh", "officer_vn", "protection_kh", "observer_unodc", "admin", "dpo", "stranger")


def as_user(user: User) -> AbstractContextManager[None]:
    return acting_as(principal_of(user), channel="test")


def rows(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall()) if cursor.description else []


def counts(user: User) -> dict[str, int]:
    with as_user(user):
        return {name: rows(f"SELECT count(*) FROM coordination_{name}")[0][0] for name in TABLES}


@pytest.fixture
def told(cast: SimpleNamespace) -> Any:
    """A match of Cambodia and Viet Nam in which Viet Nam told its type, and a question that met Viet Nam's record."""
    match = match_between(cast.coordinator_vn, cast.coordinator_kh)
    tell(cast.coordinator_vn, match)
    with as_user(cast.coordinator_kh):
        ask(principal=principal_of(cast.coordinator_kh), question=Question("wallet", WALLET.text, "", "why"))
    return match


def test_each_sees_its_own_rows_and_no_others(cast: SimpleNamespace, told: Any) -> None:
    of_both = {"match": 1, "matchside": 1, "matchdisclosure": 2, "matchstep": 1}
    assert counts(cast.coordinator_kh) == of_both | {"probe": 1, "probehit": 0}
    assert counts(cast.coordinator_vn) == of_both | {"probe": 0, "probehit": 1}
    none = dict.fromkeys(TABLES, 0)
    assert counts(cast.desk_information) == none | {"match": 1}
    assert [who for who in NOBODYS if counts(getattr(cast, who)) != none] == []


def test_without_a_context_there_is_nothing(cast: SimpleNamespace, told: Any) -> None:
    rows("SELECT set_config('app.holds', '', true)")
    assert {name: rows(f"SELECT count(*) FROM coordination_{name}")[0][0] for name in TABLES} == dict.fromkeys(
        TABLES, 0
    )


@pytest.mark.parametrize("who", ["coordinator_th", "desk_information", "officer_vn", "supervisor_vn"])
def test_nobody_else_changes_a_match(cast: SimpleNamespace, told: Any, who: str) -> None:
    with as_user(getattr(cast, who)), connection.cursor() as cursor:
        cursor.execute("UPDATE coordination_match SET state = 'confirmed'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM coordination_matchdisclosure")
        assert cursor.rowcount == 0


def test_nobody_takes_back_what_the_other_side_told(cast: SimpleNamespace, told: Any) -> None:
    with as_user(cast.coordinator_kh), connection.cursor() as cursor:
        cursor.execute("DELETE FROM coordination_matchdisclosure")
        assert cursor.rowcount == 0
        cursor.execute("UPDATE coordination_matchdisclosure SET value = 'x'")
        assert cursor.rowcount == 0


@pytest.mark.parametrize("table", ["match", "matchside", "probehit"])
def test_the_application_makes_no_match_past_the_meeting(cast: SimpleNamespace, told: Any, table: str) -> None:
    """Not even a second one of what it sees."""
    with as_user(cast.coordinator_vn):
        assert rows(f"SELECT count(*) FROM coordination_{table}") == [(1,)]
    with as_user(cast.coordinator_vn), pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        rows(
            f"INSERT INTO coordination_{table} SELECT (jsonb_populate_record(t, "
            f"jsonb_build_object('id', gen_random_uuid()))).* FROM coordination_{table} t"
        )


def test_the_parts_of_the_meeting_see_no_more_than_who_calls_them(cast: SimpleNamespace, told: Any) -> None:
    """They pass the walls inside the reviewed functions alone."""
    [side] = sides_of(cast.coordinator_vn)
    with as_user(cast.coordinator_kh):
        assert rows("SELECT * FROM coordination_record('SUS', %s)", side.record_id) == []
        assert len(rows("SELECT * FROM coordination_held('wallet', %s)", normalised(cast))) == 1
        own = cast.coordinator_kh.organisation_id
        keys = [one[0] for one in rows("SELECT id FROM operation_suspect")]
        assert rows("SELECT * FROM coordination_points('SUS', %s, %s)", keys, own) == []


def normalised(cast: SimpleNamespace) -> str:
    with as_user(cast.coordinator_kh):
        return str(rows("SELECT normalised FROM operation_suspectidentifier")[0][0])


def test_only_a_coordinator_asks_for_a_number(cast: SimpleNamespace, told: Any) -> None:
    value = normalised(cast)
    for who in ("officer_th", "supervisor_th", "desk_information", "observer_unodc", "stranger"):
        with as_user(getattr(cast, who)):
            assert rows("SELECT coordination_probe('wallet', %s, now())", value) == [([],)], who


def test_which_records_are_the_same_is_told_to_the_counts_alone(cast: SimpleNamespace, told: Any) -> None:
    agree(cast.coordinator_kh, propose(cast.coordinator_vn, told))
    keys: list[Any] = [sides_of(user)[0].record_id for user in (cast.coordinator_kh, cast.coordinator_vn)]
    for who in (cast.director, cast.coordinator_vn):
        with as_user(who):
            assert rows("SELECT * FROM coordination_pairs(%s)", keys) == []
            assert rows("SELECT * FROM coordination_pairs_known(%s, now()::date, now())", told.operation_id) == []
            assert rows("SELECT * FROM coordination_hold_still(%s, NULL, NULL)", told.pk) == []
            assert len(pairs_of(keys)) == 1


def test_confirmed_matches_lead_over_three_countries(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh, WALLET)
    holds(cast.officer_vn, WALLET, PHONE)
    alone = holds(cast.officer_la)
    holds(cast.officer_th, PHONE)
    keys: list[Any] = []
    for one, other in (("vn", "kh"), ("vn", "th")):
        first, second = getattr(cast, f"coordinator_{one}"), getattr(cast, f"coordinator_{other}")
        [match] = [
            match for match in matches_of(second) if match.beyond(principal_of(second)).country_id == one.upper()
        ]
        propose(first, match)
        agree(second, match)
        keys.append(sides_of(second)[0].record_id)
    [through] = {side.record_id for side in sides_of(cast.coordinator_vn)}
    expected = {frozenset({key, through}) for key in keys}
    with as_user(cast.director):
        assert {frozenset(pair) for pair in pairs_of([keys[0]])} == expected
        assert pairs_of([alone.pk]) == []


def test_what_is_not_confirmed_or_taken_back_is_not_the_same(cast: SimpleNamespace, told: Any) -> None:
    keys: list[Any] = [sides_of(user)[0].record_id for user in (cast.coordinator_kh, cast.coordinator_vn)]
    assert pairs_of(keys) == pairs_of([]) == []
    with clock.at(noon("2024-10-01")):
        agree(cast.coordinator_kh, propose(cast.coordinator_vn, told))
    assert len(pairs_of(keys)) == 1
    with clock.at(noon("2024-10-05")):
        agree(cast.coordinator_kh, propose(cast.coordinator_vn, told, "not_same"))
    assert pairs_of(keys) == []
    days = [date(2024, 9, 30), date(2024, 10, 1), date(2024, 10, 4), date(2024, 10, 5)]
    assert [len(pairs_known(told.operation_id, day, clock.end_of_day(day))) for day in days] == [0, 1, 1, 0]


def test_an_erased_record_leaves_nothing_of_it_here(cast: SimpleNamespace, told: Any) -> None:
    [side] = sides_of(cast.coordinator_vn)
    with as_user(cast.coordinator_vn):
        erase_content(SUSPECT.model.objects.get(pk=side.record_id))
    [after] = sides_of(cast.coordinator_vn)
    assert (after.record_id, after.points, after.closed_at is not None) == (None, [], True)
    assert [match.state for match in matches_of(cast.coordinator_kh)] == ["closed"]
    found = counts(cast.coordinator_vn)
    assert (found["matchdisclosure"], found["probehit"]) == (0, 0)


def test_nobody_reads_the_record_of_the_other_side_by_a_match(cast: SimpleNamespace, told: Any) -> None:
    with as_user(cast.coordinator_kh):
        named = str(rows("SELECT to_jsonb(m) FROM coordination_match m"))
    [side] = sides_of(cast.coordinator_vn)
    assert str(side.match_id) in named
    assert str(side.record_id) not in named
