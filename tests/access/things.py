"""Objects of the matrix, and the world that holds them all."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from tests.access.canaries import Marks


@dataclass(frozen=True)
class Thing:
    """One object: its family and kind in the table, the parameters of its addresses, and the row itself."""

    family: str
    kind: str
    params: dict[str, Any]
    row: Any
    type: str = ""

    @property
    def part(self) -> str:
        """How its marks are filed: `<part>|<name of the part>`."""
        return f"{self.family}.{self.kind} {self.type}"


@dataclass
class World:
    """The cast, the things and their marks, in a database of their own."""

    name: str
    cast: SimpleNamespace
    things: list[Thing] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)

    def of(self, family: str, type_: str = "") -> list[Thing]:
        """Things of a family, of one record type where one is named."""
        return [one for one in self.things if one.family == family and type_ in ("", one.type)]

    def one(self, kind: str, type_: str = "") -> Thing:
        """The thing of `record.own` and the like."""
        family, _dot, name = kind.partition(".")
        return next(one for one in self.of(family, type_) if one.kind == name)

    def add(self, thing: Thing, *keys: Any) -> Thing:
        """File a thing, with the keys and references by which it is known."""
        self.things.append(thing)
        for key in keys:
            self.marks.add(f"{thing.part}|id", "key", str(key))
        return thing
