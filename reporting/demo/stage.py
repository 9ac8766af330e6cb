"""Where the script is played: lives become records, through everybody's actions, at the hour of the script."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.cases.actions import amend_records, open_records, take_steps, verify_records
from operation.cases.base import CaseRecord
from operation.cases.drafts import RecordDraft, StepDraft
from operation.cases.registry import RecordType, by_slug
from operation.cases.sharing import release_records
from operation.kernel import clock
from operation.people.models import Organisation
from operation.plan.models import ActionDay, Operation
from reporting.demo.agenda import Agenda
from reporting.demo.others import KINDS
from reporting.demo.script import Correction, Life, Sharing, StepTaken
from reporting.demo.staff import Desk

SLUGS = ("syndicates", "suspects", "rescued-laborers", "seized-assets", *KINDS)
PROTECTED = "rescued-laborers"
CHANNEL = "demo"
DECISION_AFTER = timedelta(minutes=15)
REVIEW_AFTER = timedelta(minutes=30)
RELEASE_AFTER = timedelta(minutes=60)


class Stage:
    """Keeps the record of each life as it is now, and plays one session of one agency at a time."""

    def __init__(
        self,
        operation: Operation,
        desks: Mapping[str, Desk],
        secretariat: Organisation,
        joint: Mapping[int, ActionDay],
    ) -> None:
        self.operation = operation
        self.desks = desks
        self.joint = joint
        self.recipients = {key: desk.organisation for key, desk in desks.items()} | {"LMLECC": secretariat}
        self.records: dict[str, CaseRecord] = {}

    def play(self, agenda: Agenda, session: int, lives: Sequence[Life]) -> None:
        """What an agency does in one session: log, correct, take steps; then decide, verify and release."""
        desk, moment = self.desks[agenda.agency.key], agenda.entry(session)
        going = [life for life in lives if session in life.sessions]
        if others := [life for life in going if life.slug != PROTECTED]:
            self._as(desk.officer, moment, lambda: self._log(desk.officer, session, others))
        if protected := [life for life in going if life.slug == PROTECTED]:
            self._as(desk.protection, moment, lambda: self._log(desk.protection, session, protected))
        if decided := [life for life in others if _decisions(life, session, desk)]:
            self._as(desk.coordinator, moment + DECISION_AFTER, lambda: self._decide(desk, session, decided))
        if ready := [life for life in lives if life.verified_in == session]:
            self._as(desk.supervisor, moment + REVIEW_AFTER, lambda: self._verify(desk.supervisor, ready))
        if shared := [(life, sharing) for life in lives for sharing in life.sharings if sharing.session == session]:
            self._as(desk.coordinator, moment + RELEASE_AFTER, lambda: self._release(desk.coordinator, shared))

    def _as(self, principal: Principal, moment: Any, work: Callable[[], None]) -> None:
        with clock.at(moment), acting_as(principal, channel=CHANNEL):
            work()

    def _log(self, principal: Principal, session: int, lives: Sequence[Life]) -> None:
        for slug in SLUGS:
            of_type = [life for life in lives if life.slug == slug]
            if of_type:
                self._open(principal, _type(slug), [life for life in of_type if life.opened == session])
                self._correct(
                    principal, [(life, c) for life in of_type for c in life.corrections if c.session == session]
                )
                self._steps(principal, _type(slug), session, of_type, principal.holds)

    def _decide(self, desk: Desk, session: int, lives: Sequence[Life]) -> None:
        """The steps of the session that are too much for an officer."""
        for slug in SLUGS:
            of_type = [life for life in lives if life.slug == slug]
            beyond = partial(_is_beyond, desk.officer)
            self._steps(desk.coordinator, _type(slug), session, of_type, beyond)

    def _open(self, principal: Principal, record_type: RecordType, lives: Sequence[Life]) -> None:
        if not lives:
            return
        opened = open_records(
            principal=principal,
            operation=self.operation,
            record_type=record_type,
            drafts=[RecordDraft(self._values(life), life.names, life.identifiers or None) for life in lives],
            synthetic=True,
        )
        self._keep((life.key for life in lives), opened)

    def _values(self, life: Life) -> dict[str, Any]:
        joint = self.joint[life.action_day] if life.action_day else None
        found = dict(life.values, action_day=joint)
        if life.syndicate:
            found["syndicate"] = self.records[life.syndicate]
        return found

    def _keep(self, keys: Iterable[str], records: Sequence[CaseRecord]) -> None:
        self.records |= dict(zip(keys, records, strict=True))

    def _correct(self, principal: Principal, changes: Sequence[tuple[Life, Correction]]) -> None:
        if not changes:
            return
        present = [self.records[life.key] for life, _correction in changes]
        amended = amend_records(
            principal=principal,
            records=present,
            drafts=[RecordDraft(self._corrected(correction)) for _life, correction in changes],
            versions=[record.version for record in present],
        )
        self._keep((life.key for life, _correction in changes), amended)

    def _corrected(self, correction: Correction) -> dict[str, Any]:
        found = dict(correction.values)
        if correction.syndicate:
            found["syndicate"] = self.records[correction.syndicate]
        return found

    def _steps(
        self,
        principal: Principal,
        record_type: RecordType,
        session: int,
        lives: Iterable[Life],
        takes: Callable[[str], bool],
    ) -> None:
        """The steps of the session in the order of the state table; what several records take is one action.

        `takes` says of a permission whether its steps are taken now.
        """
        waiting = {life.key: deque(step for step in _steps_in(life, session, takes)) for life in lives}
        while any(waiting.values()):
            for step in record_type.states.transitions:
                due = [key for key, steps in waiting.items() if steps and steps[0].name == step.name]
                if due:
                    taken = [waiting[key].popleft() for key in due]
                    drafts = [StepDraft(each.on, dict(each.given)) for each in taken]
                    records = [self.records[key] for key in due]
                    self._keep(due, take_steps(principal=principal, records=records, step=step, drafts=drafts))

    def _verify(self, principal: Principal, lives: Sequence[Life]) -> None:
        for slug in SLUGS:
            keys = [life.key for life in lives if life.slug == slug]
            if keys:
                records = [self.records[key] for key in keys]
                self._keep(keys, verify_records(principal=principal, records=records))

    def _release(self, principal: Principal, shared: Sequence[tuple[Life, Sharing]]) -> None:
        """A release changes some types of records: they are kept as they are then."""
        together: dict[tuple[str, Sharing], list[str]] = defaultdict(list)
        for life, sharing in shared:
            together[life.slug, sharing].append(life.key)
        for (slug, sharing), keys in together.items():
            to, records = [self.recipients[key] for key in sharing.to], [self.records[key] for key in keys]
            release_records(principal=principal, records=records, to=to, purpose=sharing.purpose)
            now = _type(slug).model.objects.in_bulk([record.pk for record in records])
            self._keep(keys, [now[record.pk] for record in records])


def _steps_in(life: Life, session: int, takes: Callable[[str], bool]) -> list[StepTaken]:
    permissions = {step.name: step.permission for step in _type(life.slug).states.transitions}
    return [step for step in life.steps if step.session == session and takes(permissions[step.name])]


def _decisions(life: Life, session: int, desk: Desk) -> list[StepTaken]:
    return _steps_in(life, session, partial(_is_beyond, desk.officer))


def _is_beyond(officer: Principal, permission: str) -> bool:
    return not officer.holds(permission)


def _type(slug: str) -> RecordType:
    found = by_slug(slug)
    if found is None:
        raise LookupError(f"no record type «{slug}»")
    return found
