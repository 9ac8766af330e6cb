"""Cover: a colleague acts for somebody who is absent, for a span, and both are told."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.roles import Role
from operation.administration.appointments.actions import cover
from operation.audit.models import AuditEntry
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.desk import desk_of
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of
from tests.operation.administration.staff import appointed, covered, day, ended, newcomer, roles_of

ClientOf = Callable[[User], Client]


def told(user: User) -> list[str]:
    found = desk_of(principal_of(user))
    return [str(item["title"]) for group in found.groups for item in group["items"] if item["kind"] == "Cover"]


def shifted(cover: Appointment, starts: int, ends: int) -> None:
    Appointment.objects.filter(pk=cover.pk).update(starts_on=day(starts), ends_on=day(ends))


def test_a_colleague_holds_the_role_too(cast: SimpleNamespace) -> None:
    covered(cast.coordinator_th, cast.supervisor_th, cast.officer_th)
    assert roles_of(cast.officer_th) == {Role.OFFICER, Role.SUPERVISOR}
    assert roles_of(cast.supervisor_th) == {Role.SUPERVISOR}


@pytest.mark.parametrize(("starts", "ends", "holds"), [(0, 0, True), (-3, 2, True), (1, 5, False), (-5, -1, False)])
def test_it_holds_for_its_span_and_ends_by_itself(cast: SimpleNamespace, starts: int, ends: int, holds: bool) -> None:
    shifted(covered(cast.coordinator_th, cast.supervisor_th, cast.officer_th), starts, ends)
    assert (Role.SUPERVISOR in roles_of(cast.officer_th)) is holds


def test_heads_say_themselves_who_acts_for_them(cast: SimpleNamespace) -> None:
    covered(cast.coordinator_th, cast.coordinator_th, cast.supervisor_th)
    covered(cast.director, cast.director, cast.desk_investigation)
    assert Role.COORDINATOR in roles_of(cast.supervisor_th)
    assert Role.DIRECTOR in roles_of(cast.desk_investigation)


def test_the_director_names_cover_for_a_coordinator_who_cannot(cast: SimpleNamespace) -> None:
    covered(cast.director, cast.coordinator_th, cast.supervisor_th)
    assert Role.COORDINATOR in roles_of(cast.supervisor_th)


@pytest.mark.parametrize("who", ["officer_th", "supervisor_th", "desk_supervision", "coordinator_kh", "admin", "dpo"])
def test_nobody_else_names_it(cast: SimpleNamespace, who: str) -> None:
    with pytest.raises(NotAllowed):
        covered(getattr(cast, who), cast.supervisor_th, cast.officer_th)


def test_an_officer_gives_his_own_role_to_nobody(cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="coordinator of an agency appoints"):
        covered(cast.officer_th, cast.officer_th, newcomer(cast.officer_th))


def test_nobody_names_himself(cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="himself"):
        covered(cast.coordinator_th, cast.supervisor_th, cast.coordinator_th)


def test_nobody_acts_for_himself(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Nobody acts for himself"):
        covered(cast.coordinator_th, cast.supervisor_th, cast.supervisor_th)


@pytest.mark.parametrize("other", ["officer_kh", "desk_information"])
def test_a_colleague_is_of_the_same_organisation(cast: SimpleNamespace, other: str) -> None:
    with pytest.raises(Refused, match="another organisation"):
        covered(cast.coordinator_th, cast.supervisor_th, getattr(cast, other))


def test_laos_two_agencies_do_not_cover_for_one_another(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="another organisation"):
        covered(cast.coordinator_la, cast.supervisor_la, cast.officer_la2)


@pytest.mark.parametrize("desk", ["desk_supervision", "desk_communication", "dpo", "admin"])
def test_roles_that_must_stay_apart_are_apart_in_cover_too(cast: SimpleNamespace, desk: str) -> None:
    with pytest.raises(Refused, match="one person does not hold both"):
        covered(cast.director, cast.director, getattr(cast, desk))


def test_it_lies_within_what_it_covers(cast: SimpleNamespace) -> None:
    person = newcomer(cast.coordinator_th)
    appointed(cast.coordinator_th, person, Role.SUPERVISOR, starts=2, ends=10)
    with pytest.raises(Refused, match="begins on"):
        covered(cast.coordinator_th, person, cast.officer_th, 1, 5)
    with pytest.raises(Refused, match="ends on"):
        covered(cast.coordinator_th, person, cast.officer_th, 3, 11)
    assert covered(cast.coordinator_th, person, cast.officer_th, 2, 10).covers is not None


def test_cover_is_not_covered(cast: SimpleNamespace) -> None:
    first = covered(cast.coordinator_th, cast.supervisor_th, cast.officer_th)
    with pytest.raises(Refused, match="cover itself"):
        cover(
            principal=principal_of(cast.coordinator_th),
            appointment=first,
            person=newcomer(cast.officer_th),
            starts_on=day(),
            ends_on=day(1),
            reason="leave",
        )


def test_it_ends_with_what_it_covers(cast: SimpleNamespace) -> None:
    covered(cast.coordinator_th, cast.supervisor_th, cast.officer_th)
    ended(cast.coordinator_th, cast.supervisor_th.appointments.get())
    assert roles_of(cast.supervisor_th) == frozenset()
    assert roles_of(cast.officer_th) == {Role.OFFICER}
    assert AuditEntry.objects.filter(verb="ended appointment").count() == 2


def test_what_has_ended_is_not_covered(cast: SimpleNamespace) -> None:
    ended(cast.coordinator_th, cast.supervisor_th.appointments.get())
    with pytest.raises(Conflict, match="ended already"):
        covered(cast.coordinator_th, cast.supervisor_th, cast.officer_th)


def test_who_is_back_ends_the_cover(cast: SimpleNamespace) -> None:
    named = covered(cast.director, cast.coordinator_th, cast.supervisor_th)
    ended(cast.coordinator_th, named, "back from leave")
    assert roles_of(cast.supervisor_th) == {Role.SUPERVISOR}
    assert roles_of(cast.coordinator_th) == {Role.COORDINATOR}


def test_who_acts_does_not_end_it_himself(cast: SimpleNamespace) -> None:
    named = covered(cast.coordinator_th, cast.coordinator_th, cast.supervisor_th)
    with pytest.raises(NotAllowed):
        ended(cast.supervisor_th, named)


def test_both_are_told_on_the_desk_and_nobody_else(cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.supervisor_th.pk).update(first_name="วิภา ตัวอย่าง")
    named = covered(cast.coordinator_th, cast.supervisor_th, cast.officer_th, starts=3, ends=9)
    assert told(cast.officer_th) == ["You act for วิภา ตัวอย่าง: National supervisor"]
    assert told(cast.supervisor_th) == ["officer.th acts for you: National supervisor"]
    assert (told(cast.coordinator_th), told(cast.officer_kh)) == ([], [])
    ended(cast.coordinator_th, named)
    assert (told(cast.officer_th), told(cast.supervisor_th)) == ([], [])


def test_the_account_says_for_whom_one_acts(cast: SimpleNamespace, client_of: ClientOf) -> None:
    covered(cast.coordinator_th, cast.supervisor_th, cast.officer_th)
    text = " ".join(client_of(cast.officer_th).get(reverse("account")).content.decode().split())
    assert "National supervisor, acting for supervisor.th" in text


def test_the_participants_page_marks_an_acting_coordinator(cast: SimpleNamespace, client_of: ClientOf) -> None:
    address = reverse("participants")
    assert "· acting" not in client_of(cast.officer_kh).get(address).content.decode()
    covered(cast.director, cast.coordinator_th, cast.supervisor_th)
    text = " ".join(client_of(cast.officer_kh).get(address).content.decode().split())
    assert 'translate="no">supervisor.th</span> <span class="soft">· acting</span>' in text
