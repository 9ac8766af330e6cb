"""A list page costs the same number of queries with 10 and with 1,000 rows, and no more than it did."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.cases.registry import RecordType
from operation.people.models import User
from tests.factories.records import log_many

KEPT = Path(__file__).parent.parent / "query_counts.json"
As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_list_costs_the_same_however_long_it_is(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, record_type: RecordType
) -> None:
    addresses = (f"/records/{record_type.slug}/", f"/api/v1/{record_type.slug}/", "/records/facts/")
    client = client_of(cast.coordinator_th)
    with as_(cast.officer_th):
        log_many(record_type.slug, cast.officer_th, 10)
    few = {address: queries_of(client, address) for address in addresses}
    with as_(cast.officer_th):
        log_many(record_type.slug, cast.officer_th, 990)
    many = {address: queries_of(client, address) for address in addresses}
    assert few == many
    kept = json.loads(KEPT.read_text())
    assert many == {address: kept[address] for address in addresses}, "a new number that is right goes into the file"
