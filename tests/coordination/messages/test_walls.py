"""The second wall of messages, by raw SQL: who takes no part counts nothing, and writes nothing in another's name."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import Error, connection, transaction

from coordination.messages.actions import MessageDraft, write_message
from coordination.messages.talkable import by_kind, two_sides
from operation.cases.base import CaseRecord
from operation.cases.sharing import recall_records
from operation.people.selectors import principal_of
from tests.coordination.conftest import As
from tests.factories.messages import say
from tests.factories.requests import sent

TABLES = ("coordination_thread", "coordination_message", "coordination_threadseen")


def counts() -> tuple[int, ...]:
    with connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(int(cursor.fetchone()[0]))
    return tuple(found)


def run(sql: str, *params: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


@pytest.fixture
def said(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> SimpleNamespace:
    with as_(cast.coordinator_th):
        inside = say(suspect, cast.coordinator_th)
        to_kh = say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
    return SimpleNamespace(inside=inside, to_kh=to_kh)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("officer_th", (2, 2, 0)),
        ("coordinator_th", (2, 2, 2)),
        ("coordinator_kh", (1, 1, 0)),
        ("coordinator_vn", (0, 0, 0)),
        ("coordinator_mm", (0, 0, 0)),
        ("director", (0, 0, 0)),
        ("dpo", (0, 0, 0)),
        ("observer_unodc", (0, 0, 0)),
        ("stranger", (0, 0, 0)),
    ],
)
def test_everybody_counts_his_own(
    cast: SimpleNamespace, as_: As, said: SimpleNamespace, who: str, expected: tuple[int, ...]
) -> None:
    with as_(getattr(cast, who)):
        assert counts() == expected


def test_without_a_context_there_is_nothing(said: SimpleNamespace) -> None:
    assert counts() == (0, 0, 0)


def test_the_record_out_of_sight_the_thread_out_of_sight(
    cast: SimpleNamespace, as_: As, said: SimpleNamespace, suspect: CaseRecord
) -> None:
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[suspect], reason="an error")
    with as_(cast.coordinator_kh):
        assert counts() == (0, 0, 0)
    with as_(cast.coordinator_th):
        assert counts() == (2, 2, 2)


def test_nobody_writes_into_a_thread_of_others_or_in_another_name(
    cast: SimpleNamespace, as_: As, said: SimpleNamespace
) -> None:
    copy = (
        "INSERT INTO coordination_message (id, created_at, thread_id, number, organisation_id, writer_id,"
        " text, language, translation, translation_language, mentions)"
        " VALUES (gen_random_uuid(), now(), %s, 99, %s, %s, 'x', 'en', '', '', '{}')"
    )
    kh, th = cast.coordinator_kh, cast.coordinator_th
    with as_(kh):
        run(copy, said.to_kh.thread_id, kh.organisation_id, kh.pk)
        for row in (
            (said.inside.thread_id, kh.organisation_id, kh.pk),
            (said.to_kh.thread_id, th.organisation_id, kh.pk),
            (said.to_kh.thread_id, kh.organisation_id, th.pk),
        ):
            with pytest.raises(Error):
                run(copy, *row)


def test_nobody_changes_what_another_organisation_wrote(cast: SimpleNamespace, as_: As, said: SimpleNamespace) -> None:
    with as_(cast.coordinator_kh):
        assert run("UPDATE coordination_message SET text = 'other'") == 0
        assert run("DELETE FROM coordination_message") == 0
    with as_(cast.officer_th):
        assert run("UPDATE coordination_message SET translation = 'note'") == 2


def test_nobody_begins_a_thread_on_what_he_does_not_see(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    begin = (
        "INSERT INTO coordination_thread (id, created_at, kind, thing_id, first_id, secretariat, last_number, last_at)"
        " VALUES (gen_random_uuid(), now(), 'SUS', %s, %s, false, 0, now())"
    )
    with as_(cast.coordinator_mm), pytest.raises(Error):
        run(begin, suspect.pk, cast.coordinator_mm.organisation_id)
    with as_(cast.coordinator_kh):
        assert run(begin, suspect.pk, cast.coordinator_kh.organisation_id) == 1


@pytest.mark.parametrize(("tlp", "officers"), [("amber", (2, 2, 0)), ("amber_strict", (0, 0, 0))])
def test_who_sees_the_facts_of_two_sides_reads_their_words_up_to_the_mark(
    cast: SimpleNamespace, as_: As, tlp: str, officers: tuple[int, ...]
) -> None:
    """The row of a request is there for every officer of both; what is said about it follows its mark."""
    th, talkable = principal_of(cast.coordinator_th), by_kind("request")
    assert talkable is not None
    given = sent(cast.coordinator_th, cast.coordinator_kh, tlp=tlp)
    with as_(cast.coordinator_th):
        for audience in two_sides(th, given):
            draft = MessageDraft("seen", "en")
            write_message(principal=th, talkable=talkable, thing=given, audience=audience, draft=draft)
        assert counts() == (2, 2, 2)
    with as_(cast.officer_th):
        assert run("SELECT 1 FROM coordination_request") == 1
        assert counts() == officers
    with as_(cast.officer_kh):
        assert counts()[:2] == tuple(one // 2 for one in officers[:2])
    with as_(cast.coordinator_kh):
        assert counts() == (1, 1, 0)
