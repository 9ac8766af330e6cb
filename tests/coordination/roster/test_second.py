"""Secondments and cards: entered by the director, kept by the person, read by members and LMLECC."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction

from coordination.roster.actions import Card, amend_card, cancel_shift, end_secondment, plan_shift, second
from coordination.roster.models import DutyShift, HandoverNote, Secondment
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.supervision import noon, operation, seconded

As = Callable[[User], AbstractContextManager[None]]
DAY = date(2024, 8, 7)
READERS = ("officer_th", "protection_vn", "coordinator_kh", "director", "desk_information")
OUTSIDERS = ("observer_unodc", "observer_interpol", "dpo", "admin", "stranger")


@pytest.mark.parametrize("who", ["coordinator_th", "supervisor_th", "desk_supervision", "observer_unodc", "admin"])
def test_only_the_director_seconds(cast: SimpleNamespace, as_: As, who: str) -> None:
    user = getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed, match="director"):
        second(
            principal=principal_of(user), operation=operation(), user=cast.coordinator_th, desk="desk_communication",
            starts_on=DAY, ends_on=None,
        )  # fmt: skip


def test_a_coordinator_is_seconded_and_comes_back(cast: SimpleNamespace, as_: As) -> None:
    made = seconded(cast, cast.coordinator_th, DAY, DAY + timedelta(days=60))
    assert (made.country_id, made.version, made.time_zone) == ("TH", 1, cast.coordinator_th.time_zone)
    with pytest.raises(Refused, match="already"):
        seconded(cast, cast.coordinator_th, DAY + timedelta(days=60))
    again = seconded(cast, cast.coordinator_th, DAY + timedelta(days=61))
    with as_(cast.officer_kh):
        seen = Secondment.objects.visible_to(principal_of(cast.officer_kh))
        assert list(seen.on(DAY)) == [made]
        assert list(seen.on(DAY + timedelta(days=400))) == [again]
    assert AuditEntry.objects.filter(verb="seconded").count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"user": "officer_th"}, "user"),
        ({"user": "director"}, "user"),
        ({"desk": "kitchen"}, "desk"),
        ({"ends_on": DAY - timedelta(days=1)}, "ends_on"),
    ],
)
def test_what_a_secondment_needs(cast: SimpleNamespace, as_: As, given: dict[str, Any], field: str) -> None:
    wanted: dict[str, Any] = {
        "user": "coordinator_th",
        "desk": "desk_communication",
        "starts_on": DAY,
        "ends_on": None,
    } | given
    wanted["user"] = getattr(cast, wanted["user"])
    with as_(cast.director), pytest.raises(Refused) as refused:
        second(principal=principal_of(cast.director), operation=operation(), **wanted)
    assert set(refused.value.message_dict) == {field}


def test_the_director_sets_the_last_day(cast: SimpleNamespace, as_: As) -> None:
    made, director = seconded(cast, cast.coordinator_th, DAY), principal_of(cast.director)
    with as_(cast.director):
        with pytest.raises(Refused, match="first day"):
            end_secondment(principal=director, secondment=made, ends_on=DAY - timedelta(days=1), version=1)
        ended = end_secondment(principal=director, secondment=made, ends_on=DAY + timedelta(days=5), version=1)
        with pytest.raises(Conflict):
            end_secondment(principal=director, secondment=made, ends_on=DAY, version=1)
    assert [ended.holds_on(DAY + timedelta(days=days)) for days in (-1, 0, 5, 6)] == [False, True, True, False]
    with as_(cast.coordinator_th), pytest.raises(NotAllowed):
        end_secondment(principal=principal_of(cast.coordinator_th), secondment=made, ends_on=DAY, version=2)


def test_the_last_day_runs_into_nothing_that_is_planned(cast: SimpleNamespace, as_: As) -> None:
    """Neither the person's next secondment nor duty that begins or ends later is left beside it."""
    made, director = seconded(cast, cast.coordinator_th, DAY, DAY + timedelta(days=9)), principal_of(cast.director)
    again = DAY + timedelta(days=20)
    seconded(cast, cast.coordinator_th, again)
    seconded(cast, cast.coordinator_kh, DAY)

    def end(day: date, version: int) -> Secondment:
        return end_secondment(principal=director, secondment=made, ends_on=day, version=version)

    with as_(cast.director), clock.at(noon(DAY)):
        with pytest.raises(Refused, match=f"again from {again}"):
            end(again, 1)
        assert end(again - timedelta(days=1), 1).version == 2
        start = noon(DAY + timedelta(days=4))
        shift = plan_shift(principal=director, secondment=made, starts_at=start, ends_at=start + timedelta(hours=24))
        with pytest.raises(Refused, match="Take it off the roster first") as refused:
            end(DAY + timedelta(days=4), 2)
        assert set(refused.value.message_dict) == {"ends_on"}
        assert end(DAY + timedelta(days=5), 2).version == 3
        cancel_shift(principal=director, shift=shift)
        assert end(DAY + timedelta(days=1), 3).ends_on == DAY + timedelta(days=1)


def test_duty_that_is_over_does_not_hold_the_last_day(cast: SimpleNamespace, as_: As) -> None:
    made, director = seconded(cast, cast.coordinator_th, DAY), principal_of(cast.director)
    start = noon(DAY + timedelta(days=4))
    with as_(cast.director):
        with clock.at(noon(DAY)):
            plan_shift(principal=director, secondment=made, starts_at=start, ends_at=start + timedelta(hours=8))
        with clock.at(noon(DAY + timedelta(days=9))):
            ended = end_secondment(principal=director, secondment=made, ends_on=DAY, version=1)
    assert ended.ends_on == DAY


def test_everybody_keeps_his_own_card(cast: SimpleNamespace, as_: As) -> None:
    made = seconded(cast, cast.coordinator_th, DAY)
    card = Card("Room 5", "+86 871 555 0100", "somchai@example.org", "Thai, Chinese", "Asia/Bangkok")
    with as_(cast.coordinator_th):
        kept = amend_card(principal=principal_of(cast.coordinator_th), secondment=made, card=card, version=1)
        with pytest.raises(Conflict):
            amend_card(principal=principal_of(cast.coordinator_th), secondment=made, card=card, version=1)
    assert (kept.office, kept.time_zone, kept.version) == ("Room 5", "Asia/Bangkok", 2)
    for who in ("director", "coordinator_kh", "supervisor_th"):
        with as_(getattr(cast, who)), pytest.raises(NotAllowed, match="own card"):
            amend_card(principal=principal_of(getattr(cast, who)), secondment=made, card=card, version=2)


@pytest.mark.parametrize(("given", "field"), [({"email": "nobody"}, "email"), ({"time_zone": "Mars/One"}, "time_zone")])
def test_what_a_card_takes(cast: SimpleNamespace, as_: As, given: dict[str, str], field: str) -> None:
    made = seconded(cast, cast.coordinator_th, DAY)
    with as_(cast.coordinator_th), pytest.raises(Refused) as refused:
        amend_card(principal=principal_of(cast.coordinator_th), secondment=made, card=Card(**given), version=1)
    assert set(refused.value.message_dict) == {field}


def test_partners_and_who_reads_no_cases_see_no_card(cast: SimpleNamespace, as_: As) -> None:
    seconded(cast, cast.coordinator_th, DAY)
    for who in READERS:
        with as_(getattr(cast, who)):
            assert Secondment.objects.visible_to(principal_of(getattr(cast, who))).count() == 1, who
    for who in OUTSIDERS:
        with as_(getattr(cast, who)):
            assert not Secondment.objects.visible_to(principal_of(getattr(cast, who))).exists()
            assert not any(model.objects.exists() for model in (Secondment, DutyShift, HandoverNote)), who


def test_the_database_knows_whose_card_it_is(cast: SimpleNamespace, as_: As) -> None:
    made = seconded(cast, cast.coordinator_th, DAY)

    def change() -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE coordination_secondment SET office = 'x' WHERE id = %s", [made.pk])
            return int(cursor.rowcount)

    for who, touched in {"coordinator_kh": 0, "supervisor_th": 0, "desk_supervision": 0, "coordinator_th": 1}.items():
        with as_(getattr(cast, who)):
            assert change() == touched, who
