"""The filter oracle: what no list is filtered by is refused, or changes nothing; it never reaches another table."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.test import Client

from operation.cases.registry import by_slug
from tests.access import canaries, table
from tests.access.things import World

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

LOOKUPS = ("", "__startswith", "__regex", "__isnull")
WORDS = ("ordering", "order_by", "sort", "o", "fields", "expand", "limit", "offset", "page_size", "search")
LISTS = ("/returns/", "/reports/", "/api/v1/returns/", "/api/v1/reports/", "/operation/meetings/", "/results/")


def paths(model: type[models.Model]) -> Iterator[str]:
    """Every field of a model and of what it leads to, forwards and backwards."""
    for each in model._meta.get_fields():
        yield each.name
        related = getattr(each, "related_model", None)
        if isinstance(related, type) and issubclass(related, models.Model):
            yield from (f"{each.name}__{other.name}" for other in related._meta.concrete_fields)


def lookups(model: type[models.Model]) -> list[str]:
    return [f"{path}{LOOKUPS[number % len(LOOKUPS)]}" for number, path in enumerate(paths(model))]


def plain(answer: Any) -> str:
    """An answer without what is new in each, and without the address that was asked."""
    return re.sub(r'\?[^"\s]*', "", canaries.steady(canaries.text_of(answer)))


@pytest.mark.parametrize("slug", table.types())
def test_a_list_of_records_takes_its_own_filters_alone(world: World, clients: dict[str, Client], slug: str) -> None:
    client, record_type = clients["coordinator_kh"], by_slug(slug)
    assert record_type is not None
    declared = {"id", "behind", "q", "cursor", *record_type.filters}
    declared |= {f"{name}_{end}" for name in record_type.filters for end in ("from", "to")}
    for name in {*lookups(record_type.model), *WORDS} - declared:
        answer = client.get(f"/api/v1/{slug}/", {name: "a"})
        assert answer.status_code == 400, name
        assert "There is no filter" in answer.content.decode(), name
    assert client.get(f"/records/{slug}/", {"created_by__password__startswith": "a"}).status_code == 400


@pytest.mark.parametrize("address", LISTS)
def test_other_lists_are_not_moved_by_what_they_do_not_know(
    world: World, clients: dict[str, Client], address: str
) -> None:
    client = clients["coordinator_kh"]
    unknown = {"agency__users__password__startswith": "a", "steps__reason__contains": "~", "requested_by": "x"}
    unknown |= {"file__content": "x", "lines__note__startswith": "~", "ordering": "-agency", "order_by": "?"}
    asked, bare = client.get(address, unknown), client.get(address)
    assert bare.status_code == 200
    assert asked.status_code == 400 or plain(asked) == plain(bare)


def test_unknown_filters_are_refused_alike_whether_or_not_they_would_find_something(
    world: World, clients: dict[str, Client]
) -> None:
    """The words of the refusal echo the name, never what is stored."""
    hidden = world.one("record.own", "suspects")
    right, wrong = hidden.row.reference, "SG24-TH-SUS-XXXXXX"
    told = [clients["coordinator_kh"].get("/api/v1/suspects/", {"reference": text}).content for text in (right, wrong)]
    assert told[0] == told[1]


def found_by(client: Client, slug: str, text: str, key: str) -> list[str]:
    """Keys of what a search finds in the API. Box and list show all of them, and the one in question only then.

    What they show beside them sounds like the word: marks are short, and some do.
    """
    told = [row["id"] for row in client.get(f"/api/v1/{slug}/", {"q": text}).json()["results"]]
    for page in (client.get("/search/", {"q": text}), client.get(f"/records/{slug}/", {"q": text})):
        shown = page.content.decode()
        assert all(f"/records/{slug}/{one}/" in shown for one in told)
        assert (key in told) == (f"/records/{slug}/{key}/" in shown)
    return told


@pytest.mark.parametrize("person", sorted(table.who("coordinator_th,officer_th,coordinator_kh,director,officer_la2")))
@pytest.mark.parametrize("slug", ["suspects", "syndicates"])
def test_a_search_finds_what_its_reader_may_see(
    world: World, clients: dict[str, Client], person: str, slug: str
) -> None:
    for thing in world.of("record", slug):
        client, key = clients[person], str(thing.row.pk)
        by_name = found_by(client, slug, world.marks.of(f"{thing.part}|personal")["folded"], key)
        assert by_name == ([key] if person in table.sees("record", thing.kind, "personal") else []), thing
        by_reference = found_by(client, slug, thing.row.reference, key)
        assert bool(by_reference) is (person in table.sees("record", thing.kind, "content")), thing
