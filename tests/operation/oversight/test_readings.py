"""Who read this record: for the originator, with the way it was read; recalled readers too."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from operation.audit import trail
from operation.audit.models import AuditEntry
from operation.cases.sharing import recall_records, release_records
from operation.oversight.pages import Place
from operation.oversight.selectors import readings_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

pytestmark = pytest.mark.usefixtures("contexts")

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]


@pytest.fixture
def shared(cast: SimpleNamespace, as_: As) -> Any:
    """A Thai suspect, released to Cambodia."""
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th)
        release_records(
            principal=principal_of(cast.coordinator_th),
            records=[record],
            to=[cast.officer_kh.organisation],
            purpose="joint inquiry",
        )
    return record


def page(record: Any) -> str:
    return f"/records/suspects/{record.pk}/readings/"


def rows(client: Client, record: Any) -> list[tuple[str, str, str, str]]:
    answer = client.get(page(record))
    assert answer.status_code == 200
    return [(str(row["who"]), row["whose"], str(row["did"]), str(row["way"])) for row in answer.context["rows"]]


def test_pages_lists_searches_and_the_api_are_told_apart(
    cast: SimpleNamespace, client_of: ClientOf, shared: Any
) -> None:
    khmer = client_of(cast.officer_kh)
    khmer.get(f"/records/suspects/{shared.pk}/")
    khmer.get("/records/suspects/")
    khmer.get("/search/", {"q": "Sample"})
    khmer.get(f"/api/v1/suspects/{shared.pk}/")
    agency = cast.officer_kh.organisation.short_name
    told = [row for row in rows(client_of(cast.supervisor_th), shared) if row[1] == agency]
    assert told == [
        ("National officer", agency, "read", "API"),
        ("National officer", agency, "found by searching", "page"),
        ("National officer", agency, "saw in a list", "page"),
        ("National officer", agency, "read", "page"),
    ]


def test_of_the_own_agency_the_person_is_named(cast: SimpleNamespace, client_of: ClientOf, shared: Any) -> None:
    client_of(cast.officer_th).get(f"/records/suspects/{shared.pk}/")
    assert ("officer.th", cast.officer_th.organisation.short_name, "read", "page") in rows(
        client_of(cast.coordinator_th), shared
    )


def test_no_page_names_a_person_of_another_agency(cast: SimpleNamespace, client_of: ClientOf, shared: Any) -> None:
    client_of(cast.officer_kh).get(f"/records/suspects/{shared.pk}/")
    assert "officer.kh" not in client_of(cast.coordinator_th).get(page(shared)).content.decode()


def test_after_a_recall_who_had_read_it_is_still_there(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, shared: Any
) -> None:
    khmer = client_of(cast.officer_kh)
    khmer.get(f"/records/suspects/{shared.pk}/")
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[shared], reason="a mistake")
    assert khmer.get(f"/records/suspects/{shared.pk}/").status_code == 404
    whose = [row[1] for row in rows(client_of(cast.coordinator_th), shared)]
    assert whose.count(cast.officer_kh.organisation.short_name) == 1


@pytest.mark.parametrize(("who", "status"), [("officer_th", 403), ("coordinator_kh", 403), ("coordinator_vn", 404)])
def test_it_is_for_the_originator_alone(
    cast: SimpleNamespace, client_of: ClientOf, shared: Any, who: str, status: int
) -> None:
    assert client_of(getattr(cast, who)).get(page(shared)).status_code == status


@pytest.mark.parametrize("who", ["observer_unodc", "admin", "dpo", "stranger"])
def test_who_reads_no_record_learns_nothing(cast: SimpleNamespace, client_of: ClientOf, shared: Any, who: str) -> None:
    assert client_of(getattr(cast, who)).get(page(shared)).status_code == 404


def test_the_button_stands_where_it_can_be_pressed(cast: SimpleNamespace, client_of: ClientOf, shared: Any) -> None:
    address = f"/records/suspects/{shared.pk}/"
    assert page(shared) in client_of(cast.coordinator_th).get(address).content.decode()
    assert page(shared) not in client_of(cast.officer_th).get(address).content.decode()
    assert page(shared) not in client_of(cast.coordinator_kh).get(address).content.decode()


def test_looking_it_up_is_itself_told(cast: SimpleNamespace, client_of: ClientOf, shared: Any) -> None:
    client_of(cast.coordinator_th).get(page(shared))
    entry = AuditEntry.objects.get(verb="read readings")
    assert (entry.actor_id, entry.target_id) == (cast.coordinator_th.pk, shared.pk)


def test_older_readings_stand_on_the_next_page(cast: SimpleNamespace, client_of: ClientOf, shared: Any) -> None:
    officer, coordinator = client_of(cast.officer_th), client_of(cast.coordinator_th)
    for _time in range(52):
        officer.get("/records/suspects/")
    first = coordinator.get(page(shared))
    assert len(first.context["rows"]) == 50
    second = coordinator.get(f"{page(shared)}{first.context['older_url']}")
    moments = [row["at"] for row in [*first.context["rows"], *second.context["rows"]]]
    assert moments == sorted(moments, reverse=True)
    assert len(second.context["rows"]) >= 3
    assert coordinator.get(f"{page(shared)}?cursor=nonsense").status_code == 400


def test_behind_a_place_stand_the_older_ones(cast: SimpleNamespace, as_: As, shared: Any) -> None:
    target = trail.Target(type(shared)._meta.label, shared.pk)
    with as_(cast.coordinator_th):
        for _time in range(3):
            trail.record("read", shared)
        newest, *older = readings_of(target, None).entries
        behind = readings_of(target, Place(newest.at, newest.lane, newest.n))
    assert len(older) == 2
    assert behind.entries == older


def readings_in_database(record: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_readings(%s, ARRAY['read'], NULL, NULL, NULL, 100)", [record.pk])
        return int(cursor.fetchone()[0])


def test_the_database_asks_again_who_asks(cast: SimpleNamespace, as_: As, client_of: ClientOf, shared: Any) -> None:
    client_of(cast.officer_kh).get(f"/records/suspects/{shared.pk}/")
    for who, told in {"coordinator_th": 1, "officer_th": 0, "coordinator_kh": 0, "dpo": 0}.items():
        with as_(getattr(cast, who)):
            assert readings_in_database(shared) == told, who
    assert readings_in_database(shared) == 0


def test_a_list_of_fifty_tells_of_each(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        records = log_many("suspects", cast.officer_th, 60)
    client_of(cast.officer_th).get("/records/suspects/")
    coordinator = client_of(cast.coordinator_th)
    shown = [record for record in records if "saw in a list" in {row[2] for row in rows(coordinator, record)}]
    assert len(shown) == 50
