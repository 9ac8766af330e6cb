"""Appointing: who may, whom, to what, from when until when; and what the role gives from then on."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from operation.access.roles import Role
from operation.audit.models import AuditEntry
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import Appointment, Organisation, User
from operation.plan.models import Operation
from tests.operation.administration.staff import appointed, day, ended, newcomer, roles_of

NATIONAL = (Role.OFFICER, Role.SUPERVISOR, Role.FOCAL_POINT)
OF_LMLECC = (
    *(Role.DESK_COMMUNICATION, Role.DESK_INFORMATION, Role.DESK_INVESTIGATION, Role.DESK_SUPERVISION),
    *(Role.DIRECTOR, Role.DPO, Role.ADMINISTRATOR),
)


@pytest.mark.parametrize("role", NATIONAL)
def test_a_coordinator_appoints_the_own_agency_s_people(cast: SimpleNamespace, role: Role) -> None:
    person = newcomer(cast.coordinator_th)
    made = appointed(cast.coordinator_th, person, role, ends=30)
    assert roles_of(person) == {role}
    assert (made.appointed_by, made.reason, made.ends_on) == (cast.coordinator_th, "order 12/2026", day(30))


@pytest.mark.parametrize("role", OF_LMLECC)
def test_the_director_appoints_lmlecc_s_people(cast: SimpleNamespace, role: Role) -> None:
    person = newcomer(cast.director)
    appointed(cast.director, person, role)
    assert roles_of(person) == {role}


def test_the_director_appoints_coordinators_and_observers(cast: SimpleNamespace) -> None:
    coordinator, observer = newcomer(cast.coordinator_vn), newcomer(cast.observer_unodc, "second")
    appointed(cast.director, coordinator, Role.COORDINATOR)
    appointed(cast.director, observer, Role.OBSERVER)
    assert roles_of(coordinator) == {Role.COORDINATOR}
    assert roles_of(observer) == {Role.OBSERVER}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    "who",
    ["officer_th", "supervisor_th", "protection_th", "desk_supervision", "dpo", "admin", "observer_unodc", "stranger"],
)
def test_nobody_else_appoints(cast: SimpleNamespace, who: str, role: Role) -> None:
    with pytest.raises(NotAllowed, match="appoints"):
        appointed(getattr(cast, who), newcomer(cast.officer_th), role)
    assert not Appointment.objects.filter(user__username="newcomer").exists()


@pytest.mark.parametrize("role", [*OF_LMLECC, Role.COORDINATOR, Role.OBSERVER])
def test_a_coordinator_appoints_to_no_other_role(cast: SimpleNamespace, role: Role) -> None:
    with pytest.raises(NotAllowed, match="The director of LMLECC appoints"):
        appointed(cast.coordinator_th, newcomer(cast.coordinator_th), role)


@pytest.mark.parametrize("role", NATIONAL)
def test_the_director_does_not_appoint_a_country_s_officers(cast: SimpleNamespace, role: Role) -> None:
    with pytest.raises(NotAllowed, match="coordinator of an agency"):
        appointed(cast.director, newcomer(cast.officer_th), role)


@pytest.mark.parametrize("other", ["officer_kh", "officer_la2", "desk_information", "observer_unodc"])
def test_a_coordinator_appoints_nobody_of_another_organisation(cast: SimpleNamespace, other: str) -> None:
    with pytest.raises(NotAllowed, match="another agency"):
        appointed(cast.coordinator_la, newcomer(getattr(cast, other)), Role.OFFICER)


def test_nobody_appoints_himself(cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="himself"):
        appointed(cast.coordinator_th, cast.coordinator_th, Role.FOCAL_POINT)
    with pytest.raises(NotAllowed, match="himself"):
        appointed(cast.director, cast.director, Role.DESK_INVESTIGATION)


@pytest.mark.parametrize(
    ("of", "role"),
    [
        ("officer_th", Role.OBSERVER),
        ("officer_th", Role.DESK_SUPERVISION),
        ("officer_th", Role.ADMINISTRATOR),
        ("desk_information", Role.COORDINATOR),
        ("desk_information", Role.OBSERVER),
        ("observer_unodc", Role.COORDINATOR),
        ("observer_unodc", Role.DPO),
    ],
)
def test_a_role_fits_the_kind_of_organisation(cast: SimpleNamespace, of: str, role: Role) -> None:
    with pytest.raises(Refused, match="another kind of body"):
        appointed(cast.director, newcomer(getattr(cast, of)), role)


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("director", Role.DESK_SUPERVISION),
        ("director", Role.DESK_COMMUNICATION),
        ("desk_supervision", Role.DIRECTOR),
        ("desk_communication", Role.DIRECTOR),
        ("desk_information", Role.DPO),
        ("dpo", Role.DESK_INFORMATION),
        ("dpo", Role.ADMINISTRATOR),
        ("admin", Role.DESK_INVESTIGATION),
        ("desk_investigation", Role.ADMINISTRATOR),
    ],
)
def test_roles_that_must_stay_apart_are_not_held_at_once(cast: SimpleNamespace, who: str, role: Role) -> None:
    second = newcomer(cast.director, "second.director")
    appointed(cast.director, second, Role.DIRECTOR)
    with pytest.raises(Refused, match="one person does not hold both"):
        appointed(second, getattr(cast, who), role)


def test_roles_that_go_together_add_up(cast: SimpleNamespace) -> None:
    appointed(cast.coordinator_th, cast.officer_th, Role.FOCAL_POINT)
    appointed(cast.director, cast.desk_information, Role.DESK_INVESTIGATION)
    assert roles_of(cast.officer_th) == {Role.OFFICER, Role.FOCAL_POINT}
    assert roles_of(cast.desk_information) == {Role.DESK_INFORMATION, Role.DESK_INVESTIGATION}


def test_a_role_that_is_kept_apart_can_follow_the_other(cast: SimpleNamespace) -> None:
    person = newcomer(cast.director)
    appointed(cast.director, person, Role.DESK_INFORMATION, ends=10)
    with pytest.raises(Refused):
        appointed(cast.director, person, Role.DPO, starts=10)
    appointed(cast.director, person, Role.DPO, starts=11)
    assert roles_of(person) == {Role.DESK_INFORMATION}


def test_a_role_is_not_held_twice(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="holds the role «National officer» already"):
        appointed(cast.coordinator_th, cast.officer_th, Role.OFFICER, starts=5)


def test_what_was_ended_can_begin_again_on_the_same_day(cast: SimpleNamespace) -> None:
    person = newcomer(cast.coordinator_th)
    ended(cast.coordinator_th, appointed(cast.coordinator_th, person, Role.OFFICER))
    appointed(cast.coordinator_th, person, Role.OFFICER)
    assert roles_of(person) == {Role.OFFICER}


@pytest.mark.parametrize(
    ("starts", "ends", "field", "words"),
    [
        (-1, None, "starts_on", "today or later"),
        (3, 2, "ends_on", "before the first day"),
        (0, 2000, "ends_on", "five years"),
        (0, 198_000, "ends_on", "five years"),
    ],
)
def test_a_span_that_cannot_be_is_refused(
    cast: SimpleNamespace, starts: int, ends: int | None, field: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        appointed(cast.coordinator_th, newcomer(cast.coordinator_th), Role.OFFICER, starts, ends)
    assert list(refused.value.message_dict) == [field]
    assert words in refused.value.message_dict[field][0]


@pytest.mark.parametrize("change", [{"is_active": False}, {"expires_on": day(-1)}])
def test_an_account_that_does_not_work_is_not_appointed(cast: SimpleNamespace, change: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="does not work"):
        appointed(cast.coordinator_th, newcomer(cast.coordinator_th, **change), Role.OFFICER)


def test_a_role_to_come_gives_nothing_yet(cast: SimpleNamespace) -> None:
    person = newcomer(cast.coordinator_th)
    appointed(cast.coordinator_th, person, Role.OFFICER, starts=1)
    assert not roles_of(person)


def test_it_is_told_without_names(cast: SimpleNamespace) -> None:
    person = newcomer(cast.coordinator_th, first_name="สมชาย ตัวอย่าง")
    made = appointed(cast.coordinator_th, person, Role.OFFICER)
    (entry,) = AuditEntry.objects.filter(verb="appointed")
    assert entry.target_id == made.pk
    assert entry.details["role"] == "officer"
    assert entry.details["user"] == str(person.pk)
    assert "สมชาย" not in str(entry.details)


def test_the_database_holds_the_span_too(cast: SimpleNamespace, seagull: Operation) -> None:
    """A raw row that ends before it begins, or cover without an end, is refused below the action."""
    row = Appointment(user=cast.officer_th, operation=seagull, role="officer", starts_on=day(), ends_on=day(-1))
    endless = Appointment(
        user=cast.officer_th, operation=seagull, role="officer", starts_on=day(), covers=Appointment.objects.first()
    )
    for wrong in (row, endless):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


@pytest.mark.parametrize("role", ["emperor", "", "OFFICER", "officer "])
def test_a_raw_row_with_an_unknown_role_gives_nothing(cast: SimpleNamespace, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE operation_appointment SET role = %s WHERE user_id = %s", [role, cast.officer_th.pk])
    assert not roles_of(cast.officer_th)


@pytest.mark.parametrize(
    ("who", "role"),
    [("officer_th", "observer"), ("officer_th", "director"), ("observer_unodc", "officer"), ("admin", "coordinator")],
)
def test_a_raw_row_that_does_not_fit_gives_nothing(cast: SimpleNamespace, who: str, role: str) -> None:
    user = getattr(cast, who)
    user.appointments.update(role=role)
    assert not roles_of(user)


def test_an_appointment_in_another_operation_gives_nothing_here(cast: SimpleNamespace) -> None:
    other = Operation.objects.create(code="albatross", name="Albatross")
    cast.officer_th.appointments.update(operation=other)
    assert not roles_of(cast.officer_th)


def test_who_moves_to_another_kind_of_organisation_loses_the_role(cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.officer_th.pk).update(organisation=Organisation.objects.get(code="unodc"))
    assert not roles_of(cast.officer_th)
