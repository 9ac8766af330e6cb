"""A job is done exactly once, whoever dies, is late, or says no on the way (trust.md, survival)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import Error, OperationalError, connection
from django.utils import timezone

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.jobs import engine, lease
from operation.jobs.lease import Lease, LeaseLost, claim
from operation.jobs.models import Job
from operation.jobs.tasks import run as run_task
from operation.jobs.tasks import sweep
from operation.kernel.errors import Denied, NotAllowed
from operation.people.selectors import principal_of
from tests.operation.jobs.conftest import Bench, fresh, tamper


def state_of(job: Job) -> str:
    return fresh(job).state


def silence(job: Job) -> None:
    """Its holder has not been heard of since its lease ended."""
    tamper(lease_until=timezone.now() - timedelta(seconds=1))


def verbs(job: Job) -> list[str]:
    return list(AuditEntry.objects.filter(target_id=job.pk).order_by("at").values_list("verb", flat=True))


def test_the_result_is_stored_with_the_word_that_it_is_done(asked: Job, bench: Bench) -> None:
    run_task(str(asked.pk))
    assert state_of(asked) == "done"
    assert bench.results == 1
    assert (asked.attempts, asked.token, asked.lease_until) == (1, 1, None)
    assert verbs(asked) == ["requested", "finished"]


def test_a_job_that_is_done_is_not_begun_again(asked: Job, bench: Bench) -> None:
    engine.run(asked.pk)
    engine.run(asked.pk)
    assert bench.began == 1


def test_a_job_that_is_held_is_left_alone(asked: Job, bench: Bench) -> None:
    assert claim(asked.pk)
    engine.run(asked.pk)
    assert bench.began == 0


def test_a_job_whose_holder_fell_silent_is_taken_over(asked: Job, bench: Bench) -> None:
    assert claim(asked.pk)
    silence(asked)
    engine.run(asked.pk)
    assert state_of(asked) == "done"
    assert asked.attempts == 2


def test_a_holder_who_comes_too_late_stores_nothing(asked: Job, bench: Bench) -> None:
    """Another one took the job over while this one worked: the fencing token refuses its result."""

    def overtaken(_lease: Lease) -> None:
        bench.during = lambda _lease: None
        silence(asked)
        engine.run(asked.pk)

    bench.during = overtaken
    engine.run(asked.pk)
    assert bench.began == 2
    assert bench.results == 1
    assert state_of(asked) == "done"
    assert asked.token == 2


def test_half_a_result_is_not_kept(asked: Job, bench: Bench) -> None:
    def broken() -> None:
        raise ValueError("in the middle of storing")

    bench.storing = broken
    engine.run(asked.pk)
    assert bench.results == 0
    assert state_of(asked) == "queued"


def test_a_fault_that_may_pass_gives_the_job_back(asked: Job, bench: Bench) -> None:
    def broken(_lease: Lease) -> None:
        raise RuntimeError("something of the machine")

    bench.during = broken
    engine.run(asked.pk)
    assert state_of(asked) == "queued"
    assert asked.reason == ""
    bench.during = lambda _lease: None
    engine.run(asked.pk)
    assert state_of(asked) == "done"


def test_work_that_cannot_be_done_says_why(asked: Job, bench: Bench) -> None:
    def impossible(_lease: Lease) -> None:
        raise engine.WorkFailed("no font for Khmer")

    bench.during = impossible
    engine.run(asked.pk)
    assert state_of(asked) == "failed"
    assert asked.reason == "no font for Khmer"
    assert bench.failures == ["failed: no font for Khmer"]
    assert verbs(asked) == ["requested", "failed"]


def test_a_right_that_was_taken_away_ends_the_job(asked: Job, bench: Bench) -> None:
    def refused(_lease: Lease) -> None:
        raise NotAllowed(Denied("your appointment ended"))

    bench.during = refused
    engine.run(asked.pk)
    assert state_of(asked) == "failed"
    assert asked.reason == "your appointment ended"


def test_a_database_that_goes_away_does_not_end_the_worker(asked_for_real: Job, bench: Bench) -> None:
    """Nothing can be written: the lease ends by itself, and the sweeper finds the job."""

    def gone(_lease: Lease) -> None:
        connection.close()
        raise OperationalError("the connection is lost")

    bench.during = gone
    engine.run(asked_for_real.pk)
    assert state_of(asked_for_real) == "queued"


def test_the_work_runs_outside_of_any_transaction(asked_for_real: Job, bench: Bench) -> None:
    """A long build must hold no lock and no snapshot; what it stores is one short transaction."""
    inside: list[bool] = []
    bench.during = lambda _lease: inside.append(connection.in_atomic_block)
    bench.storing = lambda: inside.append(connection.in_atomic_block)
    engine.run(asked_for_real.pk)
    assert inside == [False, True]
    assert state_of(asked_for_real) == "done"


def test_a_lease_that_cannot_even_be_given_back_is_left_to_end(
    asked_for_real: Job, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_lease: Lease) -> None:
        raise Error("the database is away")

    bench.during = away
    monkeypatch.setattr(Lease, "give_back", away)
    engine.run(asked_for_real.pk)
    assert state_of(asked_for_real) == "running"


def test_a_stopped_job_is_noticed_between_two_steps(asked: Job, bench: Bench, cast: SimpleNamespace) -> None:
    noticed: list[str] = []
    director = principal_of(cast.director)

    def stopped(lease: Lease) -> None:
        with acting_as(director, channel="test"):
            engine.stop(principal=director, job=asked)
        try:
            lease.step("second")
        except LeaseLost:
            noticed.append("yes")
            raise

    bench.during = stopped
    engine.run(asked.pk)
    assert noticed == ["yes"]
    assert state_of(asked) == "cancelled"
    assert bench.results == 0
    assert bench.failures == ["cancelled: "]


def test_a_renewal_keeps_the_lease_and_notices_its_loss(asked_for_real: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "LEASE", timedelta(seconds=0.3))
    held = claim(asked_for_real.pk)
    assert held
    renewal = lease.Renewal(held)
    renewal.start()
    assert not held.lost.wait(0.6)
    held.check()
    assert claim(asked_for_real.pk) is None
    tamper(state="cancelled")
    assert held.lost.wait(2)
    renewal.stop()
    with pytest.raises(LeaseLost):
        held.check()


def test_a_renewal_outlives_a_database_that_is_away(asked_for_real: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    held = claim(asked_for_real.pk)
    assert held
    renewal = lease.Renewal(held)

    def away() -> None:
        raise OperationalError("away")

    monkeypatch.setattr(held, "renew", away)
    renewal._renew()
    assert not held.lost.is_set()


def test_the_sweeper_tells_of_jobs_that_nobody_does(asked: Job, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(engine, "hint", lambda job_id, _queue: told.append(str(job_id)))
    tamper(hinted_at=None)
    sweep()
    assert told == [str(asked.pk)]
    tamper(hinted_at=timezone.now())
    sweep()
    assert len(told) == 1
    held = claim(asked.pk)
    assert held
    tamper(hinted_at=None)
    sweep()
    assert len(told) == 1
    silence(asked)
    sweep()
    assert len(told) == 2


def test_a_job_that_kills_its_workers_is_given_up(asked: Job, bench: Bench) -> None:
    tamper(attempts=lease.MOST_ATTEMPTS, state="running", hinted_at=None)
    silence(asked)
    sweep()
    assert state_of(asked) == "failed"
    assert f"{lease.MOST_ATTEMPTS} times" in asked.reason
    assert bench.failures == [f"failed: {asked.reason}"]
    assert bench.began == 0


def test_a_job_is_not_begun_more_often_than_it_may(asked: Job, bench: Bench) -> None:
    tamper(attempts=lease.MOST_ATTEMPTS)
    engine.run(asked.pk)
    assert bench.began == 0
