"""The count oracle: a hundred hidden rows of every type change no byte that an outsider sees."""

from typing import Any

import pytest
from django.test import Client

from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.selectors import principal_of
from tests.access import canaries, table
from tests.access.asking import targets
from tests.access.things import World
from tests.factories.editions import built
from tests.factories.records import log_many
from tests.factories.returns import drafted

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

ROWS = 100
OUTSIDERS = ("coordinator_kh", "officer_la2", "admin", "observer_unodc", "anonymous")
WEEKS = ("2024-10-08", "2024-10-15", "2024-10-22", "2024-10-29", "2024-11-05", "2024-11-12", "2024-11-19")


def everything(client: Client, world: World) -> dict[str, str]:
    """Each page and list, as it is told; what is new in every answer is taken out.

    The desk comes last: what was released to one waits there until one has opened it.
    """
    found = {target.address for target in targets(world) if target.thing is None} | searches()
    addresses = sorted(found, key=lambda address: (address == "/desk/", address))
    return {address: _told(client, address) for address in addresses if not address.startswith(OF_THE_ASKING)}


def searches() -> set[str]:
    """Lists as one narrows them: filters, search and pages tell numbers too."""
    pages = {
        f"/{root}/{slug}/?{query}" for root in ("records", "api/v1") for slug in table.types() for query in QUERIES
    }
    return pages | {"/search/?q=sample", "/search/?q=SG24", "/records/facts/?record_type=SUS", "/results/?figures=all"}


OF_THE_ASKING = ("/health/", "/trail/own/")
"""What is anew whenever one asks: the state of the machine, and what one has asked before."""
QUERIES = ("country=TH", "q=sample", "q=SG24-TH", "verification=unverified")


def _told(client: Client, address: str) -> str:
    client.cookies.pop("messages", None)  # for the next page: each asking adds one
    return canaries.steady(canaries.text_of(client.get(address)))


def add_hidden(world: World) -> None:
    """What only Thailand and LMLECC may know of."""
    cast = world.cast
    for slug in table.types():
        with acting_as(principal_of(cast.officer_th), channel="test"):
            log_many(slug, cast.officer_th, ROWS)
    for week in WEEKS:
        drafted(cast.officer_th, week, {"P02": 7})
    for audience in ("member", "observer"):
        built(cast.director, audience)


@pytest.fixture
def moment() -> Any:
    """Every page is asked at the same moment; what is added then is the newest and stands first in each list."""
    with clock.at(clock.now()):
        yield


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [address for address, text in before.items() if after[address] != text]


def test_hidden_rows_change_nothing(world: World, clients: dict[str, Client], moment: None) -> None:
    before = {person: everything(clients[person], world) for person in OUTSIDERS}
    add_hidden(world)
    told = {person: changed(before[person], everything(clients[person], world)) for person in OUTSIDERS}
    assert told == {person: [] for person in OUTSIDERS}


def test_the_oracle_would_notice(world: World, clients: dict[str, Client], moment: None) -> None:
    """Those who may know of the new rows do see their lists change."""
    insiders = ("coordinator_th", "director")
    before = {person: everything(clients[person], world) for person in insiders}
    add_hidden(world)
    for person, look in (("coordinator_th", "/records/suspects/"), ("director", "/records/facts/")):
        assert look in changed(before[person], everything(clients[person], world))
