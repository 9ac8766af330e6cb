"""The expected answers, read from the tables in expected/. Nothing here asks the application what it would do."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from operation.cases.registry import all_types

HERE = Path(__file__).parent / "expected"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SIGN_IN = "sign-in"
TAKEN_FROM_NOBODY = frozenset({"401", "403", "404", "405", SIGN_IN})
OF_OBJECTS = {"reader": "content", "owner": "owner", "facts": "facts"}
"""Words for people of an object, and the part of it that says who they are."""

People = frozenset[str]


@dataclass(frozen=True)
class Line:
    """One line of a row: for these methods, these people and these kinds of objects, one of these answers.

    A kind, type or area behind «!» is one of which the line does not speak.
    """

    methods: frozenset[str]
    people: str
    kinds: frozenset[str]
    answers: frozenset[str]

    def speaks_of(self, about: set[str]) -> bool:
        others = {kind.removeprefix("!") for kind in self.kinds if kind.startswith("!")}
        named = {kind for kind in self.kinds if not kind.startswith("!")}
        return not others & about and (not named or bool(named & about))


@dataclass(frozen=True)
class Row:
    """What one address answers. The first line that fits holds; a request that no line fits is not classified."""

    key: str
    object: str
    params: tuple[Mapping[str, Any], ...]
    query: str
    body: Any
    lines: tuple[Line, ...]

    @cached_property
    def taken(self) -> frozenset[str]:
        """Methods that the address takes from somebody."""
        return frozenset().union(*(line.methods for line in self.lines if line.answers - TAKEN_FROM_NOBODY))

    def answers(self, method: str, person: str, kind: str = "", type_: str = "") -> frozenset[str]:
        """The answers that are right. Raises LookupError when no line speaks of the request."""
        about = {kind, type_, *areas_of(type_)}
        for line in self.lines:
            fits = method in line.methods and line.speaks_of(about)
            if fits and person in who(line.people, f"{self.object}.{kind}"):
                return line.answers
        raise LookupError(f"routes.toml, «{self.key}»: no line for {method} by {person} on {kind or 'the page'}")


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text())


def cast() -> tuple[str, ...]:
    return tuple(_read("people")["cast"])


def types() -> tuple[str, ...]:
    """The record types that there are: each new one is asked as all of its area are."""
    return tuple(record_type.slug for record_type in all_types())


def areas_of(slug: str) -> frozenset[str]:
    """The areas in which a record type stands; none for most, and for what is no record."""
    return frozenset(area for area, slugs in _read("objects")["areas"].items() if slug in slugs)


def kinds(family: str) -> tuple[str, ...]:
    """The kinds of one family of objects, in the order of the table."""
    return tuple(_read("objects")[family])


def families() -> Mapping[str, Mapping[str, Any]]:
    return {name: found for name, found in _read("objects").items() if name != "areas"}


@cache
def who(words: str, object_: str = "") -> People:
    """People by an expression: a comma joins, «&» takes what both have; «reader», «owner» and «facts» are
    the object's own."""
    joined: set[str] = set()
    for part in words.split(","):
        found = [_one(word.strip(), object_) for word in part.split("&")]
        joined |= frozenset.intersection(*found)
    return frozenset(joined)


def sees(family: str, kind: str, part: str) -> People:
    """Who may meet the marks of one part of an object; nobody, for a part that the table does not name."""
    return who(",".join(_read("objects")[family][kind].get(part, ["nobody"])))


def _one(word: str, object_: str) -> People:
    if word == "*":
        return frozenset(cast())
    if word in OF_OBJECTS:
        family, _dot, kind = object_.partition(".")
        return sees(family, kind, OF_OBJECTS[word])
    if word in cast():
        return frozenset([word])
    classes = _read("people")["classes"]
    if word not in classes:
        raise LookupError(f"people.toml knows no «{word}»")
    return frozenset().union(*(_one(each, object_) for each in classes[word]))


@cache
def rows() -> tuple[Row, ...]:
    return tuple(_row(key, found) for key, found in _read("routes").items())


def row_of(key: str) -> Row | None:
    """The row of an address: one that names it, else the first pattern that fits."""
    named = next((row for row in rows() if row.key == key), None)
    return named or next((row for row in rows() if fnmatchcase(key, row.key)), None)


def _row(key: str, found: Mapping[str, Any]) -> Row:
    return Row(
        key=key,
        object=found.get("object", ""),
        params=tuple(found.get("params", [{}])),
        query=found.get("query", ""),
        body=found.get("body", {}),
        lines=tuple(_lines(found["answers"])),
    )


def _lines(text: str) -> Iterator[Line]:
    """`GET,HEAD  operation & owner  [own released]  200|404`: methods, people, kinds if not all, answers."""
    for written in text.strip().splitlines():
        methods, rest = written.split(None, 1)
        people, answers = rest.rsplit(None, 1)
        people, _bracket, kinds_ = people.partition("[")
        yield Line(
            frozenset(METHODS) if methods == "*" else frozenset(methods.split(",")),
            people.strip(),
            frozenset(kinds_.strip(" ]").split()),
            frozenset(answers.split("|")),
        )
