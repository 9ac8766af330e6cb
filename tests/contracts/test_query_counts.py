"""A list page costs the same number of queries with few rows and with many, and no more than it did."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.access.scope import PAGE_SIZE
from operation.cases.registry import RecordType
from operation.people.models import User
from tests.factories.records import log_many

KEPT = Path(__file__).parent.parent / "query_counts.json"
As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
FEW = 5
MANY = PAGE_SIZE * 2
"""So that there is a further page, and more rows than it shows."""


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_list_costs_the_same_however_long_it_is(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, record_type: RecordType
) -> None:
    kept = {place: cost(record_type, parts) for place, parts in json.loads(KEPT.read_text()).items()}
    addresses = {place: place.format(type=record_type.slug) for place in kept}
    client = client_of(cast.coordinator_th)
    with as_(cast.officer_th):
        log_many(record_type.slug, cast.officer_th, FEW)
    few = {place: queries_of(client, address) for place, address in addresses.items()}
    with as_(cast.officer_th):
        log_many(record_type.slug, cast.officer_th, MANY)
    many = {place: queries_of(client, address) for place, address in addresses.items()}
    assert few == many
    assert many == kept, "a new number that is right goes into the file"


def cost(record_type: RecordType, parts: dict[str, int]) -> int:
    """What a list of any type costs, and what its tables beside the record add."""
    beside = {"names": record_type.names, "identifiers": record_type.identifiers}
    return sum(queries for part, queries in parts.items() if beside.get(part, True))
