"""The second wall alone: what raw SQL reads and writes, whoever asks, without the application's own checks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import Error, connection, transaction

from coordination.consulting import Answer
from operation.kernel.models import new_id
from operation.people.models import User
from tests.factories.knowledge import (
    adopted,
    called,
    circulated,
    drafted,
    marked,
    minutes_of,
    offered,
    proposed,
    stepped,
    under_way,
    validated,
)

As = Callable[[User], AbstractContextManager[None]]
ITEMS = "SELECT title FROM coordination_knowledgeitem ORDER BY title"


def rows(sql: str, *params: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def changed(sql: str, *params: Any) -> int:
    """How many rows a statement reached; 0 where the wall refused it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)
    except Error as refused:
        assert "row-level security" in str(refused), refused
        return 0


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("officer_th", ["adopted", "aside", "draft", "proposed", "shared", "validated"]),
        ("coordinator_kh", ["adopted", "shared", "validated"]),
        ("desk_supervision", ["adopted", "aside", "proposed", "shared", "validated"]),
        ("observer_unodc", ["shared"]),
        ("observer_interpol", ["shared"]),
        ("dpo", []),
        ("admin", []),
        ("stranger", []),
    ],
)
def test_each_state_of_knowledge_has_its_readers(cast: SimpleNamespace, as_: As, who: str, seen: list[str]) -> None:
    drafted(cast.officer_th, title="draft")
    marked(cast.coordinator_th, proposed(cast, title="proposed"))
    validated(cast, title="validated")
    adopted(cast, title="adopted")
    adopted(cast, title="shared", for_partners=True)
    stepped(cast.desk_information, proposed(cast, title="aside"), "set-aside", "known")
    with as_(getattr(cast, who)):
        assert rows(ITEMS) == seen


def test_without_a_context_there_is_nothing(cast: SimpleNamespace) -> None:
    adopted(cast, for_partners=True)
    offered(cast.observer_unodc)
    called(cast.director, for_partners=True)
    tables = ("knowledgeitem", "knowledgevoice", "supportoffer", "offerreceipt", "minutes", "decision")
    assert [rows(f"SELECT count(*) FROM coordination_{table}") for table in tables] == [[0]] * len(tables)


@pytest.mark.parametrize(
    ("who", "reached"),
    [
        ("officer_th", 1),
        ("coordinator_kh", 0),
        ("desk_information", 1),
        ("desk_communication", 0),
        ("observer_unodc", 0),
    ],
)
def test_who_changes_what_is_proposed(cast: SimpleNamespace, as_: As, who: str, reached: int) -> None:
    proposed(cast)
    with as_(getattr(cast, who)):
        assert changed("UPDATE coordination_knowledgeitem SET words = 'x'") == reached


def test_nobody_writes_in_the_name_of_another_agency(cast: SimpleNamespace, as_: As) -> None:
    item = drafted(cast.officer_th)
    with as_(cast.officer_th):
        assert changed("UPDATE coordination_knowledgeitem SET originator_id = %s", cast.officer_kh.organisation_id) == 0
        assert changed("DELETE FROM coordination_knowledgeitem WHERE id = %s", item.pk) == 0


VOICE = (
    "INSERT INTO coordination_knowledgevoice"
    " (id, created_at, country_id, agency_id, round, answer, words, given_by_id, given_at, item_id)"
    " VALUES (%s, now(), %s, %s, %s, %s, '', %s, now(), %s)"
)


@pytest.mark.parametrize(
    ("who", "country", "round_", "reached"),
    [
        ("coordinator_kh", "KH", 1, 1),
        ("coordinator_kh", "VN", 1, 0),
        ("coordinator_kh", "KH", 2, 0),
        ("supervisor_kh", "KH", 1, 0),
        ("director", "KH", 1, 0),
        ("observer_unodc", "KH", 1, 0),
    ],
)
def test_a_country_answers_for_itself(
    cast: SimpleNamespace, as_: As, who: str, country: str, round_: int, reached: int
) -> None:
    item, user = validated(cast), getattr(cast, who)
    given = (new_id(), country, user.organisation_id, round_, Answer.AGREED, user.pk, item.pk)
    with as_(user):
        assert changed(VOICE, *given) == reached


def test_nobody_answers_to_what_is_not_put_to_the_countries(cast: SimpleNamespace, as_: As) -> None:
    item, user = proposed(cast), cast.coordinator_th
    with as_(user):
        assert changed(VOICE, new_id(), "TH", user.organisation_id, 0, Answer.AGREED, user.pk, item.pk) == 0


@pytest.mark.parametrize(
    ("who", "reached"),
    [("director", 1), ("desk_communication", 1), ("desk_information", 0), ("coordinator_kh", 1), ("coordinator_vn", 0),
     ("supervisor_th", 0), ("observer_unodc", 0)],
)  # fmt: skip
def test_who_changes_an_offer_that_is_under_way(cast: SimpleNamespace, as_: As, who: str, reached: int) -> None:
    under_way(cast)
    with as_(getattr(cast, who)):
        assert changed("UPDATE coordination_supportoffer SET version = version + 1") == reached


def test_a_country_takes_no_decision_on_an_offer(cast: SimpleNamespace, as_: As) -> None:
    offered(cast.observer_unodc)
    with as_(cast.coordinator_th):
        assert changed("UPDATE coordination_supportoffer SET state = 'accepted'") == 0
    under_way(cast, countries=["KH"], title="another")
    with as_(cast.coordinator_kh):
        assert changed("UPDATE coordination_supportoffer SET state = 'declined' WHERE title = 'another'") == 0


def test_a_country_that_receives_rewrites_nothing_of_an_offer(cast: SimpleNamespace, as_: As) -> None:
    under_way(cast, countries=["KH"])
    with as_(cast.coordinator_kh):
        for change in ("title = 'x'", "value = 1", "words = 'x'", "countries = '{KH,VN}'", "decided_at = now()"):
            with pytest.raises(Error, match="only state, delivered_at, version"), transaction.atomic():
                rows(f"UPDATE coordination_supportoffer SET {change} RETURNING title")
        assert changed("UPDATE coordination_supportoffer SET state = 'delivered', delivered_at = now()") == 1


def test_minutes_are_written_by_who_calls_meetings(cast: SimpleNamespace, as_: As) -> None:
    meeting = circulated(cast.desk_communication, for_partners=True)
    expected = {"director": 1, "desk_information": 0, "coordinator_th": 0, "observer_unodc": 0}
    for who, reached in expected.items():
        with as_(getattr(cast, who)):
            for table in ("minutes", "decision"):
                assert changed(f"UPDATE coordination_{table} SET text = 'x'") == reached, (who, table)
            assert changed("DELETE FROM coordination_agendaitem") == reached, who
    with as_(cast.observer_unodc):
        assert rows("SELECT count(*) FROM coordination_minutes") == [0]
    assert minutes_of(cast.coordinator_th, meeting).text == "x"
