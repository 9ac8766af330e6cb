"""The pages of the appointments: what each reader sees there, and what a button does."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.access.roles import Role
from operation.audit.models import AuditEntry
from operation.people.models import Appointment, User
from operation.plan.models import Operation
from tests.operation.administration.staff import appointed, covered, day, ended, newcomer, roles_of

ClientOf = Callable[[User], Client]
LIST = "/administration/appointments/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page(key: Appointment, what: str = "") -> str:
    return f"{LIST}{key.pk}/{what}"


def test_a_coordinator_sees_the_own_agency_s(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = text_of(client_of(cast.coordinator_la2).get(LIST))
    for own in ("officer.la2", "supervisor.la2", "coordinator.la2"):
        assert f">{own}</span>" in text
    for other in ("officer.la<", "officer.th<", "director<", "admin<"):
        assert f">{other}" not in text


@pytest.mark.parametrize("who", ["director", "dpo", "admin"])
def test_director_dpo_and_administrator_see_all(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    text = text_of(client_of(getattr(cast, who)).get(LIST))
    for name in ("officer.la2", "coordinator.th", "observer.unodc", "desk.information"):
        assert f">{name}</span>" in text


@pytest.mark.parametrize(
    "who", ["officer_th", "supervisor_th", "protection_th", "desk_supervision", "observer_unodc", "stranger"]
)
def test_nobody_else_opens_the_list(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    answer = client_of(getattr(cast, who)).get(LIST)
    assert answer.status_code == 403
    assert "Operation coordinator · LMLECC director" in text_of(answer)


def test_standing_role_and_organisation_narrow_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    ended(cast.coordinator_th, cast.officer_th.appointments.get())
    appointed(cast.coordinator_th, newcomer(cast.coordinator_th), Role.OFFICER, starts=3)
    browser = client_of(cast.director)

    def shown(query: str) -> set[str]:
        text = text_of(browser.get(f"{LIST}{query}"))
        return {name for name in ("officer.th", "newcomer", "supervisor.th", "officer.kh") if f">{name}</span>" in text}

    assert shown("") == {"supervisor.th", "officer.kh"}
    assert shown("?when=past") == {"officer.th"}
    assert shown("?when=future") == {"newcomer"}
    assert shown("?organisation=th-rtp") == {"supervisor.th"}
    assert shown("?role=officer") == {"officer.kh"}


def test_a_filter_in_force_is_a_chip_that_can_be_taken_away(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = text_of(client_of(cast.director).get(f"{LIST}?role=officer&organisation=th-rtp"))
    assert 'href="?organisation=th-rtp"' in text
    assert 'href="?role=officer"' in text


@pytest.mark.parametrize("query", ["?role=emperor", "?when=always", "?organisation=nowhere"])
def test_a_filter_that_nobody_knows_is_refused(cast: SimpleNamespace, client_of: ClientOf, query: str) -> None:
    answer = client_of(cast.director).get(f"{LIST}{query}")
    assert answer.status_code == 400
    assert ">officer.th</span>" not in text_of(answer)


def test_a_coordinator_does_not_filter_by_another_organisation(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.coordinator_th).get(f"{LIST}?organisation=kh-moi").status_code == 400


def test_fifty_stand_on_a_page(cast: SimpleNamespace, seagull: Operation, client_of: ClientOf) -> None:
    people = [User(username=f"p{n}", organisation=cast.officer_th.organisation) for n in range(60)]
    User.objects.bulk_create(people)
    rows = [Appointment(user=one, operation=seagull, role=Role.OFFICER, starts_on=day()) for one in people]
    Appointment.objects.bulk_create(rows)
    browser = client_of(cast.coordinator_th)
    first, second = (text_of(browser.get(f"{LIST}?page={n}")) for n in (1, 2))
    assert first.count('<th scope="row"') == 50
    assert second.count('<th scope="row"') == 14
    assert "?page=2" in first and "?page=1" in second


def test_the_list_and_a_page_are_read_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    key = cast.officer_th.appointments.get()
    client_of(cast.coordinator_th).get(f"{LIST}?role=officer")
    client_of(cast.coordinator_th).get(page(key))
    entry = AuditEntry.objects.get(verb="listed", target_type="operation.Appointment")
    assert entry.details["filter"]["role"] == "officer"
    assert AuditEntry.objects.filter(verb="read", target_id=key.pk).count() == 1


def test_another_agency_s_does_not_exist(cast: SimpleNamespace, client_of: ClientOf) -> None:
    other = page(cast.officer_kh.appointments.get())
    missing = f"{LIST}0190c000-0000-7000-8000-000000000000/"
    browser = client_of(cast.coordinator_th)
    for what in ("", "cover/", "end/"):
        answers = [browser.get(address + what) for address in (other, missing)]
        assert [one.status_code for one in answers] == [404, 404]
    assert [one.status_code for one in (browser.post(other + "end/", {"reason": "x"}),)] == [404]
    assert roles_of(cast.officer_kh) == {Role.OFFICER}


def test_one_of_another_operation_does_not_exist(cast: SimpleNamespace, client_of: ClientOf) -> None:
    key = cast.officer_th.appointments.get()
    Appointment.objects.filter(pk=key.pk).update(operation=Operation.objects.create(code="other", name="Other"))
    assert client_of(cast.coordinator_th).get(page(key)).status_code == 404


def test_what_one_may_not_do_is_not_offered(cast: SimpleNamespace, client_of: ClientOf) -> None:
    key = cast.officer_th.appointments.get()

    def offered(who: str) -> list[str]:
        text = text_of(client_of(getattr(cast, who)).get(page(key)))
        return [what for what in ("cover/", "end/") if page(key, what) in text]

    found = {who: offered(who) for who in ("coordinator_th", "director", "dpo", "admin")}
    assert found == {"coordinator_th": ["cover/", "end/"], "director": [], "dpo": [], "admin": []}


def test_a_coordinator_appoints_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    person = newcomer(cast.coordinator_th)
    browser = client_of(cast.coordinator_th)
    form = text_of(browser.get(f"{LIST}new/"))
    assert "newcomer" in form
    assert "officer.kh" not in form
    assert ">Operation coordinator</option>" not in form
    given = {"person": person.pk, "role": "officer", "starts_on": day(), "ends_on": day(30), "reason": "order 7"}
    answer = browser.post(f"{LIST}new/", given, follow=True)
    assert "newcomer is appointed: National officer." in text_of(answer)
    assert "order 7" in text_of(answer)
    assert roles_of(person) == {Role.OFFICER}


def test_the_director_s_form_groups_people_by_organisation(cast: SimpleNamespace, client_of: ClientOf) -> None:
    form = text_of(client_of(cast.director).get(f"{LIST}new/"))
    assert '<optgroup label="Royal Thai Police">' in form
    assert ">National officer</option>" not in form
    assert "director · director" not in form


def test_a_person_whom_one_may_not_choose_is_no_choice(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = {"person": newcomer(cast.officer_kh).pk, "role": "officer", "starts_on": day(), "reason": "order"}
    answer = client_of(cast.coordinator_th).post(f"{LIST}new/", given)
    assert answer.status_code == 400
    assert not Appointment.objects.filter(user__username="newcomer").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts_on": "2567-11-09"}, "five years"),
        ({"starts_on": "9/11/2026"}, "Gregorian calendar"),
        ({"role": "emperor"}, "emperor"),
        ({"reason": ""}, "required"),
    ],
)
def test_a_refusal_stands_beside_its_field(
    cast: SimpleNamespace, client_of: ClientOf, wrong: dict[str, str], said: str
) -> None:
    given = {"person": newcomer(cast.officer_th).pk, "role": "officer", "starts_on": day(), "reason": "order"} | wrong
    answer = client_of(cast.coordinator_th).post(f"{LIST}new/", given)
    assert answer.status_code == 400
    assert said in text_of(answer)


def test_cover_is_named_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    key = cast.supervisor_th.appointments.get()
    given = {"person": cast.officer_th.pk, "starts_on": day(), "ends_on": day(5), "reason": "leave"}
    answer = client_of(cast.coordinator_th).post(page(key, "cover/"), given, follow=True)
    assert "officer.th acts for supervisor.th" in text_of(answer)
    assert "acting for supervisor.th" in text_of(answer)
    assert Role.SUPERVISOR in roles_of(cast.officer_th)


def test_a_refusal_without_a_field_of_its_own_stands_above(cast: SimpleNamespace, client_of: ClientOf) -> None:
    """Apartness belongs to the role, and the form of cover asks for none."""
    key = cast.director.appointments.get()
    given = {"person": cast.desk_supervision.pk, "starts_on": day(), "ends_on": day(5), "reason": "leave"}
    answer = client_of(cast.director).post(page(key, "cover/"), given)
    assert answer.status_code == 400
    assert "one person does not hold both" in text_of(answer)


def test_an_end_is_asked_and_done(cast: SimpleNamespace, client_of: ClientOf) -> None:
    key, browser = cast.officer_th.appointments.get(), client_of(cast.coordinator_th)
    assert "End this appointment?" in text_of(browser.get(page(key, "end/")))
    answer = text_of(browser.post(page(key, "end/"), {"reason": "moved"}, follow=True))
    assert "Ended. Its rights are gone." in answer
    assert "moved" in answer
    assert page(key, "end/") not in answer
    assert browser.post(page(key, "end/"), {"reason": "again"}).status_code == 400


def test_an_acting_colleague_is_shown_as_acting(cast: SimpleNamespace, client_of: ClientOf) -> None:
    covered(cast.coordinator_th, cast.supervisor_th, cast.officer_th)
    assert "acting for supervisor.th" in text_of(client_of(cast.coordinator_th).get(LIST))


def test_who_never_signed_in_is_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    appointed(cast.coordinator_th, newcomer(cast.coordinator_th), Role.OFFICER)
    User.objects.exclude(username="newcomer").update(last_login="2026-11-01T00:00:00Z")
    assert text_of(client_of(cast.coordinator_th).get(LIST)).count("has not signed in yet") == 1


def test_the_list_costs_the_same_however_long_it_is(
    cast: SimpleNamespace, seagull: Operation, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = client_of(cast.director)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(f"{LIST}?role=dpo")
    with django_assert_num_queries(len(few)):
        browser.get(LIST)
