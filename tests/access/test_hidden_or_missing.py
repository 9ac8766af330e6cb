"""What one may not see answers, to the byte, as what does not exist: nobody learns that it is there."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client

from tests.access import canaries, table
from tests.access.asking import Target, ask, one_of_each, targets
from tests.access.things import World

NOWHERE = UUID("018f0000-0000-7000-8000-000000000000")
NO_TOKEN = "0123456789abcde"
OUTSIDERS = ("coordinator_kh", "desk_information", "observer_unodc")
NOTICED = {"record", "return", "report", "api-{type}-detail"}
FEWEST = 20
"""Of one part in six of the addresses at least so many are about what the outsider must not learn to be there."""

METHODS = ("GET", "POST", "GET", "PATCH", "GET", "OPTIONS")


def keys_of(target: Target) -> tuple[str, str]:
    """The object's key in an address, or that of what it belongs to, and one of its kind that nothing has."""
    assert target.thing is not None
    given = [str(value) for name, value in target.thing.params.items() if name != "slug"]
    key = next(each for each in (str(target.thing.row.pk), *given) if each in target.address)
    return key, NO_TOKEN if target.thing.family == "token" else str(NOWHERE)


def hidden_in(target: Target, person: str) -> tuple[str, str] | None:
    """The key of what the person must not learn to be there, and one that nothing has; None if nothing is hidden.

    Who knows the facts of an object knows that it is there: of its parts, whose keys stand behind its own, he does not.
    """
    thing = target.thing
    if thing is None or person in table.sees(thing.family, target.kind, "content"):
        return None
    if person not in table.sees(thing.family, target.kind, "facts"):
        return keys_of(target)
    parts = [str(value) for value in thing.params.values() if isinstance(value, UUID) and value != thing.row.pk]
    part = next((each for each in parts if each in target.address), None)
    return (part, str(NOWHERE)) if part else None


def differing(client: Client, person: str, found: list[Target]) -> Iterator[str]:
    for number, target in enumerate(found):
        hidden = hidden_in(target, person)
        if hidden is None:
            continue
        key, missing = hidden
        elsewhere = Target(target.route, target.row, target.address.replace(key, missing), thing=target.thing)
        method = METHODS[number % len(METHODS)]
        # asked twice: a second or a minute that ends between two requests is no difference
        if not any(
            _told(client, target, method, key) == _told(client, elsewhere, method, missing) for _again in range(2)
        ):
            yield f"{method} {target} tells {person} that it is there"


def _told(client: Client, target: Target, method: str, key: str) -> str:
    """The answer without what is new in each, and without the key that was asked for."""
    return canaries.steady(ask(client, target, method).text).replace(key, "KEY")


def test_the_comparison_would_notice(clients: dict[str, Client], world: World) -> None:
    """A reader's answers do differ: what is equal below is so because nothing is told."""
    compared = set()
    for target in one_of_each(targets(world)):
        if target.row.key in NOTICED and target.thing:
            reader = min(table.sees(target.thing.family, target.kind, "content"))
            key, missing = keys_of(target)
            elsewhere = Target(target.route, target.row, target.address.replace(key, missing), thing=target.thing)
            client = clients[reader]
            assert _told(client, target, "GET", key) != _told(client, elsewhere, "GET", missing), target
            compared.add(target.row.key)
    assert compared == NOTICED


@pytest.mark.parametrize("person", OUTSIDERS)
def test_hidden_is_as_missing(clients: dict[str, Client], world: World, person: str) -> None:
    """One address in six for each outsider: half of them in all."""
    turn = OUTSIDERS.index(person)
    asked = one_of_each(targets(world), turn)[turn :: 2 * len(OUTSIDERS)]
    assert sum(hidden_in(target, person) is not None for target in asked) > FEWEST
    different = list(differing(clients[person], person, asked))
    assert not different, "\n".join(different)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("person", OUTSIDERS)
def test_everything_hidden_is_as_missing(clients: dict[str, Client], world: World, person: str) -> None:
    asked = one_of_each(targets(world), OUTSIDERS.index(person))
    assert sum(hidden_in(target, person) is not None for target in asked) > 6 * FEWEST
    different = list(differing(clients[person], person, asked))
    assert not different, "\n".join(different)
