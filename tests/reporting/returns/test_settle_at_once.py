"""Two who log or submit at the same moment: each record backs its own share, and no figure is moved twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier, Event
from time import sleep
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.kernel.errors import Conflict, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.figures import Figure
from reporting.indicators.selectors import figures
from reporting.returns import actions
from reporting.returns.models import NationalReturn, ReturnStep
from tests.factories.people import make_cast
from tests.factories.records import log
from tests.factories.returns import drafted, submitted, verified

DAY = "2024-09-10"
AT_ONCE = 6


@pytest.fixture
def cast(committed: str) -> SimpleNamespace:
    with transaction.atomic():
        return make_cast(Operation.objects.get(code="seagull"))


def together(work: object, count: int) -> list[object]:
    """Run the same work in several threads that begin at one moment; what each gave back, or its exception."""
    start = Barrier(count)

    def run(_number: int) -> object:
        start.wait()
        try:
            return work()  # type: ignore[operator]
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def v01(user: User) -> Figure:
    principal = principal_of(user)
    with acting_as(principal, channel="test"):
        found = figures(principal, Operation.objects.get(code="seagull")).total("V01")
    assert found is not None
    return found


def test_records_that_arrive_at_once_back_each_its_own(cast: SimpleNamespace) -> None:
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 4})
    principal = principal_of(cast.officer_kh)

    def release() -> None:
        with acting_as(principal, channel="test"):
            log("rescued-laborers", principal)

    assert together(release, AT_ONCE) == [None] * AT_ONCE
    assert v01(cast.director) == Figure(Decimal(6), Decimal(0), Decimal(4), Decimal(0), Decimal(2))


def test_a_record_waits_for_the_one_before_it_in_its_week(cast: SimpleNamespace) -> None:
    verified(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 1})
    principal, logged, go_on = principal_of(cast.officer_kh), Event(), Event()

    def first() -> None:
        with acting_as(principal, channel="test"):
            log("rescued-laborers", principal)
            logged.set()
            go_on.wait(10)

    def second() -> None:
        logged.wait(10)
        with acting_as(principal, channel="test"):
            log("rescued-laborers", principal)

    turns = iter([first, second])
    with ThreadPoolExecutor(1) as watcher:
        outcome = watcher.submit(together, lambda: next(turns)(), 2)
        logged.wait(10)
        sleep(0.5)
        assert not outcome.done()
        go_on.set()
        assert outcome.result(20) == [None, None]
    assert v01(cast.director) == Figure(Decimal(2), Decimal(0), Decimal(1), Decimal(0), Decimal(1))


def test_a_return_submitted_many_times_at_once_is_submitted_once(cast: SimpleNamespace) -> None:
    given = drafted(cast.coordinator_kh, DAY, {"V01": 4})
    principal = principal_of(cast.coordinator_kh)

    def submit() -> None:
        with acting_as(principal, channel="test"):
            actions.submit_returns(principal=principal, returns=[given], versions=[given.version])

    outcomes = together(submit, AT_ONCE)
    assert outcomes.count(None) == 1
    assert all(isinstance(one, Conflict | Refused) for one in outcomes if one is not None)
    with acting_as(principal, channel="test"):
        assert ReturnStep.objects.filter(national_return=given).count() == 1
    assert v01(cast.director) == Figure(Decimal(0), Decimal(4), Decimal(0), Decimal(4), Decimal(0))


def test_fifty_verify_at_once_and_one_does(cast: SimpleNamespace) -> None:
    """One step, one entry in the trail, the figures moved once; all others learn that somebody was first."""
    given = submitted(cast.coordinator_kh, DAY, {"V01": 4})
    desk = principal_of(cast.desk_supervision)

    def verify(_number: int) -> str:
        try:
            with acting_as(desk, channel="test"):
                actions.verify_returns(principal=desk, returns=[given], versions=[given.version])
            return "verified"
        except Conflict:
            return "conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(verify, range(50)))
    assert sorted(found) == ["conflict"] * 49 + ["verified"]
    with acting_as(desk, channel="test"):
        assert ReturnStep.objects.filter(national_return=given, name="verify").count() == 1
        assert NationalReturn.objects.get(pk=given.pk).version == given.version + 1
    assert AuditEntry.objects.filter(verb="return_verified").count() == 1
    assert v01(cast.director) == Figure(Decimal(0), Decimal(4), Decimal(4), Decimal(0), Decimal(0))


def test_a_record_that_arrives_while_its_week_is_submitted_counts_once(cast: SimpleNamespace) -> None:
    given = drafted(cast.coordinator_kh, DAY, {"V01": 0})
    coordinator, officer = principal_of(cast.coordinator_kh), principal_of(cast.officer_kh)
    turns = iter(range(2))

    def either() -> None:
        if next(turns):
            with acting_as(officer, channel="test"):
                log("rescued-laborers", officer)
            return
        with acting_as(coordinator, channel="test"):
            actions.submit_returns(principal=coordinator, returns=[given], versions=[given.version])

    assert together(either, 2) == [None, None]
    found = v01(cast.director)
    assert {found.total, found.recorded, found.submitted + found.logged} == {Decimal(1)}


def test_a_return_opened_by_two_at_once_exists_once(cast: SimpleNamespace) -> None:
    assert together(lambda: drafted_or_conflict(cast.officer_kh), 4)
    with acting_as(principal_of(cast.officer_kh), channel="test"):
        assert NationalReturn.objects.filter(week=date(2024, 9, 9)).count() == 1


def drafted_or_conflict(user: User) -> None:
    try:
        drafted(user, DAY)
    except Conflict:
        return


def test_what_waits_for_one_week_does_not_hold_another(cast: SimpleNamespace) -> None:
    submitted(cast.coordinator_kh, DAY, {"V01": 1})
    principal = principal_of(cast.officer_kh)
    with acting_as(principal, channel="test"):
        log("rescued-laborers", principal)

        def other_week() -> None:
            with acting_as(principal, channel="test"):
                log("rescued-laborers", principal, event_date="2024-10-02")

        assert together(other_week, 1) == [None]
    assert v01(cast.director).total == 2
