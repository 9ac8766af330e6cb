"""Who reads in the benchmarks: coordinators by the releases that their agencies hold, and the floor's reader."""

from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.test import Client, override_settings

from operation.access.scope import PAGE_SIZE
from operation.people.models import User
from reporting.demo.volume.sizes import AGENCIES, HELD

BACKEND = "django.contrib.auth.backends.ModelBackend"
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
        return browser(user, settings.MIDDLEWARE)

    def floor(self, address: str, mark: bytes) -> Callable[[], None]:
        return shows(browser(self.largest, settings.FLOOR_MIDDLEWARE), address, mark)


def coordinator(agency: str) -> User:
    return User.objects.select_related("organisation").get(username=f"coordinator.{agency.lower()}")


def browser(user: User, middleware: list[str]) -> Client:
    """A signed-in browser whose requests run through this middleware, committed for real."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=BACKEND)
    with override_settings(MIDDLEWARE=middleware):
        client.handler.load_middleware()
    return client


def shows(client: Client, address: str, mark: bytes, rows: int = PAGE_SIZE) -> Callable[[], None]:
    """The request, to be timed. Raises AssertionError at once when its answer does not hold as many rows."""

    def get() -> None:
        assert client.get(address).status_code == 200, address

    held = client.get(address).content.count(mark)
    assert held == rows, f"{address} shows {held} rows, not {rows}"
    return get
