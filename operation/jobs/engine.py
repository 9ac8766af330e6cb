"""Ask for long work, and do it exactly once.

The Job row is committed with the request; Celery carries a hint. Whoever claims the job runs it under a lease, and its
result is stored in the same transaction that marks it done: a second holder's result is refused (trust.md, survival).
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import trail
from operation.jobs.lease import Lease, LeaseLost, Renewal, claim
from operation.jobs.models import Job
from operation.kernel.errors import NotAllowed
from operation.people.selectors import principal_of

log = logging.getLogger(__name__)
Store = Callable[[], None]
Work = Callable[[Lease, Principal], Store]
TASK = "operation.jobs.tasks.run"


class WorkFailed(Exception):
    """The work cannot be done, now or later; the text is shown to the one who asked."""


@dataclass(frozen=True)
class Kind:
    """A kind of long work: which queue carries it and what does it."""

    name: str
    queue: str
    work: Work
    on_failure: Callable[[Job], None]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def submit(*, principal: Principal, kind: str, params: Mapping[str, Any]) -> Job:
    """Write the job with the caller's transaction; tell Celery once that is committed.

    The caller has checked its policy; rights are read again when the work runs.
    """
    job = Job.objects.create(kind=kind, queue=_kinds[kind].queue, params=dict(params), requested_by_id=principal.person)
    trail.record("requested", job, kind=kind, params=dict(params))
    transaction.on_commit(partial(hint, job.pk, job.queue))
    return job


def hint(job_id: UUID, queue: str) -> None:
    """Tell the workers that there is something to do. Without Redis nothing is lost: the sweeper tells them later."""
    try:
        current_app.send_task(TASK, [str(job_id)], queue=queue, retry=False, ignore_result=True)
    except OperationalError as fault:
        log.warning("job %s waits for the sweeper: %s", job_id, fault)
    else:
        Job.objects.filter(pk=job_id).update(hinted_at=timezone.now())


def run(job_id: UUID) -> None:
    """Do one job, if it is free. Never raises for a fault of the work itself."""
    lease = claim(job_id)
    if lease is None:
        return
    renewal = Renewal(lease)
    renewal.start()
    try:
        _work(lease)
    except LeaseLost:
        log.warning("job %s went to another holder", job_id)
    except (WorkFailed, NotAllowed) as refused:
        _fail(lease, str(refused))
    except Exception:
        log.exception("job %s failed", job_id)
        lease.give_back("")
    finally:
        renewal.stop()


def _work(lease: Lease) -> None:
    kind = _kinds[lease.job.kind]
    principal = principal_of(lease.job.requested_by)
    store = kind.work(lease, principal)
    with acting_as(principal, channel="job"):
        store()
        lease.finish()
        trail.record("finished", lease.job)


def _fail(lease: Lease, reason: str) -> None:
    with transaction.atomic():
        lease.fail(reason)
        _kinds[lease.job.kind].on_failure(lease.job)


def abandon(job: Job) -> None:
    """Give up a job that failed as often as it may."""
    unfinished = Job.objects.filter(pk=job.pk, token=job.token).exclude(state__in=[Job.State.DONE, Job.State.CANCELLED])
    with transaction.atomic():
        if unfinished.update(state=Job.State.FAILED, finished_at=timezone.now()):
            _kinds[job.kind].on_failure(job)
