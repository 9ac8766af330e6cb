"""Every address, asked by everybody of every object: the right answer, and no mark that is not the reader's.

The pairwise part asks each address of everybody, each kind of object of every fourth person, the record types and the
methods in turn, and leaves out who holds the same as somebody else of it; `make access-matrix` asks everybody, for all.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain

import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook

from tests.access import canaries, table
from tests.access.asking import Eye, Target, ask, one_of_each, targets
from tests.access.table import METHODS
from tests.access.things import World

SHARE = 4
LIKE_OTHERS = frozenset(
    {"coordinator_vn", "desk_communication", "desk_investigation", "desk_information", "desk_supervision"}
)
IN_TURN = ("GET", "POST", "GET", "HEAD", "PUT", "GET", "PATCH", "DELETE", "GET", "OPTIONS", "POST")
TELLING_NO_MORE = frozenset({"HEAD", "OPTIONS"})
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
    """Each address for one in four of its kinds of objects; who come next in the cast are asked for the others."""
    turn = table.cast().index(person)
    asked: dict[str, list[Target]] = {}
    for target in one_of_each(found, turn):
        asked.setdefault(target.row.key, []).append(target)
    shares = (
        kinds[row % SHARE :: SHARE] or [kinds[row % len(kinds)]] for row, kinds in enumerate(asked.values(), start=turn)
    )
    for number, target in enumerate(chain.from_iterable(shares), start=turn):
        yield target, IN_TURN[number % len(IN_TURN)]


def everything(found: list[Target], person: str) -> Iterator[Cell]:
    """Each address for each of its objects with each method that it takes.

    Of each kind, the record types in turn, one is asked for what tells no more than GET (HEAD, OPTIONS) and for methods
    that the address takes from nobody. What the table refuses as a method (405) is refused before any object is looked
    for: one object stands for all.
    """
    turned = {id(target) for target in one_of_each(found, table.cast().index(person))}
    first = {target.row.key: target for target in reversed(found)}
    for target in found:
        for method in METHODS:
            if target.row.answers(method, person, target.kind, target.type) == {"405"}:
                asked = target is first[target.row.key]
            else:
                asked = id(target) in turned or method in target.row.taken - TELLING_NO_MORE
            if asked:
                yield target, method


def check(client: Client, eye: Eye, person: str, cells: list[Cell], record: Record) -> None:
    problems = [words for target, method in cells for words in wrong(client, eye, person, target, method)]
    record("checked", len(cells))
    record("leaks", sum(words.startswith("LEAK") for words in problems))
    assert not problems, f"{len(problems)} of {len(cells)}\n" + "\n".join(problems[:80])


def test_the_eye_sees_into_a_workbook() -> None:
    file = BytesIO()
    book = Workbook()
    book.active.append(["~abc123"])
    book.save(file)
    assert "~abc123" in canaries.found_in(canaries.text_of(HttpResponse(file.getvalue())))


@pytest.mark.parametrize(
    "person", [pytest.param(who, marks=pytest.mark.long) if who in LIKE_OTHERS else who for who in table.cast()]
)
def test_pairwise(clients: dict[str, Client], world: World, eye: Eye, person: str, record_property: Record) -> None:
    check(clients[person], eye, person, list(pairwise(targets(world), person)), record_property)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("person", table.cast())
def test_everything(clients: dict[str, Client], world: World, eye: Eye, person: str, record_property: Record) -> None:
    check(clients[person], eye, person, list(everything(targets(world), person)), record_property)
