"""Desk duty: planned ahead for who is there, shown in Kunming's time, its gaps told."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from coordination.roster.actions import cancel_shift, plan_shift
from coordination.roster.models import DutyShift, Secondment
from coordination.roster.selectors import gaps, on_duty
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.supervision import operation, seconded

As = Callable[[User], AbstractContextManager[None]]
DAY = date(2024, 10, 7)
MORNING = datetime(2024, 10, 7, 8, tzinfo=clock.KUNMING)


def hours(count: float) -> datetime:
    return MORNING + timedelta(hours=count)


def plan(cast: SimpleNamespace, who: Secondment, begins: float, ends: float) -> DutyShift:
    """Duty from some hours after eight to others, planned at seven by the director."""
    director = principal_of(cast.director)
    with clock.at(hours(-1)):
        return plan_shift(principal=director, secondment=who, starts_at=hours(begins), ends_at=hours(ends))


def test_who_is_on_duty_stands_on_the_desks_of_who_takes_part(cast: SimpleNamespace, as_: As) -> None:
    somebody = seconded(cast, cast.coordinator_th, DAY)
    with as_(cast.director):
        plan(cast, somebody, 0, 8)
    notes: dict[str, list[str]] = {}
    for who in ("officer_kh", "director", "observer_unodc", "dpo"):
        with as_(getattr(cast, who)), clock.at(hours(1)):
            desk = desk_of(principal_of(getattr(cast, who)))
            notes[who] = [str(note.text) for note in desk.notes]
            assert (desk.handling["tlp"] == "amber") is bool(desk.notes)
    name = str(cast.coordinator_th)
    assert notes == {"officer_kh": [name], "director": [name], "observer_unodc": [], "dpo": []}
    with as_(cast.officer_kh):
        for moment, count in ((-0.5, 0), (0, 1), (7.9, 1), (8, 0)):
            with clock.at(hours(moment)):
                assert len(on_duty(principal_of(cast.officer_kh), operation())) == count, moment


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [
        (2, 1, "ends_at"),
        (0, 24 * 8, "ends_at"),
        (-5, -2, "ends_at"),
        (4, 12, "starts_at"),
        (24 * 30, 24 * 31, "secondment"),
    ],
)
def test_what_a_duty_needs(cast: SimpleNamespace, as_: As, begins: float, ends: float, field: str) -> None:
    somebody = seconded(cast, cast.coordinator_th, DAY, DAY + timedelta(days=20))
    with as_(cast.director):
        plan(cast, somebody, 0, 8)
        with pytest.raises(Refused) as refused:
            plan(cast, somebody, begins, ends)
    assert set(refused.value.message_dict) == {field}


def test_days_are_those_of_kunming(cast: SimpleNamespace, as_: As) -> None:
    """A duty that ends at midnight belongs to the last day; an hour later it is the next one."""
    somebody = seconded(cast, cast.coordinator_th, DAY, DAY)
    with as_(cast.director):
        plan(cast, somebody, 0, 16)
        with pytest.raises(Refused, match="not seconded"):
            plan(cast, somebody, 16, 17)


def test_only_the_director_plans_and_cancels(cast: SimpleNamespace, as_: As) -> None:
    somebody = seconded(cast, cast.coordinator_th, DAY)
    with as_(cast.director):
        shift = plan(cast, somebody, 0, 8)
    for who in ("coordinator_th", "desk_supervision", "officer_kh"):
        principal = principal_of(getattr(cast, who))
        with as_(getattr(cast, who)), clock.at(hours(-1)):
            with pytest.raises(NotAllowed):
                plan_shift(principal=principal, secondment=somebody, starts_at=hours(9), ends_at=hours(10))
            with pytest.raises(NotAllowed):
                cancel_shift(principal=principal, shift=shift)
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("DELETE FROM coordination_dutyshift")
                assert cursor.rowcount == 0
    director = principal_of(cast.director)
    with as_(cast.director):
        with clock.at(hours(9)), pytest.raises(Refused, match="over"):
            cancel_shift(principal=director, shift=shift)
        with clock.at(hours(1)):
            cancel_shift(principal=director, shift=shift)
            with pytest.raises(Conflict):
                cancel_shift(principal=director, shift=shift)


def test_a_country_puts_nobody_on_duty_in_the_database(cast: SimpleNamespace, as_: As) -> None:
    somebody = seconded(cast, cast.coordinator_th, DAY)
    sql = """INSERT INTO coordination_dutyshift (id, created_at, secondment_id, starts_at, ends_at)
        VALUES (gen_random_uuid(), now(), %s, now(), now() + interval '1 hour')"""
    with (
        as_(cast.coordinator_th),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [somebody.pk])


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8)


@given(SPANS)
def test_gaps_are_just_the_hours_without_duty(spans: list[tuple[int, int]]) -> None:
    """Hour by hour: an hour is in a gap or in a shift, never in both, up to the end of the last shift."""
    shifts = [DutyShift(starts_at=hours(first), ends_at=hours(first + length)) for first, length in spans]
    found = gaps(shifts, MORNING)
    end = max((first + length for first, length in spans), default=0)
    for hour in range(end):
        covered = any(first <= hour < first + length for first, length in spans)
        in_gap = any(gap.starts_at <= hours(hour) < gap.ends_at for gap in found)
        assert in_gap is not covered
    assert all(gap.ends_at <= hours(end) for gap in found)
