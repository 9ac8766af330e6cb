"""The list of written reports over the API: the same reports as on its page, for the same reader."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from drf_spectacular.generators import SchemaGenerator

from operation.audit.models import AuditEntry
from operation.people.models import User
from tests.factories.written import begun, circulated, written

ClientOf = Callable[[User], Client]
LIST = "/api/v1/written-reports/"


def listed(client: Client) -> list[dict[str, Any]]:
    answer = client.get(LIST)
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


def test_a_report_is_told_to_those_who_may_see_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    draft, asked = begun(cast.desk_communication, kind="country", country="TH"), circulated(cast, written(cast))
    seen = {
        who: {one["id"] for one in listed(client_of(getattr(cast, who)))}
        for who in ("desk_communication", "coordinator_th", "coordinator_kh", "officer_kh")
    }
    assert seen["desk_communication"] == {str(draft.pk), str(asked.pk)}
    assert seen["coordinator_th"] == {str(draft.pk), str(asked.pk)}
    assert seen["coordinator_kh"] == {str(asked.pk)}
    assert seen["officer_kh"] == set()


def test_what_is_told_of_one(cast: SimpleNamespace, client_of: ClientOf) -> None:
    circulated(cast, written(cast))
    [told] = listed(client_of(cast.desk_communication))
    assert (told["kind"], told["country"], told["state"], told["round"]) == ("final", None, "circulated", 1)
    assert (told["starts_on"], told["ends_on"], told["cutoff"]) == ("2024-08-07", "2024-12-31", "2025-01-10")
    assert (told["released_at"], told["reference"][:4]) == (None, "SG24")
    assert not {"text", "sections"} & set(told)
    entry = AuditEntry.objects.filter(verb="listed", actor_id=cast.desk_communication.pk).last()
    assert entry is not None
    assert entry.details["shown"] == [told["id"]]


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin"])
def test_who_writes_none_gets_the_reason(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    refused = client_of(getattr(cast, who)).get(LIST)
    assert refused.status_code == 403
    assert refused.json()["detail"]


def test_a_list_costs_the_same_however_long(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, costs = client_of(cast.desk_communication), []
    for _turn in range(2):
        begun(cast.desk_communication)
        with CaptureQueriesContext(connection) as queries:
            listed(client)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_schema_tells_of_it(db: None) -> None:
    schema: Any = SchemaGenerator().get_schema(public=True)
    assert set(schema["paths"][LIST]) == {"get"}
