"""Everybody reads what he did himself; the database lets him read nothing else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.test import Client

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import trail
from operation.audit.models import AuditEntry
from operation.oversight.selectors import entries, people
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

pytestmark = pytest.mark.usefixtures("contexts")

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]


@pytest.mark.parametrize("who", ["officer_th", "observer_unodc", "admin", "stranger", "dpo"])
def test_everybody_finds_the_way_there(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    assert 'href="/trail/own/"' in client.get("/account/").content.decode()
    assert client.get("/trail/own/").status_code == 200


def test_it_holds_the_own_entries_alone(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    for who in (cast.officer_th, cast.officer_kh, cast.dpo):
        with as_(who):
            trail.record("counted", trail.Target("x", None, who.username))
    for who in (cast.officer_th, cast.dpo):
        rows = client_of(who).get("/trail/own/").context["rows"]
        assert [row["reference"] for row in rows if row["did"] == "counted"] == [who.username]


def test_reading_it_is_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client_of(cast.officer_th).get("/trail/own/")
    assert AuditEntry.objects.get(verb="read trail").target_id == cast.officer_th.pk


def test_a_page_that_does_not_exist_is_refused(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.officer_th).get("/trail/own/?cursor=x").status_code == 400


def test_nobody_signed_in_is_sent_to_sign_in(client: Client, db: None) -> None:
    for address in ("/trail/", "/trail/own/", "/trail/export/", "/trail/anchors/", "/trail/anchors/1/"):
        assert client.get(address).status_code == 302


def test_the_wall_hides_the_entries_of_others(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh):
        trail.record("counted")
    for who, told in {"officer_th": 0, "officer_kh": 1, "director": 0, "dpo": 1}.items():
        with as_(getattr(cast, who)):
            assert AuditEntry.objects.filter(verb="counted").count() == told, who
            assert entries(principal_of(getattr(cast, who))).filter(verb="counted").count() == told, who


def test_an_agency_reads_what_was_done_with_its_records(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    told = AuditEntry.objects.filter(target_id=record.pk)
    for who, some in {"supervisor_th": True, "coordinator_kh": False, "desk_information": False}.items():
        with as_(getattr(cast, who)):
            assert told.exists() is some, who


def test_of_whom_a_page_speaks_is_looked_up_and_nobody_else(cast: SimpleNamespace) -> None:
    assert people([cast.officer_th.pk, None]) == {cast.officer_th.pk: cast.officer_th}


def test_nobody_reads_nothing(cast: SimpleNamespace) -> None:
    trail.record("counted")
    with acting_as(Principal.nobody(), channel="test"):
        assert not AuditEntry.objects.exists()
        assert not entries(Principal.nobody()).exists()
