"""Promises of lists: a page of 50, whatever the reader was granted, against a bare page of as many rows.

The floors read the plain scope of the agency with the most records, for all readers alike.
"""

from collections.abc import Iterator

from benchmarks.floors import plain_scope
from benchmarks.measure import Promise
from benchmarks.readers import API_ROW, PAGE_ROW, Readers, shows
from operation.access.context import acting_as
from operation.access.scope import PAGE_SIZE, page
from operation.cases.records.suspect import Suspect
from operation.people.selectors import principal_of

PAGE, API, SCOPE = 2, 2, 5
PAGES, ENDPOINT = "/records/suspects/", "/api/v1/suspects/"
FILTER = "?status=arrested&verification=verified"


def promises(readers: Readers) -> Iterator[Promise]:
    """List page, filtered list page, API page and bare scope of each reader."""
    bare_page, bare_api = readers.floor(f"/floor{PAGES}", PAGE_ROW), readers.floor(f"/floor{ENDPOINT}", API_ROW)
    filtered = readers.floor(f"/floor{PAGES}{FILTER}", PAGE_ROW)
    for grants, user in readers.by_grants.items():
        words = f"{grants:,} grants"
        client = readers.real(user)
        yield Promise(f"list page, {words}", shows(client, PAGES, PAGE_ROW), bare_page, PAGE)
        yield Promise(f"filtered list page, {words}", shows(client, PAGES + FILTER, PAGE_ROW), filtered, PAGE)
        yield Promise(f"API page, {words}", shows(client, ENDPOINT, API_ROW), bare_api, API)
    yield from scopes(readers)


def scopes(readers: Readers) -> Iterator[Promise]:
    """The two-arm query alone, behind the second wall, against the plain country scope."""
    for grants, user in readers.by_grants.items():
        principal = principal_of(user)
        with acting_as(principal, channel="benchmark"):
            yield Promise(
                f"scope of a list, {grants:,} grants",
                lambda principal=principal: page(Suspect.objects.all(), principal),  # type: ignore[misc]
                lambda: list(plain_scope(readers.largest)[: PAGE_SIZE + 1]),
                SCOPE,
            )
