"""The weekly returns of the demonstration: drafted, submitted late or not at all, asked about, verified, set right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.clock import KUNMING
from operation.plan.models import ActionDay, Operation
from reporting.demo.agenda import DAY, Agenda
from reporting.demo.diary import Entry
from reporting.demo.reported import corrected, figures
from reporting.demo.staff import Desk
from reporting.demo.vocabulary import content
from reporting.indicators.actions import settle_joint_claim
from reporting.indicators.rules import indicator_named
from reporting.indicators.weeks import Week
from reporting.returns.actions import (
    lock_returns,
    open_return,
    query_returns,
    reopen_returns,
    save_draft,
    submit_returns,
    verify_returns,
)
from reporting.returns.entries import Entries
from reporting.returns.models import NationalReturn, ReturnState

CHANNEL = "demo"
DRAFTED_BEFORE = timedelta(hours=3)
Key = tuple[str, int]


class Returns:
    """Keeps each return by agency and ISO week as it is now, and writes down what happens to it when."""

    def __init__(
        self,
        operation: Operation,
        desks: Mapping[str, Desk],
        agendas: Mapping[str, Agenda],
        supervision: Principal,
        director: Principal,
        seed: int,
    ) -> None:
        self.operation = operation
        self.desks = desks
        self.agendas = agendas
        self.supervision = supervision
        self.director = director
        self.seed = seed
        self.known: dict[Key, NationalReturn] = {}
        self.first_week = next(iter(agendas.values())).weeks[0].number
        self.waiting = {_key(text) for text in content("returns")["desk"]["waiting"]}

    def diary(self, action_days: Mapping[int, ActionDay]) -> Iterator[Entry]:
        """Everything that is done with returns, each at its moment."""
        for agenda in self.agendas.values():
            for position, (week, stated) in enumerate(zip(agenda.weeks, figures(agenda, self.seed), strict=True)):
                yield from self._week(agenda, position, week, stated)
        yield from self._desk()
        for case in content("returns")["question"]:
            yield from self._question(case)
        for case in content("returns")["reopening"]:
            yield from self._reopening(case)
        for lock in content("returns")["locked"]:
            yield self._entry(lock["at"], self.director, partial(self._lock, lock["until_week"]))
        for claim in content("returns")["joint_claim"]:
            day = action_days[claim["action_day"]]
            yield self._entry(claim["settled_at"], self.supervision, partial(self._settle, claim, day))

    def _entry(self, moment: datetime, principal: Principal, work: Callable[[], None]) -> Entry:
        def run() -> None:
            with clock.at(moment), acting_as(principal, channel=CHANNEL):
                work()

        return Entry(moment, run)

    def _week(self, agenda: Agenda, position: int, week: Week, stated: Entries) -> Iterator[Entry]:
        key, habits = (agenda.agency.key, week.number), agenda.agency.returns
        if week.number in habits.missing:
            return
        submitted = agenda.moment(position, habits.days + habits.late.get(week.number, 0), habits.hour)
        desk = self.desks[agenda.agency.key]
        yield self._entry(
            submitted - DRAFTED_BEFORE, desk.officer, lambda: self._draft(desk.officer, key, week, stated)
        )
        if week.number not in habits.draft:
            yield self._entry(submitted, desk.supervisor, lambda: self._submit(desk.supervisor, key))

    def _draft(self, principal: Principal, key: Key, week: Week, stated: Entries) -> None:
        opened = open_return(principal=principal, operation=self.operation, week=week, synthetic=True)
        self.known[key] = save_draft(
            principal=principal, national_return=opened, entries=stated, version=opened.version
        )

    def _submit(self, principal: Principal, key: Key) -> None:
        self._taken(submit_returns(principal=principal, returns=[self.known[key]], versions=[self.known[key].version]))

    def _taken(self, returns: Sequence[NationalReturn]) -> None:
        by_id = {given.pk: given for given in returns}
        self.known |= {key: by_id[given.pk] for key, given in self.known.items() if given.pk in by_id}

    def _desk(self) -> Iterator[Entry]:
        """The supervision desk reads on its weekday what has come, and verifies what it has no question about."""
        habits = content("returns")["desk"]
        agenda = next(iter(self.agendas.values()))
        day = agenda.weeks[0].monday + DAY * (7 + habits["weekday"])
        while day < agenda.today:
            moment = datetime.combine(day, time(habits["hour"]), tzinfo=KUNMING)
            yield self._entry(moment, self.supervision, partial(self._verify, moment))
            day += 7 * DAY

    def _verify(self, moment: datetime) -> None:
        asked = {(case["agency"], case["week"]) for case in content("returns")["question"] if case["asked_at"] > moment}
        ready = [
            given
            for key, given in self.known.items()
            if given.state == ReturnState.SUBMITTED and key not in self.waiting and key not in asked
        ]
        if ready:
            versions = [given.version for given in ready]
            self._taken(verify_returns(principal=self.supervision, returns=ready, versions=versions))

    def _question(self, case: Mapping[str, Any]) -> Iterator[Entry]:
        key = (case["agency"], case["week"])
        yield self._entry(case["asked_at"], self.supervision, lambda: self._ask(key, case["question"]))
        if "answered_at" in case:
            yield from self._correction(key, case["answered_at"], case["correct"])

    def _ask(self, key: Key, question: str) -> None:
        given = self.known[key]
        self._taken(
            query_returns(principal=self.supervision, returns=[given], versions=[given.version], question=question)
        )

    def _reopening(self, case: Mapping[str, Any]) -> Iterator[Entry]:
        key = (case["agency"], case["week"])
        yield self._entry(case["reopened_at"], self.director, lambda: self._reopen(key, case["reason"]))
        yield from self._correction(key, case["submitted_at"], case["correct"])

    def _reopen(self, key: Key, reason: str) -> None:
        given = self.known[key]
        self._taken(reopen_returns(principal=self.director, returns=[given], versions=[given.version], reason=reason))

    def _correction(self, key: Key, moment: datetime, correct: Mapping[str, int]) -> Iterator[Entry]:
        desk = self.desks[key[0]]
        yield self._entry(moment - DRAFTED_BEFORE, desk.officer, lambda: self._correct(desk.officer, key, correct))
        yield self._entry(moment, desk.supervisor, lambda: self._submit(desk.supervisor, key))

    def _correct(self, principal: Principal, key: Key, correct: Mapping[str, int]) -> None:
        given = self.known[key]
        changes = corrected(given, correct)
        self.known[key] = save_draft(principal=principal, national_return=given, entries=changes, version=given.version)

    def _lock(self, until_week: int) -> None:
        ready = [
            given
            for (_agency, week), given in self.known.items()
            if given.state == ReturnState.VERIFIED and self.first_week <= week <= until_week
        ]
        versions = [given.version for given in ready]
        self._taken(lock_returns(principal=self.director, returns=ready, versions=versions))

    def _settle(self, claim: Mapping[str, Any], day: ActionDay) -> None:
        indicator = indicator_named(claim["indicator"])
        assert indicator is not None
        settle_joint_claim(
            principal=self.supervision,
            action_day=day,
            indicator=indicator,
            agency=self.desks[claim["agency"]].organisation,
            twice=Decimal(claim["twice"]),
            reason=claim["reason"],
        )


def _key(text: str) -> Key:
    agency, week = text.split()
    return agency, int(week)
