"""What is purged without asking, agency by agency, by the operator's command: the cleared, and what was deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.cases.registry import all_types
from operation.cases.retention.actions import purge_records
from operation.cases.retention.models import Rule
from operation.cases.retention.selectors import RETENTION, cleared, due_in_all, not_given_back
from operation.people.models import Organisation
from operation.people.selectors import agencies

CHANNEL = "retention"
BATCH = 100
WORDS = "by the national rule"
NOT_GIVEN_BACK = "deleted, and not given back in time"


@dataclass(frozen=True)
class Due:
    """What is due at one agency: records that the rules purge, and those on which people decide."""

    agency: Organisation
    by_rule: int
    to_review: int


def count_due() -> Iterator[Due]:
    """TLP:RED included: counted, and nothing else is told of it."""
    for agency in agencies():
        principal = _system(agency)
        with acting_as(principal, channel=CHANNEL), as_system(RETENTION):
            gone = sum(1 for _suspect in cleared(principal))
            due = sum(due_in_all(principal, kind).count() for kind in all_types())
            deleted = sum(1 for _record in not_given_back(principal))
        yield Due(agency, gone + deleted, due - gone)


def purge_by_rule() -> Iterator[Due]:
    """Purge them in batches, each in a transaction of its own; what was interrupted goes on at the next call."""
    for agency in agencies():
        principal, gone = _system(agency), 0
        while purged := _purge_some(principal):
            gone += purged
        if gone:
            yield Due(agency, gone, 0)


def _purge_some(principal: Principal) -> int:
    with acting_as(principal, channel=CHANNEL), as_system(RETENTION):
        suspects = list(islice(cleared(principal), BATCH))
        deleted = list(islice(not_given_back(principal), BATCH))
        if suspects:
            purge_records(principal=principal, records=suspects, rule=Rule.CLEARED, words=WORDS)
        if deleted:
            purge_records(principal=principal, records=deleted, rule=Rule.MISTAKE, words=NOT_GIVEN_BACK)
    return len(suspects) + len(deleted)


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
