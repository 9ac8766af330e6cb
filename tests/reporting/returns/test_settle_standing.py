"""How far figures stand: what was submitted stays, records take the place of what was reported without them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operation.cases.actions import amend_records
from operation.cases.drafts import RecordDraft
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.kernel import clock
from operation.kernel.dates import parse
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.figures import Figure
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.selectors import figures
from reporting.returns import actions
from reporting.returns.models import NationalReturn, ReturnLine, ReturnState
from reporting.returns.numbers import entered, numbers_of
from reporting.returns.standing import backed_since, settle
from tests.factories.records import log, log_many
from tests.factories.returns import drafted, entries_of, noon, submitted, verified

As = Callable[[User], AbstractContextManager[None]]
DAY = "2024-09-10"
MONDAY = date(2024, 9, 9)


def v01(by: User, day: date | None = None) -> Figure:
    found = figures(principal_of(by), Operation.objects.get(code="seagull"), day).total("V01")
    return found or Figure()


def parts(by: User) -> tuple[int, int | None, int, int, int]:
    """(recorded, reported, verified, submitted, logged) of V01."""
    one = v01(by)
    reported = None if one.reported is None else int(one.reported)
    return int(one.recorded), reported, int(one.verified), int(one.submitted), int(one.logged)


def release(cast: SimpleNamespace, as_: As, count: int, day: str = DAY) -> list[Any]:
    """Some persons released from a site in Cambodia."""
    with as_(cast.officer_kh):
        return log_many("rescued-laborers", cast.officer_kh, count, event_date=day)


def redate(cast: SimpleNamespace, as_: As, record: Any, day: str) -> Any:
    with as_(cast.officer_kh):
        return amend_records(
            principal=principal_of(cast.officer_kh),
            records=[record],
            drafts=[RecordDraft({"event_date": parse(day)})],
            versions=[record.version],
        )[0]


def test_a_submitted_return_takes_its_weeks_records_along(cast: SimpleNamespace, as_: As) -> None:
    release(cast, as_, 3)
    assert parts(cast.director) == (3, None, 0, 0, 3)
    submitted(cast.coordinator_kh, DAY, {"V01": 5})
    assert parts(cast.director) == (3, 5, 0, 8, 0)


def test_a_verified_one_moves_on_and_moving_rows_name_no_record(cast: SimpleNamespace, as_: As) -> None:
    release(cast, as_, 3)
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 5})
    assert parts(cast.director) == (3, 5, 8, 0, 0)
    moved = LedgerEntry.objects.exclude(standing=Standing.LOGGED)
    assert moved.exists()
    assert set(moved.values_list("record_id", "action_day_id")) == {(None, None)}


def test_records_that_arrive_later_back_what_was_reported(cast: SimpleNamespace, as_: As) -> None:
    release(cast, as_, 3)
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 5})
    release(cast, as_, 2)
    assert parts(cast.director) == (5, 3, 8, 0, 0)
    backing = LedgerEntry.objects.filter(source=Source.REPORTED, reason="backed")
    assert [int(row.delta) for row in backing] == [-2]


def test_only_records_beyond_what_was_reported_make_the_total_grow(cast: SimpleNamespace, as_: As) -> None:
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 2})
    release(cast, as_, 5)
    assert parts(cast.director) == (5, 0, 2, 0, 3)


def test_without_anything_reported_the_total_grows_at_once(cast: SimpleNamespace, as_: As) -> None:
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 0})
    release(cast, as_, 1)
    assert parts(cast.director) == (1, 0, 0, 0, 1)


def test_a_return_of_no_data_hides_no_record(cast: SimpleNamespace, as_: As) -> None:
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": None})
    assert v01(cast.director) == Figure()
    release(cast, as_, 1)
    assert parts(cast.director) == (1, None, 0, 0, 1)


def test_a_record_that_goes_elsewhere_gives_its_place_back(cast: SimpleNamespace, as_: As) -> None:
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 2})
    [laborer] = release(cast, as_, 1)
    assert parts(cast.director) == (1, 1, 2, 0, 0)
    laborer = redate(cast, as_, laborer, "2024-10-02")
    assert parts(cast.director) == (1, 2, 2, 0, 1)
    redate(cast, as_, laborer, DAY)
    assert parts(cast.director) == (1, 1, 2, 0, 0)


def test_a_record_corrected_away_after_verification_waits_as_a_correction(cast: SimpleNamespace, as_: As) -> None:
    [laborer] = release(cast, as_, 1)
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 0})
    redate(cast, as_, laborer, "2024-08-01")
    assert parts(cast.director) == (0, 0, 1, 0, -1)


def test_a_query_changes_no_figure_and_resubmission_takes_the_new_ones(cast: SimpleNamespace, as_: As) -> None:
    made = submitted(cast.coordinator_kh, DAY, {"V01": 5})
    desk, coordinator = principal_of(cast.desk_supervision), principal_of(cast.coordinator_kh)
    release(cast, as_, 2)
    with as_(cast.desk_supervision):
        [made] = actions.query_returns(principal=desk, returns=[made], versions=[made.version], question="5 or 6?")
    assert parts(cast.director) == (2, 3, 0, 5, 0)
    assert ReturnLine.objects.get(national_return=made, indicator="V01").reported == 3
    with as_(cast.coordinator_kh):
        entries = entries_of({"V01": 4})
        made = actions.save_draft(principal=coordinator, national_return=made, entries=entries, version=made.version)
        assert parts(cast.director) == (2, 3, 0, 5, 0)
        actions.submit_returns(principal=coordinator, returns=[made], versions=[made.version])
    assert parts(cast.director) == (2, 4, 0, 6, 0)


def test_a_reopened_return_counts_as_logged_again(cast: SimpleNamespace, as_: As) -> None:
    release(cast, as_, 3)
    made = verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 5})
    release(cast, as_, 1)
    with as_(cast.director):
        actions.reopen_returns(
            principal=principal_of(cast.director), returns=[made], versions=[made.version], reason="Counted twice"
        )
    assert parts(cast.director) == (4, None, 0, 0, 4)
    assert ReturnLine.objects.get(national_return=made, indicator="V01").reported == 4


def test_another_agencys_week_is_left_alone(cast: SimpleNamespace, as_: As) -> None:
    submitted(cast.coordinator_la, DAY, {"V01": 5})
    with as_(cast.coordinator_la2):
        log("rescued-laborers", cast.coordinator_la2)
    assert parts(cast.director) == (1, 5, 0, 5, 1)


def test_settling_again_adds_nothing(cast: SimpleNamespace, as_: As) -> None:
    release(cast, as_, 3)
    made = verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 5})
    before = LedgerEntry.objects.count()
    settle(made.operation_id, [(made.agency_id, made.week)], reason="again")
    settle(made.operation_id, [], reason="nothing")
    assert LedgerEntry.objects.count() == before


@given(recorded=st.integers(-5, 50), then=st.integers(0, 20), reported=st.one_of(st.none(), st.integers(0, 30)))
def test_never_more_is_backed_than_was_reported(recorded: int, then: int, reported: int | None) -> None:
    backed = backed_since(Decimal(recorded), Decimal(then), None if reported is None else Decimal(reported))
    assert 0 <= backed <= (reported or 0)
    assert recorded - then <= backed or backed == (reported or 0)


STEPS = ["release", "redate", "leave", "draft", "submit", "query", "verify", "reopen", "lock"]


class Play:
    """Random events in two weeks of one agency, each on a day of its own; checks what must hold after each of them.

    A draft counts nothing; records that arrive take the place of what was reported without them, and never more.
    """

    def __init__(self, cast: SimpleNamespace, as_: As) -> None:
        self.cast, self.as_ = cast, as_
        self.operation = Operation.objects.get(code="seagull")
        self.today = date(2025, 1, 10)
        self.known: dict[date, Figure] = {}

    def take(self, name: str, number: int) -> None:
        self.today += timedelta(days=1)
        before = self.current()
        with clock.at(noon(self.today.isoformat())):
            getattr(self, name)(number)
        after = self.current()
        if name in ("draft", "query", "verify", "lock"):
            assert (after.total, after.recorded, after.reported) == (before.total, before.recorded, before.reported)
        if name == "release":
            self._check_arrival(before, after)
        self.known[self.today] = after
        self.check()

    def _check_arrival(self, before: Figure, after: Figure) -> None:
        """«Reported» falls by what arrived, or less where more than that was expected already; the rest is new."""
        arrived = after.recorded - before.recorded
        fallen = (before.reported or 0) - (after.reported or 0)
        assert 0 <= fallen <= arrived
        assert (after.reported or 0) >= 0
        assert after.total - before.total == arrived - fallen

    def release(self, number: int) -> None:
        release(self.cast, self.as_, 1 + number % 3, ("2024-09-10", "2024-09-18")[number % 2])

    def redate(self, number: int) -> None:
        self._redate(number, ("2024-09-18", "2024-09-10")[number % 2])

    def leave(self, number: int) -> None:
        self._redate(number, "2024-08-02")

    def _redate(self, number: int, day: str) -> None:
        with self.as_(self.cast.officer_kh):
            found = list(RescuedLaborer.objects.order_by("id"))
        if found:
            redate(self.cast, self.as_, found[number % len(found)], day)

    def draft(self, number: int) -> None:
        made = self._return(number)
        if made is None or made.state in (ReturnState.DRAFT, ReturnState.QUERIED):
            drafted(self.cast.officer_kh, ("2024-09-10", "2024-09-18")[number % 2], {"V01": number})

    def submit(self, number: int) -> None:
        day = ("2024-09-10", "2024-09-18")[number % 2]
        made = self._return(number)
        if made is None or made.state in (ReturnState.DRAFT, ReturnState.QUERIED):
            submitted(self.cast.coordinator_kh, day, {"V01": None if number == 7 else number})

    def query(self, number: int) -> None:
        self._step(number, "query", self.cast.desk_supervision, question="Which one?")

    def verify(self, number: int) -> None:
        self._step(number, "verify", self.cast.desk_supervision)

    def reopen(self, number: int) -> None:
        self._step(number, "reopen", self.cast.director, reason="Again")

    def lock(self, number: int) -> None:
        self._step(number, "lock", self.cast.director)

    def _return(self, number: int) -> NationalReturn | None:
        week = (MONDAY, MONDAY + timedelta(days=7))[number % 2]
        return NationalReturn.objects.filter(week=week).select_related("agency").first()

    def _step(self, number: int, name: str, by: User, **words: str) -> None:
        made = self._return(number)
        wanted = {"query": "submitted", "verify": "submitted", "lock": "verified", "reopen": "verified"}[name]
        if made and made.state == wanted:
            with self.as_(by):
                take = getattr(actions, f"{name}_returns")
                take(principal=principal_of(by), returns=[made], versions=[made.version], **words)

    def current(self) -> Figure:
        return v01(self.cast.director)

    def check(self) -> None:
        sums = (
            LedgerEntry.objects.filter(indicator="V01").values_list("week", "source", "standing").annotate(Sum("delta"))
        )
        held: dict[tuple[date, str, str], Decimal] = {row[:3]: row[3] for row in sums.order_by()}
        with self.as_(self.cast.officer_kh):
            days = list(RescuedLaborer.objects.values_list("event_on", flat=True))
        for week in (MONDAY, MONDAY + timedelta(days=7)):
            recorded = sum(value for key, value in held.items() if key[:2] == (week, Source.RECORD))
            assert recorded == sum(week <= day < week + timedelta(days=7) for day in days)
            assert all(value >= 0 for key, value in held.items() if key[:2] == (week, Source.REPORTED))
            self._check_page(week, recorded)
            self._check_force(week, held)

    def _check_page(self, week: date, recorded: Decimal | int) -> None:
        """What the page of the return says: record-backed + reported = total."""
        made = NationalReturn.objects.filter(week=week).select_related("agency").prefetch_related("lines").first()
        if made:
            found = numbers_of(principal_of(self.cast.director), [made])
            line = next(line for line in made.lines.all() if line.indicator == "V01")
            now = entered(made, line, found)
            assert now.recorded == recorded
            assert (now.total or 0) == now.recorded + (now.reported or 0)

    def _check_force(self, week: date, held: dict[tuple[date, str, str], Decimal]) -> None:
        """What a submitted return said stays, to the last person, until it is submitted again or reopened."""
        line = ReturnLine.objects.filter(
            national_return__week=week, indicator="V01", submitted_recorded__isnull=False
        ).first()
        standing = sum(value for key, value in held.items() if key[0] == week and key[2] != Standing.LOGGED)
        said = (line.submitted_recorded or 0) + (line.submitted_reported or 0) if line else 0
        assert standing == said


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


EVENTS = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 7)), min_size=4, max_size=14)
IN_ONE_GROUND = [HealthCheck.function_scoped_fixture]


@settings(max_examples=8, deadline=None, suppress_health_check=IN_ONE_GROUND)
@given(events=EVENTS)
def test_whatever_happens_in_whichever_order(cast: SimpleNamespace, as_: As, events: list[tuple[str, int]]) -> None:
    play_through(cast, as_, events)


@pytest.mark.long
@settings(max_examples=100, deadline=None, suppress_health_check=IN_ONE_GROUND)
@given(events=EVENTS)
def test_whatever_happens_a_hundred_times(cast: SimpleNamespace, as_: As, events: list[tuple[str, int]]) -> None:
    play_through(cast, as_, events)


def play_through(cast: SimpleNamespace, as_: As, events: list[tuple[str, int]]) -> None:
    with undone():
        play = Play(cast, as_)
        for name, number in events:
            play.take(name, number)
        for day, figure in play.known.items():
            assert v01(cast.director, day) == figure


def test_a_draft_counts_nothing(cast: SimpleNamespace) -> None:
    drafted(cast.officer_kh, DAY, {"V01": 9})
    assert not LedgerEntry.objects.exists()
