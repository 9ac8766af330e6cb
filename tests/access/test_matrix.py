"""Every address, asked by everybody of every object: the right answer, and no mark that is not the reader's.

The pairwise part asks each address of each kind of person, in turn with each kind of object and each method; `make
access-matrix` asks everybody, for all of it.
"""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.access import table
from tests.access.asking import Eye, Target, ask, one_of_each, targets
from tests.access.table import METHODS
from tests.access.things import World

IN_TURN = ("GET", "POST", "GET", "HEAD", "PUT", "GET", "PATCH", "DELETE", "GET", "OPTIONS", "POST")
# one of each class of people; those who stand beside them are asked by `make access-matrix`
BESIDE = (
    *("supervisor_th", "protection_th", "coordinator_vn", "officer_la2", "admin"),
    *("director", "desk_communication", "desk_information", "desk_investigation"),
)
AT_FIRST = [pytest.param(person, marks=[pytest.mark.long] if person in BESIDE else []) for person in table.cast()]
Record = Callable[[str, object], None]
Cell = tuple[Target, str]


def wrong(client: Client, eye: Eye, person: str, target: Target, method: str) -> Iterator[str]:
    """What is not as the table says, in words."""
    answer = ask(client, target, method)
    expected = target.row.answers(method, person, target.kind, target.type)
    if answer.status not in expected:
        yield f"{method} {target} by {person}: {answer.status}, not {'|'.join(sorted(expected))}"
    for leak in eye.leaks(person, target.address, answer.text):
        yield f"LEAK: {method} {target} shows {person} {leak}"


def pairwise(found: list[Target], person: str) -> Iterator[Cell]:
    """Each address once for each kind of object, the types and the methods in turn."""
    turn = table.cast().index(person)
    for number, target in enumerate(one_of_each(found, turn), start=turn):
        yield target, IN_TURN[number % len(IN_TURN)]


def check(client: Client, eye: Eye, person: str, cells: list[Cell], record: Record) -> None:
    problems = [words for target, method in cells for words in wrong(client, eye, person, target, method)]
    record("checked", len(cells))
    record("leaks", sum(words.startswith("LEAK") for words in problems))
    assert not problems, f"{len(problems)} of {len(cells)}\n" + "\n".join(problems[:80])


@pytest.mark.parametrize("person", AT_FIRST)
def test_pairwise(clients: dict[str, Client], world: World, eye: Eye, person: str, record_property: Record) -> None:
    check(clients[person], eye, person, list(pairwise(targets(world), person)), record_property)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("person", table.cast())
def test_everything(clients: dict[str, Client], world: World, eye: Eye, person: str, record_property: Record) -> None:
    cells = [(target, method) for target in targets(world) for method in METHODS]
    check(clients[person], eye, person, cells, record_property)
