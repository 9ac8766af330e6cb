"""Ending an appointment: with a reason, by whoever appoints to it; its rights are gone at the next request."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.roles import Role
from operation.audit.models import AuditEntry
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.actions import make_token
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.administration.staff import appointed, day, ended, newcomer, roles_of

ClientOf = Callable[[User], Client]


def test_the_rights_are_gone(cast: SimpleNamespace) -> None:
    over = ended(cast.coordinator_th, cast.officer_th.appointments.get())
    assert roles_of(cast.officer_th) == frozenset()
    assert (over.ended_by_id, over.end_reason) == (cast.coordinator_th.pk, "moved to another post")


def test_the_next_request_of_an_open_browser_is_denied(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser, address = client_of(cast.officer_th), reverse("record-list", args=["suspects"])
    assert browser.get(address).status_code == 200
    ended(cast.coordinator_th, cast.officer_th.appointments.get())
    assert browser.get(address).status_code != 200


def test_the_next_request_of_a_token_is_denied(cast: SimpleNamespace) -> None:
    token = make_token(principal=principal_of(cast.officer_th), days=1)
    headers = {"Authorization": f"Token {token}"}
    assert Client().get("/api/v1/suspects/", headers=headers).status_code == 200
    ended(cast.coordinator_th, cast.officer_th.appointments.get())
    assert Client().get("/api/v1/suspects/", headers=headers).status_code in (401, 403)


def test_other_appointments_stay(cast: SimpleNamespace) -> None:
    appointed(cast.coordinator_th, cast.officer_th, Role.FOCAL_POINT)
    ended(cast.coordinator_th, cast.officer_th.appointments.get(role=Role.OFFICER))
    assert roles_of(cast.officer_th) == {Role.FOCAL_POINT}


def test_one_that_is_to_come_never_begins(cast: SimpleNamespace) -> None:
    person = newcomer(cast.coordinator_th)
    coming = appointed(cast.coordinator_th, person, Role.OFFICER, starts=1)
    ended(cast.coordinator_th, coming)
    type(coming).objects.filter(pk=coming.pk).update(starts_on=day())
    assert roles_of(person) == frozenset()


@pytest.mark.parametrize(
    "who", ["officer_th", "supervisor_th", "coordinator_kh", "director", "desk_supervision", "admin", "dpo", "stranger"]
)
def test_nobody_else_ends_an_officer_s(cast: SimpleNamespace, who: str) -> None:
    with pytest.raises(NotAllowed):
        ended(getattr(cast, who), cast.officer_th.appointments.get())
    assert roles_of(cast.officer_th) == {Role.OFFICER}


def test_the_director_ends_a_coordinator_s(cast: SimpleNamespace) -> None:
    ended(cast.director, cast.coordinator_th.appointments.get())
    assert roles_of(cast.coordinator_th) == frozenset()


@pytest.mark.parametrize("who", ["director", "coordinator_th"])
def test_nobody_ends_his_own(cast: SimpleNamespace, who: str) -> None:
    user = getattr(cast, who)
    with pytest.raises(NotAllowed):
        ended(user, user.appointments.get())


def test_it_needs_a_reason(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Say why"):
        ended(cast.coordinator_th, cast.officer_th.appointments.get(), "  ")


def test_it_ends_once(cast: SimpleNamespace) -> None:
    before = cast.officer_th.appointments.get()
    ended(cast.coordinator_th, before)
    with pytest.raises(Conflict, match="already"):
        ended(cast.coordinator_th, before)
    assert AuditEntry.objects.filter(verb="ended appointment", target_id=before.pk).count() == 1


def test_a_second_director_relieves_the_first(cast: SimpleNamespace) -> None:
    second = newcomer(cast.director)
    appointed(cast.director, second, Role.DIRECTOR)
    ended(second, cast.director.appointments.get())
    assert roles_of(cast.director) == frozenset()
    assert roles_of(second) == {Role.DIRECTOR}
