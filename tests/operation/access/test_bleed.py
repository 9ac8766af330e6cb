"""Requests of many people over few connections: nobody ever gets what another may see (trust.md 9)."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, local
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from operation.access.context import acting_as
from operation.cases.drafts import NameDraft
from operation.cases.sharing import release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.people import make_cast
from tests.factories.records import log

CONNECTIONS = 4
COUNTRIES = ("kh", "cn", "la", "mm", "th", "vn")
ADDRESSES = ("/records/suspects/", "/api/v1/suspects/", "/search/?q=canary", "/records/syndicates/", "/desk/")


@pytest.fixture
def cast(committed: str) -> SimpleNamespace:
    with transaction.atomic():
        return make_cast(Operation.objects.get(code="seagull"))


@pytest.fixture
def canaries(cast: SimpleNamespace) -> dict[str, set[str]]:
    """A suspect and a syndicate of each country with a name of its own; Thailand's suspect is released to Cambodia.

    Gives, by user, the canaries that this user may meet.
    """
    for country in COUNTRIES:
        principal = principal_of(getattr(cast, f"coordinator_{country}"))
        with acting_as(principal, channel="test"):
            names = (NameDraft(f"canary{country}"),)
            suspect = log("suspects", principal, names=names)
            log("syndicates", principal, names=names)
            if country == "th":
                to = [cast.officer_kh.organisation]
                release_records(principal=principal, records=[suspect], to=to, purpose="joint inquiry")
    allowed = {
        f"{role}_{country}": {f"canary{country}"} for country in COUNTRIES for role in ("officer", "coordinator")
    }
    allowed["officer_kh"] = allowed["coordinator_kh"] = {"canarykh", "canaryth"}
    return allowed | {name: set() for name in ("director", "observer_unodc", "dpo", "stranger", "coordinator_la2")}


class Crowd:
    """Sends requests as alternating users over a few connections, and notes what each met that was not for him."""

    def __init__(self, cast: SimpleNamespace, allowed: dict[str, set[str]]) -> None:
        self.allowed = allowed
        self.cookies = {name: _cookies(getattr(cast, name)) for name in allowed}
        self.bled: list[tuple[str, str, str]] = []
        self.met: dict[str, set[str]] = {name: set() for name in allowed}
        self.lock = Lock()
        self.own = local()

    def send(self, number: int) -> None:
        """One request; the order of users and addresses follows from its number alone."""
        chance = random.Random(number)
        name, address = chance.choice(list(self.allowed)), chance.choice(ADDRESSES)
        client = Client()
        client.cookies = self.cookies[name]
        text = client.get(address).content.decode()
        found = {f"canary{country}" for country in COUNTRIES if f"canary{country}" in text}
        with self.lock:
            self.met[name] |= found
            self.bled += [(name, address, canary) for canary in found - self.allowed[name]]

    def send_all(self, count: int) -> None:
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(self.send, range(count)))
            list(pool.map(lambda _number: connection.close(), range(CONNECTIONS * 4)))


def _cookies(user: User) -> Any:
    client = Client()
    client.force_login(user, backend="operation.people.backends.AccountBackend")
    return client.cookies


def crowd_of(cast: SimpleNamespace, canaries: dict[str, set[str]], count: int) -> Crowd:
    crowd = Crowd(cast, canaries)
    crowd.send_all(count)
    return crowd


@pytest.mark.timeout(900)
def test_nothing_bleeds_from_one_user_to_another(cast: SimpleNamespace, canaries: dict[str, set[str]]) -> None:
    crowd = crowd_of(cast, canaries, 200)
    assert crowd.bled == []
    assert crowd.met == canaries, "each user met all that is for him: the question was asked"


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_nothing_bleeds_in_ten_thousand_requests(cast: SimpleNamespace, canaries: dict[str, set[str]]) -> None:
    crowd = crowd_of(cast, canaries, 10_000)
    assert crowd.bled == []
    assert crowd.met == canaries
