"""The national rule for whoever was cleared, carried out agency by agency by the operator's command."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.cases.registry import all_types
from operation.cases.retention.actions import purge_records
from operation.cases.retention.models import Rule
from operation.cases.retention.selectors import RETENTION, cleared, due_in_all
from operation.people.models import Organisation
from operation.people.selectors import agencies

CHANNEL = "retention"
BATCH = 100
WORDS = "by the national rule"


@dataclass(frozen=True)
class Due:
    """What is due at one agency: cleared suspects, whom the rule purges, and records on which people decide."""

    agency: Organisation
    cleared: int
    to_review: int


def count_due() -> Iterator[Due]:
    """TLP:RED included: counted, and nothing else is told of it."""
    for agency in agencies():
        principal = _system(agency)
        with acting_as(principal, channel=CHANNEL), as_system(RETENTION):
            gone = sum(1 for _suspect in cleared(principal))
            due = sum(due_in_all(principal, kind).count() for kind in all_types())
        yield Due(agency, gone, due - gone)


def purge_cleared() -> Iterator[Due]:
    """Purge them in batches, each in a transaction of its own; what was interrupted goes on at the next call."""
    for agency in agencies():
        principal, gone = _system(agency), 0
        while purged := _purge_some(principal):
            gone += purged
        if gone:
            yield Due(agency, gone, 0)


def _purge_some(principal: Principal) -> int:
    with acting_as(principal, channel=CHANNEL), as_system(RETENTION):
        batch = list(islice(cleared(principal), BATCH))
        if batch:
            purge_records(principal=principal, records=batch, rule=Rule.CLEARED, words=WORDS)
    return len(batch)


def _system(agency: Organisation) -> Principal:
    """Nobody in person: the rule of the agency's country, with an originator's rights and no more."""
    return Principal(
        user_id=None,
        name=CHANNEL,
        organisation_id=agency.pk,
        kind=agency.kind,
        country=agency.country_id,
        group_id=agency.group_id,
        roles=frozenset({Role.COORDINATOR}),
    )
