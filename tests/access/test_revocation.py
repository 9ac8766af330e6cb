"""What is taken away is gone at the next request: role, account, organisation, session, token, sharing, edition."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from operation.access.context import acting_as
from operation.cases.sharing import recall_records
from operation.people.models import Appointment, Organisation, User
from operation.people.selectors import principal_of
from reporting.evaluation import actions
from tests.access.things import World

Take = Callable[[User], object]
GONE = {302, 401, 403, 404}
YESTERDAY = timedelta(days=1)


def ended_appointment(user: User) -> None:
    today = timezone.now().date()
    Appointment.objects.filter(user=user).update(ends_on=today - YESTERDAY)


def no_appointment(user: User) -> None:
    Appointment.objects.filter(user=user).delete()


def future_appointment(user: User) -> None:
    Appointment.objects.filter(user=user).update(starts_on=timezone.now().date() + YESTERDAY)


def disabled(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def expired(user: User) -> None:
    User.objects.filter(pk=user.pk).update(expires_on=timezone.now().date() - YESTERDAY)


def moved(user: User) -> None:
    User.objects.filter(pk=user.pk).update(organisation=Organisation.objects.get(code="vn-mps"))


def moved_to_a_partner(user: User) -> None:
    User.objects.filter(pk=user.pk).update(organisation=Organisation.objects.get(code="unodc"))


def without_organisation(user: User) -> None:
    User.objects.filter(pk=user.pk).update(organisation=None)


def session_ended(_user: User) -> None:
    Session.objects.all().delete()


def other_password(user: User) -> None:
    user.set_password("another synthetic password of the suite")
    user.save(update_fields=["password"])


WAYS: list[Take] = [
    ended_appointment, no_appointment, future_appointment, disabled, expired, moved, moved_to_a_partner,
    without_organisation, session_ended, other_password,
]  # fmt: skip


def addresses(world: World) -> list[str]:
    """What Cambodia's coordinator reads of Thailand's."""
    record = world.one("record.released", "suspects").row
    return [f"/records/suspects/{record.pk}/", f"/api/v1/suspects/{record.pk}/"]


@pytest.mark.parametrize("take", WAYS, ids=lambda take: take.__name__)
def test_a_released_record_is_gone(world: World, clients: dict[str, Client], take: Take) -> None:
    client, record = clients["coordinator_kh"], world.one("record.released", "suspects").row
    for address in addresses(world):
        assert client.get(address).status_code == 200
    take(User.objects.get(pk=world.cast.coordinator_kh.pk))
    for address in addresses(world):
        assert client.get(address).status_code in GONE
    for address in ("/records/suspects/", f"/search/?q={record.reference}", f"/api/v1/suspects/?q={record.reference}"):
        assert f"/records/suspects/{record.pk}/" not in client.get(address).content.decode()


@pytest.mark.parametrize("take", WAYS, ids=lambda take: take.__name__)
def test_the_own_record_is_not_written_any_more(world: World, clients: dict[str, Client], take: Take) -> None:
    client, record = clients["coordinator_th"], world.one("record.own", "suspects").row
    take(User.objects.get(pk=world.cast.coordinator_th.pk))
    change = json.dumps({"version": record.version, "handling_code": "H2"})
    assert client.patch(f"/api/v1/suspects/{record.pk}/", change, content_type="application/json").status_code in GONE
    answer = client.post(f"/records/suspects/{record.pk}/verify/")
    assert answer.status_code in GONE
    with acting_as(principal_of(world.cast.officer_th), channel="test"):
        record.refresh_from_db()
    assert (record.handling_code, record.verification) == ("H1", "unverified")


@pytest.mark.parametrize("take", [disabled, expired, ended_appointment, other_password], ids=lambda take: take.__name__)
def test_the_file_of_an_edition_is_gone(world: World, clients: dict[str, Client], take: Take) -> None:
    client, edition = clients["observer_unodc"], world.one("edition.observer").row
    address = f"/reports/{edition.pk}/pdf/"
    assert client.get(address).status_code == 200
    take(User.objects.get(pk=world.cast.observer_unodc.pk))
    assert client.get(address).status_code in GONE


def test_a_withdrawn_edition_is_gone_with_its_file(world: World, clients: dict[str, Client]) -> None:
    edition, client = world.one("edition.observer").row, clients["observer_unodc"]
    pages = [f"/reports/{edition.pk}/", f"/reports/{edition.pk}/pdf/", f"/api/v1/reports/{edition.pk}/pdf/"]
    assert {client.get(address).status_code for address in pages} == {200}
    principal = principal_of(world.cast.director)
    with acting_as(principal, channel="test"):
        actions.withdraw_release(principal=principal, edition=edition, reason="a figure is wrong")
    assert {client.get(address).status_code for address in pages} == {404}
    assert str(edition.pk) not in client.get("/reports/").content.decode()


def recalled(world: World, record: Any) -> None:
    principal = principal_of(world.cast.coordinator_th)
    with acting_as(principal, channel="test"):
        recall_records(principal=principal, records=[record], reason="no longer needed")


def run_out(world: World, record: Any) -> None:
    with acting_as(principal_of(world.cast.coordinator_th), channel="test"), connection.cursor() as cursor:
        cursor.execute("UPDATE operation_suspectgrant SET expires_at = now() - interval '1 second'")
        assert cursor.rowcount


def regraded(world: World, record: Any) -> None:
    with acting_as(principal_of(world.cast.officer_th), channel="test"), connection.cursor() as cursor:
        cursor.execute("UPDATE operation_suspect SET tlp = 'red' WHERE id = %s", [record.pk])
        assert cursor.rowcount


@pytest.mark.parametrize("end", [recalled, run_out, regraded], ids=lambda end: end.__name__)
def test_a_release_that_ended_is_gone(
    world: World, clients: dict[str, Client], end: Callable[[World, Any], None]
) -> None:
    client, record = clients["coordinator_kh"], world.one("record.released", "suspects").row
    end(world, record)
    for address in addresses(world):
        assert client.get(address).status_code == 404
    assert record.reference not in client.get("/records/suspects/").content.decode()


@pytest.mark.parametrize(
    "take",
    [disabled, expired, ended_appointment, moved_to_a_partner, without_organisation],
    ids=lambda take: take.__name__,
)
def test_a_token_gives_no_more_than_its_owner_has(world: World, take: Take) -> None:
    user = world.cast.coordinator_th
    secret = next(mark for mark, (part, _name) in world.marks.where.items() if part.endswith("|secret"))
    client, record = Client(), world.one("record.own", "suspects").row
    headers = {"authorization": f"Token {secret}"}
    assert client.get(f"/api/v1/suspects/{record.pk}/", headers=headers).status_code == 200
    take(User.objects.get(pk=user.pk))
    assert client.get(f"/api/v1/suspects/{record.pk}/", headers=headers).status_code in GONE


def test_a_revoked_token_is_none(world: World, clients: dict[str, Client]) -> None:
    secret = next(mark for mark, (part, _name) in world.marks.where.items() if part.endswith("|secret"))
    clients["coordinator_th"].post(f"/account/tokens/{world.one('token.of_coordinator_th').row.token_key}/revoke/")
    assert Client().get("/api/v1/suspects/", headers={"authorization": f"Token {secret}"}).status_code == 401
    assert not AuthToken.objects.filter(user=world.cast.coordinator_th).exists()
