"""Work in a real worker over marked records: neither its log nor the queue nor what Celery keeps of it holds a mark."""

import base64
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pypdf import PdfReader
from redis import Redis

from operation.jobs.models import Job
from reporting.evaluation.models import Edition
from tests import database
from tests.access import canaries
from tests.access.things import World
from tests.faults.builds import Workshop, connect_hints, until

pytestmark = [pytest.mark.long, pytest.mark.processes, pytest.mark.timeout(600)]

UNLUCKY = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused: %', NEW; END $$;
CREATE TRIGGER refuse BEFORE UPDATE OF step ON operation_job FOR EACH ROW EXECUTE FUNCTION refuse();
"""
LUCKY = "DROP TRIGGER refuse ON operation_job"


@pytest.fixture
def workshop(
    made: World, django_db_blocker: Any, worker_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workshop]:
    """The marked world, in a database whose work is committed."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    name, number = f"tasks_{worker_name}", 8 + sum(worker_name.encode()) % 8
    with django_db_blocker.unblock():
        database.copy(name, of=made.name)
        with database.connected_to(name):
            found = Workshop(name, f"{settings.REDIS_URL}?db={number}", scratch, made.cast)
            found.flush()
            connect_hints(found, monkeypatch)
            yield found
            found.close()
            found.flush()
        database.drop(name)


def log_of(workshop: Workshop) -> str:
    return (workshop.scratch.parent / "worker.log").read_text()


def queued(workshop: Workshop) -> str:
    """What waits for a worker, as it reads it."""
    messages = [json.loads(one) for one in Redis.from_url(workshop.redis_url).lrange("reports", 0, -1)]
    return "\n".join(f"{one} {base64.b64decode(one['body'])!r}" for one in messages)


def marked_order(workshop: Workshop) -> Edition:
    """An edition of few weeks that waits, its job marked in its own text too."""
    edition = workshop.order()
    with workshop.owner() as owner:
        owner.execute("UPDATE operation_operation SET ends_on = '2024-08-18'")
        canaries.plant(owner, canaries.Marks(), Job, [workshop.job_of(edition).pk], {}, otherwise="")
    return edition


def test_a_task_tells_no_content_when_it_fails_and_when_it_is_done(workshop: Workshop) -> None:
    """It fails on words of the database that quote the whole row."""
    edition = marked_order(workshop)
    waiting = queued(workshop)
    assert str(workshop.job_of(edition).pk) in waiting
    with workshop.owner() as owner:
        owner.execute(UNLUCKY)
        workshop.start_worker()
        until(lambda: "is given back" in log_of(workshop), 120)
        owner.execute(LUCKY)
    job = workshop.finish(edition)
    assert job.state == "done"
    (pdf,) = workshop.files(edition)
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert canaries.SHAPE.search(printed), "the work has read what is marked"
    told = log_of(workshop)
    assert "RaiseException" in told
    assert canaries.SHAPE.findall(f"{told}{waiting}{job.reason}{job.params}") == []
    assert Redis.from_url(workshop.redis_url).keys("celery-task-meta*") == []
