"""Lists of records open what is behind a figure, and the plan knows the figures by their names; nobody counts twice."""

from coordination.deconfliction.clusters import held_of, held_of_match
from coordination.deconfliction.events import MatchConcluded
from coordination.removals.events import PersonsReceived
from operation.cases.events import RecordErased, RecordsCombined
from operation.cases.records.suspect import SUSPECT
from operation.cases.selections import register
from operation.kernel.events import subscribe
from operation.plan import indicators
from reporting.indicators.once import follow_leaving, follow_records
from reporting.indicators.rules import INDICATORS
from reporting.indicators.selections import PREFIX, SAME, find_selection, find_taken_off

register(PREFIX, find_selection)
register(SAME, find_taken_off)
indicators.register({indicator.code: indicator.label for indicator in INDICATORS})


@subscribe(MatchConcluded)
def count_match(event: MatchConcluded) -> None:
    follow_records(held_of_match(event.match.pk))


@subscribe(PersonsReceived)
def count_received(event: PersonsReceived) -> None:
    """The receiving country's own record of somebody adds no second person (counting rule 2)."""
    keys = [key for person in event.persons for key in (person.asking_record, person.held_record) if key]
    follow_records(held_of(SUSPECT.code, keys))


@subscribe(RecordErased)
def count_leaving(event: RecordErased) -> None:
    follow_leaving(event.record.pk)


@subscribe(RecordsCombined)
def count_combined(event: RecordsCombined) -> None:
    """Who was the same as the record that is out of use now is the same as the one that is kept."""
    follow_records([event.kept.pk])
