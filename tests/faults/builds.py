"""A workshop for reports, on real parts: workers that are killed, a Redis that is flushed, steps heard at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
from celery import Celery
from django.conf import settings
from redis import Redis

from operation.access.context import acting_as
from operation.config.celery import broker_url
from operation.config.entry import COMMANDS
from operation.jobs import engine
from operation.jobs.models import Job
from operation.jobs.tasks import sweep
from operation.people.selectors import principal_of
from reporting.evaluation.models import Edition, EditionFile
from tests import database
from tests.factories.editions import asked_for

PATIENCE = 90.0
HEARD = """
CREATE FUNCTION tell_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('steps', NEW.id || ' ' || NEW.step);
    RETURN NEW;
END $$;
CREATE TRIGGER tell AFTER UPDATE OF step ON operation_job
    FOR EACH ROW WHEN (NEW.step <> OLD.step) EXECUTE FUNCTION tell_step();
CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(1717);
    RETURN NEW;
END $$;
CREATE TRIGGER wait BEFORE INSERT ON reporting_editionfile FOR EACH ROW EXECUTE FUNCTION wait_for_test();
"""
"""Each step is told when it is committed; and whoever stores a file waits while the test holds the lock."""


@dataclass
class Workshop:
    """Workers of one database and one Redis database, and what may be done to them."""

    name: str
    redis_url: str
    scratch: Path
    cast: SimpleNamespace
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self) -> subprocess.Popen[bytes]:
        """A worker for reports, by the command that the image uses."""
        environment = os.environ | {
            "DATABASE_URL": database.named(os.environ["DATABASE_URL"], self.name),
            "REDIS_URL": self.redis_url,
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            "TMPDIR": str(self.scratch),
        }
        with (self.scratch.parent / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, *COMMANDS["reports"]],
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """As the kernel does it: without a word."""
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    def flush(self) -> None:
        Redis.from_url(self.redis_url).flushdb()

    def order(self) -> Edition:
        return asked_for(self.cast.director)

    def finish(self, edition: Edition) -> Job:
        """Sweep as beat does until the job is over; nothing else is done to it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            sweep()
            job = self.job_of(edition)
            if job.is_over:
                return job
            time.sleep(0.3)
        raise AssertionError(f"{job.state} at {job.step}: {(self.scratch.parent / 'worker.log').read_text()[-2000:]}")

    def job_of(self, edition: Edition) -> Job:
        with self.seen():
            return Job.objects.get(edition=edition)

    def files(self, edition: Edition | None = None) -> list[bytes]:
        """The files that are stored, of one edition or of all."""
        with self.seen():
            found = EditionFile.objects.filter(edition=edition) if edition else EditionFile.objects.all()
            return [bytes(one.content) for one in found]

    def seen(self) -> AbstractContextManager[None]:
        """What whoever orders sees: his own jobs, and every edition."""
        return acting_as(principal_of(self.cast.director), channel="test")

    @contextmanager
    def owner(self) -> Iterator[psycopg.Connection]:
        with database.owner(self.name) as connection:
            yield connection

    def left_over(self) -> list[str]:
        """Files in the folder for temporary ones."""
        return [str(path) for path in self.scratch.rglob("*")]

    def close(self) -> None:
        for worker in self.workers:
            with suppress(ProcessLookupError):
                self.kill(worker)


@contextmanager
def hearing(workshop: Workshop) -> Iterator[Callable[[str], None]]:
    """Gives a function that waits until some job is in a step; steps are heard from the beginning of the block on."""
    with workshop.owner() as listener:
        listener.execute("LISTEN steps")

        def wait_for(step: str) -> None:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                # to its end each time: a listener that is not exhausted keeps its connection locked
                if any(told.payload.endswith(f" {step}") for told in listener.notifies(timeout=PATIENCE, stop_after=1)):
                    return
            raise AssertionError(f"nobody came to the step {step}")

        yield wait_for


@contextmanager
def storing_held(workshop: Workshop) -> Iterator[None]:
    """While it lasts, whoever stores a file waits in the middle of the storing transaction."""
    with workshop.owner() as connection:
        connection.execute("SELECT pg_advisory_lock(1717)")
        yield


def storing_waits(workshop: Workshop) -> bool:
    with workshop.owner() as connection:
        waiting = connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        found: Any = waiting.fetchone()
        return bool(found[0])


def presses_of(worker: int) -> list[int]:
    """Processes that lay out a page for this worker."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if f"--parent={worker}".encode() in words:
                found.append(int(entry.name))
    return found


def connect_hints(workshop: Workshop, monkeypatch: Any) -> None:
    """What this process asks for goes to the workshop's Redis."""
    monkeypatch.setattr(engine, "app", Celery("hints", broker=broker_url(workshop.redis_url)))
    monkeypatch.setattr(engine, "_redis", Redis.from_url(workshop.redis_url, **engine.NO_PATIENCE))


def until(happened: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)
