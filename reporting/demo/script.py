"""What the invented countries will do: the life of each record, written down before anything is logged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from operation.cases.drafts import IdentifierDraft, NameDraft
from reporting.demo.agenda import Agenda


@dataclass(frozen=True)
class StepTaken:
    """A step of the state table, taken on a day, logged in the session of a week."""

    session: int
    name: str
    on: date
    given: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Correction:
    """Fields that are set right later. `syndicate` is the key of another life."""

    session: int
    values: Mapping[str, Any] = field(default_factory=dict)
    syndicate: str = ""


@dataclass(frozen=True)
class Sharing:
    """A release by the agency's coordinator to agencies (keys) or the secretariat («LMLECC»)."""

    session: int
    to: tuple[str, ...]
    purpose: str


@dataclass
class Life:
    """A record from its opening on. `values` are those of its draft; other records and action days stand as keys."""

    key: str
    slug: str
    agency: str
    opened: int
    values: dict[str, Any]
    names: tuple[NameDraft, ...] = ()
    identifiers: tuple[IdentifierDraft, ...] = ()
    syndicate: str = ""
    action_day: int | None = None
    steps: list[StepTaken] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    sharings: list[Sharing] = field(default_factory=list)
    verifiable: bool = True
    verified_in: int | None = None

    @property
    def sessions(self) -> set[int]:
        """The sessions in which something is logged about the record."""
        return {self.opened, *(step.session for step in self.steps), *(change.session for change in self.corrections)}

    @property
    def last_session(self) -> int:
        """The session after which nothing more happens to the record."""
        return max(self.sessions)


class Course:
    """Writes the steps of one life: days never run backwards, nothing is logged before it happened or after today."""

    def __init__(self, agenda: Agenda, life: Life, since: date) -> None:
        self.agenda = agenda
        self.life = life
        self.day = since
        self.going = True

    def step(self, name: str, on: date, **given: Any) -> bool:
        """Take a step on a day, or on that of the one before if it is later. False, and the end, past the last week."""
        day = max(on, self.day)
        session = max(self.life.last_session, self.agenda.session(day))
        self.going = self.going and session < len(self.agenda.weeks)
        if self.going:
            self.day = day
            self.life.steps.append(StepTaken(session, name, day, tuple(sorted(given.items()))))
        return self.going
