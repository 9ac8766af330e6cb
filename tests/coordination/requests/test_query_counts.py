"""Pages of requests cost the same number of queries with few rows and with many, and no more than they did."""

from collections.abc import Callable
from types import SimpleNamespace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.requests.reminders import remind
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log_many
from tests.factories.requests import at, sent, step

ClientOf = Callable[[User], Client]
MONDAY = at("2024-09-02 10:00")
KEPT = {
    "/exchange/requests/": 15,
    "/exchange/requests/scoreboard/": 12,
    "/exchange/requests/{request}/": 18,
    "/exchange/danger/": 11,
    "/api/v1/requests/": 10,
    "/api/v1/requests/{request}/": 13,
    "/desk/": 67,
}
"""By address, for the recipient's coordinator. A new number that is right goes in here."""


def fill(cast: SimpleNamespace, count: int) -> str:
    """Requests both ways, some overdue, some in danger; calls for help. The key is that of one with much in it."""
    th, kh = cast.coordinator_th, cast.coordinator_kh
    with acting_as(principal_of(cast.officer_kh), channel="test"):
        log_many("rescue-appeals", cast.officer_kh, count, danger_to_life=True, place_country="TH")
        about = [one.reference for one in log_many("suspects", cast.officer_kh, count)]
    for _number in range(count):
        sent(th, kh)
        sent(kh, th, urgency="danger_to_life")
    given = sent(kh, th, MONDAY, references=about)
    for _number in range(count):
        step(given, "partly" if _number else "acknowledge", th)
        if not _number:
            step(given, "begin", th)
    remind()
    return str(given.pk)


def costs(client: Client, key: str) -> dict[str, int]:
    found = {}
    for place in KEPT:
        address = place.format(request=key)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        found[place] = len(captured)
    return found


def test_they_cost_the_same_however_much_there_is(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    with clock.at(at("2024-09-20 10:00")):
        few = costs(client, fill(cast, 1))
        many = costs(client, fill(cast, 12))
    assert few == many
    assert many == KEPT
