"""Whose account or appointment ends soon learns of it at his desk, in time to have it renewed."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from operation.access.roles import Role
from operation.people.desk import desk_of
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of


def told(who: User) -> list[str]:
    found = [item for group in desk_of(principal_of(who)).groups for item in group["items"]]
    return [str(item["title"]) for item in found if item["kind"] == "Account"]


def test_it_stands_among_what_has_a_date(cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.officer_th.pk).update(expires_on=day(3))
    (group,) = [one for one in desk_of(principal_of(cast.officer_th)).groups if one["items"][0]["kind"] == "Account"]
    assert str(group["title"]) == "This week"


def day(ahead: int) -> date:
    return timezone.now().date() + timedelta(days=ahead)


def appointed_until(who: User, ends_on: date | None) -> Appointment:
    (appointment,) = Appointment.objects.filter(user=who)
    Appointment.objects.filter(pk=appointment.pk).update(ends_on=ends_on)
    return appointment


@pytest.mark.parametrize(("ahead", "said"), [(-1, 0), (0, 1), (14, 1), (15, 0)])
def test_an_account_that_ends_within_two_weeks_is_told_to_its_person(
    cast: SimpleNamespace, ahead: int, said: int
) -> None:
    User.objects.filter(pk=cast.officer_th.pk).update(expires_on=day(ahead))
    assert len(told(cast.officer_th)) == said
    assert all(line.startswith("Your account ends on ") for line in told(cast.officer_th))
    assert told(cast.supervisor_th) == []


@pytest.mark.parametrize(("ahead", "said"), [(0, 1), (14, 1), (15, 0)])
def test_an_appointment_that_ends_within_two_weeks_is_told_to_its_holder(
    cast: SimpleNamespace, ahead: int, said: int
) -> None:
    appointed_until(cast.officer_th, day(ahead))
    assert len(told(cast.officer_th)) == said
    assert all(line.endswith(": National officer") for line in told(cast.officer_th))
    assert told(cast.supervisor_th) == []


@pytest.mark.parametrize(
    ("starts", "ends", "role", "said"),
    [(4, None, Role.OFFICER, 0), (4, 90, Role.OFFICER, 0), (1, 2, Role.OFFICER, 1), (4, None, Role.SUPERVISOR, 1)],
)
def test_a_role_that_goes_on_does_not_end(
    cast: SimpleNamespace, starts: int, ends: int | None, role: Role, said: int
) -> None:
    old = appointed_until(cast.officer_th, day(3))
    Appointment.objects.create(
        user=cast.officer_th,
        operation=old.operation,
        role=role,
        starts_on=day(starts),
        ends_on=None if ends is None else day(ends),
    )
    assert len(told(cast.officer_th)) == said


def test_cover_ends_without_a_word_of_its_own(cast: SimpleNamespace) -> None:
    covered = appointed_until(cast.supervisor_th, None)
    Appointment.objects.create(
        user=cast.officer_th,
        operation=covered.operation,
        role=Role.SUPERVISOR,
        starts_on=day(0),
        ends_on=day(2),
        covers=covered,
    )
    assert told(cast.officer_th) == []
