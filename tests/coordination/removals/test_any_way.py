"""Whatever two sides try in whatever order: heads add up, nobody is lost, days run forward, conditions hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination.removals import answering, asking, handing, naming
from coordination.removals.checking import missing
from coordination.removals.models import PersonEnd, Removal, RemovalIncident, RemovalPerson
from coordination.removals.states import STATES
from operation.access.context import acting_as
from operation.cases.records.suspect import Suspect
from operation.kernel.errors import Conflict, NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import removals
from tests.factories.removals import crossing, fresh, order

PERSONS = 3
FIRST = date(2024, 10, 6)
ENDS = ("received", "stayed", "returned", "escaped", "deceased")
NAMES = ("schedule", "hand-over", "receive", "close", "withdraw", "lapse", "refuse", "take off", "turn no", "explain")
STEPS: dict[str, Callable[..., Removal]] = {
    "schedule": answering.schedule_removal,
    "hand-over": handing.hand_over_persons,
    "receive": handing.receive_persons,
    "close": handing.close_removal,
    "withdraw": asking.withdraw_removal,
    "lapse": answering.lapse_removal,
    "refuse": answering.refuse_removal,
}


@dataclass(frozen=True)
class Try:
    """What somebody tries: by which side, on which day after the first, with which of the persons."""

    name: str
    by_asked: bool
    days: int
    chosen: frozenset[int]
    end: str


tries = st.builds(
    Try,
    st.sampled_from((*NAMES, "hand-over", "receive", "schedule")),
    st.booleans(),
    st.integers(0, 20),
    st.frozensets(st.integers(0, PERSONS - 1)),
    st.sampled_from(ENDS),
)


class Way:
    """One removal that is ready to be scheduled, and both sides at it."""

    def __init__(self, cast: SimpleNamespace, removal: Removal) -> None:
        self.cast, self.key = cast, removal

    def act(self, one: Try) -> None:
        """Try it; what is refused changes nothing."""
        by = self.cast.coordinator_vn if one.by_asked else self.cast.coordinator_kh
        try:
            with acting_as(principal_of(by), channel="test"), transaction.atomic():
                self._act(one, by)
        except (ValidationError, NotAllowed, Conflict):
            return

    def _act(self, one: Try, by: User) -> None:
        people = list(RemovalPerson.objects.filter(removal=self.key))
        chosen = [people[at].pk for at in one.chosen]
        current = fresh(self.key, by)
        shared: dict[str, Any] = {"principal": principal_of(by), "removal": current, "version": current.version}
        if one.name == "take off":
            naming.take_off(person=chosen[0] if chosen else people[0].pk, why="ill", **shared)
        elif one.name == "turn no":
            removals.check(current, by, people[0], victim_screening="no")
        elif one.name == "explain":
            self._explain(one, shared)
        else:
            beside = self._beside(one, chosen)
            asked = order(self.key, by, FIRST + timedelta(days=one.days), "words")
            STEPS[one.name](order=asked, **beside)

    def _beside(self, one: Try, chosen: list[Any]) -> dict[str, Any]:
        if one.name == "schedule":
            return {"crossing": crossing()}
        if one.name == "refuse":
            return {"ground": "ongoing"}
        return {"persons": chosen} if one.name in ("hand-over", "receive") else {}

    def _explain(self, one: Try, shared: dict[str, Any]) -> None:
        incident = RemovalIncident.objects.filter(removal=self.key).first()
        if incident is None:
            return
        differing = [person for person in RemovalPerson.objects.filter(removal=self.key, end="") if person.differs]
        ends = {person.pk: one.end for person in differing}
        handing.explain_incident(incident=incident.pk, words="why", ends=ends, **shared)

    def now(self) -> "Picture":
        with acting_as(principal_of(self.cast.coordinator_vn), channel="test"):
            removal = Removal.objects.get(pk=self.key.pk)
            people = list(removal.persons.all())
            held = {one.pk: one.status for one in Suspect.objects.filter(pk__in=[each.held_record for each in people])}
            lacking = missing([one for one in people if one.is_listed], list(removal.checks.all()))
            open_ = removal.incidents.filter(resolved_on=None).count()
        return Picture(removal, people, held, bool(lacking), open_)


@dataclass(frozen=True)
class Picture:
    removal: Removal
    people: list[RemovalPerson]
    held: dict[Any, str]
    lacks_checks: bool
    open_incidents: int


def check_heads(now: Picture) -> None:
    """Sent and not sent are all who are listed; nobody left the table."""
    listed = [one for one in now.people if one.is_listed]
    assert len(now.people) == PERSONS
    assert now.removal.heads == len(listed)
    if now.removal.heads_sent is not None:
        sent = [one for one in listed if one.sent]
        stayed = [one for one in listed if one.sent is False]
        assert now.removal.heads_sent == len(sent) > 0
        assert len(sent) + len(stayed) == len(listed)
    if now.removal.heads_received is not None:
        assert now.removal.heads_received == sum(bool(one.arrived) for one in listed)


def check_records(now: Picture) -> None:
    """Whoever arrived is transferred, nobody else is; nobody waits once it is over."""
    for person in now.people:
        status = now.held[person.held_record]
        assert (status == "transferred") == (person.end == PersonEnd.RECEIVED)
        on_the_way = now.removal.state in ("scheduled", "handed_over", "received") and not person.end
        assert (status == "removal_pending") == on_the_way


def check_ends(now: Picture) -> None:
    if now.removal.state in STATES.closed:
        assert all(person.end for person in now.people)
        assert now.open_incidents == 0


def check_step(before: Picture, now: Picture) -> None:
    if now.removal.state != before.removal.state:
        ways = [step for step in STATES.transitions if before.removal.state in step.sources]
        assert now.removal.state in {step.target for step in ways}
        assert now.removal.state_on
        assert before.removal.state_on
        assert now.removal.state_on >= before.removal.state_on
        if now.removal.state == "scheduled":
            assert not now.lacks_checks
    if before.removal.state in STATES.closed:
        assert now.removal.version == before.removal.version


@pytest.fixture
def ready(cast: SimpleNamespace) -> Way:
    return Way(cast, removals.cleared(cast, persons=PERSONS))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(tries, min_size=1, max_size=10))
def test_any_order_of_steps(ready: Way, way: list[Try]) -> None:
    with transaction.atomic():
        before = ready.now()
        for one in way:
            ready.act(one)
            now = ready.now()
            check_step(before, now)
            check_heads(now)
            check_records(now)
            check_ends(now)
            before = now
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sent=st.frozensets(st.integers(0, PERSONS - 1), min_size=1),
    come=st.frozensets(st.integers(0, PERSONS - 1)),
    end=st.sampled_from(ENDS),
)
def test_whoever_was_counted_both_sides_bring_it_to_an_end(
    ready: Way, sent: frozenset[int], come: frozenset[int], end: str
) -> None:
    """From the schedule to the end, with any difference between the two counts."""
    with transaction.atomic():
        for one in (
            Try("schedule", True, 5, frozenset(), end),
            Try("hand-over", True, 6, sent, end),
            Try("receive", False, 7, come, end),
        ):
            ready.act(one)
        differ = sent != come
        assert ready.now().open_incidents == differ
        ready.act(Try("close", True, 8, frozenset(), end))
        assert (ready.now().removal.state == "closed") != differ
        for by_asked in (True, False):
            ready.act(Try("explain", by_asked, 9, frozenset(), end))
        ready.act(Try("close", False, 10, frozenset(), end))
        now = ready.now()
        assert now.removal.state == "closed"
        check_heads(now)
        check_records(now)
        check_ends(now)
        transaction.set_rollback(True)
