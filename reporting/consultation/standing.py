"""Where each agency and country stands in a consultation. Told by the rounds and the approvals alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.clock import Allowance, Clock, Unit
from operation.people.models import Organisation
from reporting.consultation.models import Answer, Approval, Round


@dataclass(frozen=True)
class Voice:
    """One agency: the round that asked it last, and what it said since. An approval of before stays as long as nothing
    that concerns its country has changed."""

    agency: Organisation
    asked_in: Round | None
    approval: Approval | None

    @property
    def is_owed(self) -> bool:
        return self.asked_in is not None and self.approval is None

    def clock(self, calendar: WorkCalendar) -> Clock | None:
        """Runs from the round that asked, in the working days of the agency's country."""
        if self.asked_in is None:
            return None
        return Clock.begin(self.asked_in.created_at, Allowance(self.asked_in.days, Unit.DAYS), calendar)


@dataclass(frozen=True)
class Position:
    """One country: all of its agencies."""

    country: str
    voices: tuple[Voice, ...]

    @property
    def has_agreed(self) -> bool:
        return all(voice.approval for voice in self.voices)

    @property
    def notes(self) -> tuple[Approval, ...]:
        given = [voice.approval for voice in self.voices if voice.approval]
        return tuple(one for one in given if one.answer == Answer.NOTED)


def positions(
    agencies: Sequence[Organisation], rounds: Iterable[Round], approvals: Iterable[Approval]
) -> tuple[Position, ...]:
    """Each country's, in the order of the agencies. `rounds` and `approvals` are those of one report."""
    asking: dict[str, Round] = {}
    for one in sorted(rounds, key=lambda known: known.number):
        asking |= dict.fromkeys(one.asked, one)
    numbers = {one.pk: one.number for one in rounds}
    said = {one.agency_id: one for one in sorted(approvals, key=lambda a: (numbers[a.round_id], a.created_at, a.pk))}
    return tuple(
        Position(country, tuple(_voice(agency, asking.get(country), said.get(agency.pk), numbers) for agency in own))
        for country, own in groupby(agencies, key=lambda agency: agency.country_id or "")
    )


def _voice(agency: Organisation, asked_in: Round | None, given: Approval | None, numbers: Mapping[UUID, int]) -> Voice:
    holds = given and asked_in and numbers[given.round_id] >= asked_in.number
    return Voice(agency, asked_in, given if holds else None)


def missing(found: Iterable[Position]) -> list[Organisation]:
    """Agencies that have not agreed to what stands now."""
    return [voice.agency for position in found for voice in position.voices if not voice.approval]
