"""The Principal of a user: organisation and the roles of the appointments that hold today, in real time."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from operation.access.roles import Role
from operation.kernel import clock
from operation.people.models import Appointment, Organisation, User
from operation.people.selectors import agencies, principal_of, recipients
from operation.plan.models import Operation


def days_from_now(days: int) -> date:
    return timezone.now().date() + timedelta(days=days)


def roles_of(user: User) -> frozenset[Role]:
    return principal_of(User.objects.get(pk=user.pk)).roles


def test_it_carries_the_organisation_and_its_country(cast: SimpleNamespace) -> None:
    principal = principal_of(cast.coordinator_th)
    agency = Organisation.objects.get(code="th-rtp")
    assert (principal.organisation_id, principal.group_id, principal.country) == (agency.pk, agency.group_id, "TH")
    assert principal.is_member
    assert not principal.is_secretariat
    assert not principal.is_partner


def test_the_secretariat_and_partners_have_no_country(cast: SimpleNamespace) -> None:
    director, observer = principal_of(cast.director), principal_of(cast.observer_unodc)
    assert (director.country, observer.country) == (None, None)
    assert director.is_secretariat
    assert observer.is_partner


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (-10, None, True),
        (0, 0, True),
        (-10, 0, True),
        (1, None, False),
        (-10, -1, False),
    ],
)
def test_an_appointment_holds_from_its_first_to_its_last_day(
    cast: SimpleNamespace, starts: int, ends: int | None, holds: bool
) -> None:
    last = None if ends is None else days_from_now(ends)
    cast.officer_th.appointments.update(starts_on=days_from_now(starts), ends_on=last)
    assert (roles_of(cast.officer_th) == {Role.OFFICER}) is holds


def test_the_demonstration_s_clock_gives_nobody_a_role_back(cast: SimpleNamespace) -> None:
    cast.officer_th.appointments.update(ends_on=date(2025, 1, 31))
    with clock.at(clock.end_of_day(date(2025, 1, 8))):
        assert not roles_of(cast.officer_th)


def test_several_appointments_add_up(cast: SimpleNamespace, seagull: Operation) -> None:
    Appointment.objects.create(
        user=cast.officer_th, operation=seagull, role=Role.FOCAL_POINT, starts_on=date(2024, 9, 1)
    )
    assert roles_of(cast.officer_th) == {Role.OFFICER, Role.FOCAL_POINT}


def test_a_role_that_nobody_knows_is_none(cast: SimpleNamespace) -> None:
    cast.officer_th.appointments.update(role="emperor")
    assert roles_of(cast.officer_th) == frozenset()


@pytest.mark.parametrize("change", [{"is_active": False}, {"organisation": None}, {"expires_on": date(2025, 1, 31)}])
def test_an_account_that_does_not_hold_may_nothing(cast: SimpleNamespace, change: dict[str, object]) -> None:
    User.objects.filter(pk=cast.director.pk).update(**change)
    principal = principal_of(User.objects.get(pk=cast.director.pk))
    assert principal.roles == frozenset()
    assert principal.organisation_id is None
    assert principal.user_id == cast.director.pk


def test_an_account_works_on_its_last_day(cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.director.pk).update(expires_on=days_from_now(0))
    assert roles_of(cast.director) == {Role.DIRECTOR}


def test_agencies_stand_in_the_order_of_countries(seagull: Operation) -> None:
    assert [agency.code for agency in agencies()] == [
        "kh-moi",
        "cn-mps",
        "la-mps",
        "la-mnd",
        "mm-mpf",
        "th-rtp",
        "vn-mps",
    ]


def test_a_record_is_released_to_others_and_never_to_a_partner(cast: SimpleNamespace) -> None:
    codes = {one.code for one in recipients(principal_of(cast.coordinator_th))}
    assert codes == {"kh-moi", "cn-mps", "la-mps", "la-mnd", "mm-mpf", "vn-mps", "lmlecc"}
