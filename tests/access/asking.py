"""Requests of the matrix: who asks what of which object, what he is to be answered, and what he must not meet."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from operation.cases.examples import least_of
from operation.cases.registry import by_slug
from tests.access import canaries, table
from tests.access.routes import Route, all_routes
from tests.access.table import Row
from tests.access.things import Thing, World

NAME = "name"
FIRST = "first"


@dataclass(frozen=True)
class Target:
    """An address that can be asked: its route, its row of the table, and the object that it is about."""

    route: Route
    row: Row
    address: str
    kind: str = ""
    type: str = ""
    thing: Thing | None = None

    def __str__(self) -> str:
        return f"{self.row.key} {self.kind} {self.type}".strip()


def rows_of(route: Route) -> list[Row]:
    """The rows that a route has: one, or one for each value of its parameter «name»."""
    if NAME in route.params:
        return [row for row in table.rows() if row.key.startswith(f"{route.key} ")]
    row = table.row_of(route.key)
    return [row] if row else []


def targets(world: World) -> list[Target]:
    """Everything that can be asked of this world, in the order of the addresses."""
    return [target for route in all_routes() for row in rows_of(route) for target in _of(world, route, row)]


def one_of_each_row(found: list[Target]) -> list[Target]:
    """One target for each row of the table."""
    return list({target.row.key: target for target in reversed(found)}.values())


def one_of_each(found: list[Target], turn: int = 0) -> list[Target]:
    """One target for each row and kind, the record types in turn."""
    alike: dict[tuple[str, str], list[Target]] = {}
    for target in found:
        alike.setdefault((target.row.key, target.kind), []).append(target)
    return [group[number % len(group)] for number, group in enumerate(alike.values(), start=turn)]


def _of(world: World, route: Route, row: Row) -> Iterator[Target]:
    if row.object == "type":
        for slug in [route.type] if route.type else table.types():
            yield _target(route, row, {"slug": slug}, type=slug)
    elif row.object:
        for thing in world.of(row.object, route.type):
            yield _target(route, row, thing.params, kind=thing.kind, type=thing.type, thing=thing)
    else:
        for params in row.params:
            yield _target(route, row, params)


def _target(route: Route, row: Row, params: Mapping[str, Any], **about: Any) -> Target:
    given = dict(params)
    if NAME in route.params:
        name = row.key.partition(" ")[2]
        given[NAME] = first_step(about["type"]) if name == FIRST else name
    query = f"?{row.query}" if row.query else ""
    return Target(route, row, route.address(given) + query, **about)


def first_step(slug: str) -> str:
    """The first step that a record of the type can take on a day, with nothing else given."""
    found = by_slug(slug)
    assert found is not None
    return next(step.name for step in found.states.from_state(found.states.initial) if not step.condition)


@dataclass(frozen=True)
class Told:
    """An answer: its status as the table writes it, and all that left the server."""

    status: str
    text: str


def ask(client: Client, target: Target, method: str) -> Told:
    """The answer; whatever the request wrote is undone, a signed-out browser included."""
    cookies = client.cookies.output(header="", sep=";")
    cache.clear()  # where attempts are counted: who asked before is no part of the answer
    with transaction.atomic():
        answer = send(client, method, target.address, body_of(target), as_json=target.address.startswith("/api/"))
        told = Told(status_of(answer), canaries.text_of(answer))
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    return told


def send(client: Client, method: str, address: str, body: Any, *, as_json: bool) -> Any:
    """One request, as a browser or a program sends it."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return getattr(client, method.lower())(address)
    if as_json:
        return client.generic(method, address, json.dumps(body), content_type="application/json")
    if method == "POST":
        return client.post(address, body)
    return client.generic(method, address)


def body_of(target: Target) -> Any:
    """The body of the row, with what only the object knows filled in."""
    return _filled(target.row.body, target)


def _filled(body: Any, target: Target) -> Any:
    if isinstance(body, dict):
        return {name: _filled(value, target) for name, value in body.items()}
    if isinstance(body, list):
        return [_filled(value, target) for value in body]
    if body == "{version}":
        return target.thing.row.version if target.thing else 1
    if body == "{null}":
        return None
    return new_record(target.type) if body == "{new}" else body


def new_record(slug: str) -> dict[str, Any]:
    """What a program sends to log a record of a type."""
    found = by_slug(slug)
    assert found is not None
    body: dict[str, Any] = {"event_date": {"text": "2024-09-10"}}
    if found.names:
        body["names"] = [{"text": "ตัวอย่าง"}]
    return body | {name: value if isinstance(value, list) else str(value) for name, value in least_of(found).items()}


def status_of(answer: Any) -> str:
    """As the table writes it."""
    moved = answer.status_code == 302 and re.match(r"/sign-in/", answer.headers["Location"])
    return table.SIGN_IN if moved else str(answer.status_code)


class Eye:
    """What each person must not meet, anywhere."""

    def __init__(self, world: World) -> None:
        self.where = world.marks.where
        self.hidden = {person: frozenset(self._hidden(person)) for person in table.cast()}

    def _hidden(self, person: str) -> Iterator[str]:
        seen: dict[str, bool] = {}
        for mark, (part, _name) in self.where.items():
            if part not in seen:
                seen[part] = person in _readers(part)
            if not seen[part]:
                yield mark

    def leaks(self, person: str, address: str, text: str) -> list[str]:
        """Marks in an answer that this person must not see; what he wrote in the address himself is none."""
        met = canaries.found_in(text) & self.hidden[person]
        return [f"{self.where[mark][0]} {self.where[mark][1]} ({mark})" for mark in sorted(met) if mark not in address]


def _readers(part: str) -> Iterable[str]:
    thing, _bar, name = part.partition("|")
    family, _dot, kind = thing.split(" ")[0].partition(".")
    return table.sees(family, kind, name)
