"""A desk handed over: the note is for two persons, with what was open; the successor confirms it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from coordination.roster.actions import confirm_note, write_note
from coordination.roster.models import HandoverNote, Secondment
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.desk import desk_of
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of
from tests.factories.supervision import operation, seconded

As = Callable[[User], AbstractContextManager[None]]


@pytest.fixture
def card(cast: SimpleNamespace) -> Secondment:
    """Thailand's coordinator, at LMLECC since yesterday."""
    return seconded(cast, cast.coordinator_th, clock.today() - timedelta(days=1))


@pytest.fixture
def successor(cast: SimpleNamespace) -> User:
    """Another coordinator of Thailand's agency."""
    made = User.objects.create(username="next.th", organisation=cast.coordinator_th.organisation)
    Appointment.objects.create(user=made, operation=operation(), role="coordinator", starts_on=date(2024, 8, 1))
    return made


def write(by: User, card: Secondment, to: User, text: str = "The safe is in room 5.") -> HandoverNote:
    return write_note(
        principal=principal_of(by), secondment=card, successor=to, text=text, points=["Request 7", "Match 3"]
    )


def test_written_read_by_two_and_confirmed(cast: SimpleNamespace, as_: As, card: Secondment, successor: User) -> None:
    with as_(cast.coordinator_th):
        note = write(cast.coordinator_th, card, successor)
        assert HandoverNote.objects.visible_to(principal_of(cast.coordinator_th)).get().points == [
            "Request 7",
            "Match 3",
        ]
        with pytest.raises(NotAllowed, match="successor"):
            confirm_note(principal=principal_of(cast.coordinator_th), note=note, version=1)
    with as_(successor):
        principal = principal_of(successor)
        waiting = [item for group in desk_of(principal).groups for item in group["items"]]
        assert f"Hand-over note of {cast.coordinator_th}" in [item["title"] for item in waiting]
        with pytest.raises(Conflict):
            confirm_note(principal=principal, note=note, version=2)
        done = confirm_note(principal=principal, note=note, version=1)
        with pytest.raises(NotAllowed, match="already"):
            confirm_note(principal=principal, note=done, version=2)
        after = [item["title"] for group in desk_of(principal).groups for item in group["items"]]
        assert f"Hand-over note of {cast.coordinator_th}" not in after
    assert done.confirmed_at
    told = AuditEntry.objects.filter(target_id=note.pk, verb__contains="desk").values_list("verb", flat=True)
    assert sorted(told) == ["handed over desk", "took over desk"]


def test_nobody_else_reads_it(cast: SimpleNamespace, as_: As, card: Secondment, successor: User) -> None:
    with as_(cast.coordinator_th):
        write(cast.coordinator_th, card, successor)
    for who in (
        "supervisor_th",
        "officer_th",
        "coordinator_kh",
        "director",
        "desk_supervision",
        "dpo",
        "observer_unodc",
    ):
        with as_(getattr(cast, who)):
            assert not HandoverNote.objects.visible_to(principal_of(getattr(cast, who))).exists(), who
            assert not HandoverNote.objects.exists(), who


def test_to_a_coordinator_of_the_own_agency_with_words(
    cast: SimpleNamespace, as_: As, card: Secondment, successor: User
) -> None:
    with as_(cast.coordinator_th):
        for other in (cast.coordinator_kh, cast.officer_th, cast.coordinator_th):
            with pytest.raises(Refused) as refused:
                write(cast.coordinator_th, card, other)
            assert set(refused.value.message_dict) == {"successor"}
        with pytest.raises(Refused) as refused:
            write(cast.coordinator_th, card, successor, "  ")
        assert set(refused.value.message_dict) == {"text"}


def test_only_who_is_seconded_hands_over(cast: SimpleNamespace, as_: As, card: Secondment, successor: User) -> None:
    for who in ("supervisor_th", "director", "coordinator_kh"):
        with as_(getattr(cast, who)), pytest.raises(NotAllowed, match="seconded"):
            write(getattr(cast, who), card, successor)


def test_the_giver_does_not_change_it_in_the_database(
    cast: SimpleNamespace, as_: As, card: Secondment, successor: User
) -> None:
    with as_(cast.coordinator_th):
        write(cast.coordinator_th, card, successor)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE coordination_handovernote SET text = 'x'")
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM coordination_handovernote")
            assert cursor.rowcount == 0


def test_the_successor_confirms_it_and_writes_nothing_else(
    cast: SimpleNamespace, as_: As, card: Secondment, successor: User
) -> None:
    with as_(cast.coordinator_th):
        write(cast.coordinator_th, card, successor)
    with as_(successor), connection.cursor() as cursor:
        for change in ("text = 'x'", "points = '{}'", "giver_id = successor_id"):
            with pytest.raises(DatabaseError, match="only confirmed_at, version"), transaction.atomic():
                cursor.execute(f"UPDATE coordination_handovernote SET {change}")
        cursor.execute("UPDATE coordination_handovernote SET confirmed_at = now()")
        assert cursor.rowcount == 1
