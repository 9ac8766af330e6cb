"""Names meet soon after they are heard: what waits is held against what others hold (decisions 36, 42)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from coordination.deconfliction.finding import Hit, log_hits
from coordination.deconfliction.keeping import CHANNEL, MATCHING
from coordination.deconfliction.matching.models import HeardName
from coordination.deconfliction.matching.proposing import Proposal, propose
from coordination.deconfliction.models import FoundBy
from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.cases.registry import by_code
from operation.people.models import Organisation, OrganisationKind

AT_ONCE = 100
"""Names in one transaction: two workers take different ones."""

NAME, BORN = "name", "born"
SAME_BIRTH = ("day", "month")


def meet_names() -> int:
    """Propose matches for every name that waits, agency by agency; returns how many names were looked at.

    Each agency's in its own context: the wall lets nobody else's through, and others answer by the reviewed function.
    """
    agencies = Organisation.objects.filter(kind=OrganisationKind.AGENCY)
    return sum(_meet_all(machine_of(agency)) for agency in agencies)


def machine_of(agency: Organisation) -> Principal:
    """The work of the system for an agency: no person, so that no trail names one."""
    return Principal(
        None, "", agency.pk, agency.kind, agency.country_id, agency.group_id, frozenset({Role.COORDINATOR})
    )


def _meet_all(principal: Principal) -> int:
    met = 0
    while found := _meet_some(principal):
        met += found
    return met


def _meet_some(principal: Principal) -> int:
    with acting_as(principal, channel=CHANNEL):
        waiting = _take()
        for code, keys in waiting.items():
            record_type = by_code(code)
            if record_type is not None:
                log_hits(list(_hits(propose(record_type, set(keys)))), FoundBy.NAME)
        return sum(len(keys) for keys in waiting.values())


def _take() -> dict[str, list[UUID]]:
    """Records whose names wait, by type; from now on they wait no more, unless this transaction fails."""
    with as_system(MATCHING):
        rows = HeardName.objects.select_for_update(skip_locked=True).filter(waits=True).order_by("created_at")
        taken: Sequence[HeardName] = list(rows[:AT_ONCE])
        HeardName.objects.filter(pk__in=[row.pk for row in taken]).update(waits=False)
    found: dict[str, list[UUID]] = defaultdict(list)
    for row in taken:
        found[row.record_type].append(row.record_id)
    return found


def _hits(proposals: Sequence[Proposal]) -> Iterator[Hit]:
    """A name that agrees, and the birth beside it where it does."""
    for one in proposals:
        code = one.record_type.code
        agreeing = [NAME, *(part for part, detail in one.parts if part == BORN and detail in SAME_BIRTH)]
        for kind in agreeing:
            yield Hit(
                *(code, one.record_id, code, one.other_record_id, kind),
                mine_marked=one.marked,
                other_marked=one.other_marked,
            )
