"""Who reads in the benchmarks: coordinators by the releases that their agencies hold, and the floor's reader."""

from collections.abc import Callable
from functools import cached_property

from django.test import Client, override_settings

from benchmarks.settings import FLOOR_MIDDLEWARE, MIDDLEWARE
from operation.people.models import User
from reporting.demo.volume.sizes import AGENCIES, HELD

BACKEND = "operation.people.backends.AccountBackend"
PAGE_ROW, API_ROW = b'<th scope="row"', b'"reference":'


class Readers:
    """The coordinators of the volume, each with a browser of his own."""

    @cached_property
    def by_grants(self) -> dict[int, User]:
        """The reader for each number of live releases from others, in rising order."""
        return {count: coordinator(agency) for agency, count in sorted(HELD.items(), key=lambda item: item[1])}

    @cached_property
    def largest(self) -> User:
        """The reader whose agency logged the most records."""
        return coordinator(max(AGENCIES, key=lambda agency: AGENCIES[agency]))

    def real(self, user: User) -> Client:
        return browser(user, MIDDLEWARE)

    def floor(self, address: str, mark: bytes) -> Callable[[], None]:
        return shows(browser(self.largest, FLOOR_MIDDLEWARE), address, mark)


def coordinator(agency: str) -> User:
    return User.objects.select_related("organisation").get(username=f"coordinator.{agency.lower()}")


def browser(user: User, middleware: list[str]) -> Client:
    """A signed-in browser whose requests run through this middleware, committed for real."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=BACKEND)
    with override_settings(MIDDLEWARE=middleware):
        client.handler.load_middleware()
    return client


def shows(client: Client, address: str, mark: bytes) -> Callable[[], None]:
    """The request, to be timed. Raises AssertionError at once when its answer holds no row."""

    def get() -> None:
        assert client.get(address).status_code == 200, address

    assert mark in client.get(address).content, f"{address} shows no row"
    return get
