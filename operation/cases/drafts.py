"""What a person or a file wants to log, before an action has checked it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from operation.cases.names import NameKind


@dataclass(frozen=True)
class NameDraft:
    """A name as it was typed. The first of a record is its primary name."""

    text: str
    kind: str = NameKind.LEGAL
    romanisation: str = ""
    romanisation_system: str = ""
    honorific: str = ""
    tlp: str = ""


@dataclass(frozen=True)
class IdentifierDraft:
    """An identifier as it was typed. `country` (ISO 3166-1) where it is not the one that logs it."""

    kind: str
    text: str
    country: str = ""
    issuer: str = ""
    tlp: str = ""


@dataclass(frozen=True)
class RecordDraft:
    """Field values by name (model fields, and `event_date` as a PartialDate), the names, and the identifiers.

    Without names those that there are stay; so do identifiers that are None.
    """

    values: Mapping[str, Any]
    names: tuple[NameDraft, ...] = ()
    identifiers: tuple[IdentifierDraft, ...] | None = None


@dataclass(frozen=True)
class StepDraft:
    """The day on which a step was taken, and what it needs, by field."""

    on: date
    given: Mapping[str, Any] = field(default_factory=dict)
