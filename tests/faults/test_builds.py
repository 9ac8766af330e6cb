"""Report builds survive what kills their workers: each is done once, nothing is left over (trust.md 17, 18, 20)."""

import hashlib
import random
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from redis import Redis

from operation.audit.models import AuditEntry
from operation.jobs import engine
from operation.jobs.models import Job
from operation.plan.models import Operation
from reporting.evaluation.models import Edition
from tests.factories.people import make_cast
from tests.faults.builds import (
    HEARD,
    Workshop,
    connect_hints,
    hearing,
    presses_of,
    storing_held,
    storing_waits,
    until,
)

pytestmark = [pytest.mark.processes, pytest.mark.timeout(600)]
STEPS = ("collect", "typeset", "layout", "write", "store")
RANDOM_POINTS = 20
LONGEST_BUILD = 8.0


@pytest.fixture
def workshop(committed: str, tmp_path: Path, monkeypatch: Any, worker_name: str) -> Iterator[Workshop]:
    """A small operation of two weeks, so that its report is laid out quickly; workers are started by the tests."""
    operation = Operation.objects.get(code="seagull")
    operation.ends_on = date(2024, 8, 18)
    operation.save()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    number = 8 + sum(worker_name.encode()) % 8
    made = Workshop(committed, f"{settings.REDIS_URL}?db={number}", scratch, make_cast(operation))
    with made.owner() as connection:
        connection.execute(HEARD)
    made.flush()
    connect_hints(made, monkeypatch)
    yield made
    made.close()
    made.flush()


def assert_built_once(workshop: Workshop, edition: Edition, job: Job, attempts: int) -> None:
    with workshop.seen():
        edition.refresh_from_db()
    assert (job.state, edition.state) == ("done", "built"), job.reason
    assert job.attempts == attempts
    (content,) = workshop.files(edition)
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == edition.sha256
    for verb, target in (("report_built", edition.pk), ("finished", job.pk)):
        assert AuditEntry.objects.filter(verb=verb, target_id=target).count() == 1


@pytest.mark.parametrize("steps", [("store",), pytest.param(("layout", "store"), marks=pytest.mark.long)], ids=len)
def test_a_build_is_done_once_whenever_its_worker_is_killed(
    workshop: Workshop, monkeypatch: Any, steps: tuple[str, ...]
) -> None:
    """In the middle of storing, and in its longest step; Redis is flushed each time, and then away."""
    worker = workshop.start_worker()
    for step in steps:
        worker = survived(workshop, worker, step)
    asked_without_redis(workshop, monkeypatch)
    assert len(workshop.files()) == len(steps) + 1
    assert workshop.left_over() == []


def survived(workshop: Workshop, worker: subprocess.Popen[bytes], step: str) -> subprocess.Popen[bytes]:
    """The next worker, after it has done what the killed one left."""
    edition = killed_at(workshop, worker, step)
    until(lambda: not presses_of(worker.pid), 5)
    assert not workshop.files(edition)
    workshop.flush()
    following = workshop.start_worker()
    assert_built_once(workshop, edition, workshop.finish(edition), attempts=2)
    return following


def asked_without_redis(workshop: Workshop, monkeypatch: Any) -> None:
    """The request does not wait for a broker that is away; when it is back, the sweeper tells of the job."""
    with monkeypatch.context() as away:
        away.setattr(engine, "_redis", Redis.from_url("unix:///nowhere/redis.sock", **engine.NO_PATIENCE))
        edition = workshop.order()
    assert workshop.job_of(edition).hinted_at is None
    assert_built_once(workshop, edition, workshop.finish(edition), attempts=1)


def killed_at(workshop: Workshop, worker: subprocess.Popen[bytes], step: str) -> Edition:
    """An edition whose worker was killed when it came to the step."""
    if step == "store":
        with storing_held(workshop):
            edition = workshop.order()
            until(lambda: storing_waits(workshop))
            workshop.kill(worker)
        return edition
    with hearing(workshop) as wait_for:
        edition = workshop.order()
        wait_for(step)
        workshop.kill(worker)
    return edition


@pytest.mark.long
def test_a_build_is_done_once_at_every_named_step(workshop: Workshop) -> None:
    worker = workshop.start_worker()
    for step in STEPS:
        worker = survived(workshop, worker, step)
    assert len(workshop.files()) == len(STEPS)
    assert workshop.left_over() == []


@pytest.mark.long
def test_two_workers_hear_of_one_build(workshop: Workshop) -> None:
    """The hint came twice, to two workers: one builds, the other finds nothing to do."""
    workshop.start_worker()
    workshop.start_worker()
    edition = workshop.order()
    assert edition.job
    engine.hint(edition.job.pk, "reports")
    assert_built_once(workshop, edition, workshop.finish(edition), attempts=1)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_build_is_done_once_when_its_worker_is_killed_at_random(workshop: Workshop) -> None:
    points = random.Random(17)
    worker = workshop.start_worker()
    for _point in range(RANDOM_POINTS):
        edition = workshop.order()
        until(lambda edition=edition: workshop.job_of(edition).state == "running")  # type: ignore[misc]
        time.sleep(points.uniform(0, LONGEST_BUILD))
        workshop.kill(worker)
        workshop.flush()
        worker = workshop.start_worker()
        job = workshop.finish(edition)
        assert_built_once(workshop, edition, job, attempts=job.attempts)
        assert job.attempts <= 2
    assert len(workshop.files()) == RANDOM_POINTS
    assert workshop.left_over() == []
