"""The way of a removal from the first request to the end, as two countries walk it, and what it does to figures."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from uuid import UUID

from coordination.removals import answering, asking, handing
from coordination.removals.models import Removal, RemovalIncident, RemovalPerson
from operation.cases.records.suspect import Suspect
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.indicators.models import LedgerEntry
from tests.factories import removals
from tests.factories.removals import fresh, people, taken

As = Callable[[User], AbstractContextManager[None]]


def count(cast: SimpleNamespace, as_: As, code: str, who: str = "vn") -> int:
    """What the ledger of a country says of an indicator."""
    user = getattr(cast, f"coordinator_{who}")
    with as_(user):
        rows = LedgerEntry.objects.filter(indicator=code, agency=user.organisation)
        return int(sum(rows.values_list("delta", flat=True)))


def statuses(cast: SimpleNamespace, as_: As) -> list[str]:
    with as_(cast.coordinator_vn):
        own = Suspect.objects.filter(originator=cast.coordinator_vn.organisation)
        return sorted(own.values_list("status", flat=True))


def test_asked_refused_asked_again_and_one_head_too_few(cast: SimpleNamespace, as_: As) -> None:
    first = removals.sent(cast, persons=2)
    taken(
        first, cast.coordinator_vn, answering.refuse_removal, date(2024, 10, 2), "A case is open here", ground="ongoing"
    )
    with as_(cast.coordinator_kh):
        again = asking.ask_again(principal=principal_of(cast.coordinator_kh), removal=fresh(first, cast.coordinator_kh))
        assert (again.repeats_id, again.heads, again.state) == (first.pk, 2, "draft")
    assert count(cast, as_, "P02") == 0


def test_heads_differ_by_one_and_are_explained(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.received(cast, persons=3, missing=1)
    assert (removal.state, removal.heads, removal.heads_sent, removal.heads_received) == ("received", 3, 3, 2)
    assert statuses(cast, as_) == ["removal_pending", "transferred", "transferred"]
    [last] = [person for person in people(removal, cast.coordinator_kh) if person.differs]
    incident = the_incident(removal, cast, as_)
    assert (incident.of_heads, incident.difference) == (True, 1)
    explain(removal, cast.coordinator_kh, incident, as_, {last.pk: "returned"})
    assert not the_incident(removal, cast, as_).resolved_on
    explain(removal, cast.coordinator_vn, incident, as_, {last.pk: "returned"})
    assert statuses(cast, as_) == ["detained", "transferred", "transferred"]
    closed = taken(removal, cast.coordinator_kh, handing.close_removal, date(2024, 12, 1))
    assert closed.state == "closed"
    assert count(cast, as_, "P02") == 3


def the_incident(removal: Removal, cast: SimpleNamespace, as_: As) -> RemovalIncident:
    with as_(cast.coordinator_vn):
        return RemovalIncident.objects.visible_to(principal_of(cast.coordinator_vn)).get(removal=removal)


def explain(removal: Removal, by: User, incident: RemovalIncident, as_: As, ends: dict[UUID, str]) -> None:
    with as_(by):
        current = fresh(removal, by)
        handing.explain_incident(
            principal=principal_of(by),
            removal=current,
            version=current.version,
            incident=incident.pk,
            words="Taken ill at the crossing",
            ends=ends,
        )


def test_nobody_is_lost(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.received(cast, persons=2, left_behind=1, missing=1)
    with as_(cast.coordinator_kh):
        ends = RemovalPerson.objects.filter(removal=removal).values_list("sent", "arrived", "end")
        assert list(ends) == [(True, True, "received"), (False, False, "stayed")]
    assert statuses(cast, as_) == ["detained", "transferred"]
