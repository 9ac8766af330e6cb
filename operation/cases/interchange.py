"""How a record type stands in FollowTheMoney: which schema, which property each field fills, whom it is tied to.

Declared by the types themselves (registry.py). A type that declares nothing never leaves that way: rescued laborers
never (domain.md §8), firearms because FollowTheMoney has no schema for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Schema:
    """A schema by its name, and the property that each field fills. Names, place and handling need no line here."""

    name: str
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tie:
    """A field that points to another record, as an entity between the two; `role` is the field that says as what."""

    field: str
    schema: str
    source: str
    target: str
    role: str = ""


@dataclass(frozen=True)
class Interchange:
    """The schema of a type; where the value of the field `by` chooses another, that one. `titles`: its name, if any."""

    schema: Schema
    by: str = ""
    chosen: Mapping[str, Schema] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()

    def schema_of(self, record: Any) -> Schema:
        return self.chosen.get(getattr(record, self.by), self.schema) if self.by else self.schema
