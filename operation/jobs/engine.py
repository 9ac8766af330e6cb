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

from django.conf import settings
from django.db import Error, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.audit import trail
from operation.config.celery import app
from operation.jobs.lease import Lease, LeaseLost, Renewal, claim
from operation.jobs.models import ENGINE, Job
from operation.kernel.errors import Conflict, NotAllowed, Text
from operation.people.selectors import principal_of

log = logging.getLogger(__name__)
Store = Callable[[], None]
Work = Callable[[Lease, Principal], Store]
TASK = "operation.jobs.tasks.run"
NO_PATIENCE: dict[str, Any] = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 0)}
WAITING_OR_RUNNING = (Job.State.QUEUED, Job.State.RUNNING)


class WorkFailed(Exception):
    """The work cannot be done, now or later; the text is shown to the one who asked."""


@dataclass(frozen=True)
class Kind:
    """A kind of long work: which queue carries it, what does it, and how its progress is told.

    `work` runs outside of any transaction and returns what stores the result; the engine calls that in the transaction
    that marks the job done. `on_failure` is told of a job that ended without a result (failed, or stopped by whoever
    asked), in the transaction that says so. `steps` are the words for the names that `work` gives to `Lease.step`, in
    order; `address` is the page where the result stands.
    """

    name: str
    queue: str
    title: Text
    steps: Mapping[str, Text]
    work: Work
    on_failure: Callable[[Job], None]
    address: Callable[[Job], str]


_kinds: dict[str, Kind] = {}
_redis = Redis.from_url(settings.REDIS_URL, **NO_PATIENCE)


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_of(job: Job) -> Kind:
    """Raises KeyError for a kind that nobody registered."""
    return _kinds[job.kind]


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
        _redis.ping()  # a request does not wait for a broker that is away: Celery's own client would, for six seconds
        app.send_task(TASK, [str(job_id)], queue=queue, retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as fault:
        log.warning("job %s waits for the sweeper: %s", job_id, fault)
    else:
        with as_system(ENGINE):
            Job.objects.filter(pk=job_id).update(hinted_at=timezone.now())


@transaction.atomic
def stop(*, principal: Principal, job: Job) -> None:
    """End one's own job that waits or runs; its worker notices and leaves nothing behind.

    Raises Conflict when it is over already.
    """
    mine = Job.objects.filter(pk=job.pk, requested_by_id=principal.person, state__in=WAITING_OR_RUNNING)
    if not mine.update(state=Job.State.CANCELLED, lease_until=None, finished_at=timezone.now()):
        raise Conflict(_("This work is over already."))
    job.refresh_from_db()
    trail.record("stopped", job)
    kind_of(job).on_failure(job)


def run(job_id: UUID) -> None:
    """Do one job, if it is free. Never raises: a fault of the work is the job's, not the worker's."""
    lease = claim(job_id)
    if lease is None:
        return
    renewal = Renewal(lease)
    renewal.start()
    try:
        with translation.override(lease.job.requested_by.language):  # what is refused is told in his language
            _attempt(lease)
    except LeaseLost:
        log.warning("job %s went to another holder, or was stopped", job_id)
    except Error:
        log.exception("job %s waits until its lease ends: the database is away", job_id)
        connection.close()
    finally:
        renewal.stop()


def _attempt(lease: Lease) -> None:
    try:
        _work(lease)
    except (WorkFailed, NotAllowed) as refused:
        _fail(lease, str(refused))
    except LeaseLost:
        raise
    except Exception as fault:
        log.exception("job %s is given back", lease.job.pk)
        if isinstance(fault, Error):
            connection.close()  # it may be dead: a new one says so, or gives the job back
        lease.give_back()


def _work(lease: Lease) -> None:
    principal = principal_of(lease.job.requested_by)
    store = kind_of(lease.job).work(lease, principal)
    with acting_as(principal, channel="job"):
        lease.finish()
        store()
        trail.record("finished", lease.job)


def _fail(lease: Lease, reason: str) -> None:
    with acting_as(principal_of(lease.job.requested_by), channel="job"):
        lease.fail(reason)
        _tell_failure(lease.job)


def abandon(job: Job) -> None:
    """Give up a job that was begun as often as it may be and never ended."""
    reason = _("It was begun %(times)s times and never came to its end. Tell your administrator.")
    over = {"state": Job.State.FAILED, "lease_until": None, "finished_at": timezone.now()}
    unfinished = Job.objects.filter(pk=job.pk, token=job.token, state__in=WAITING_OR_RUNNING)
    with acting_as(principal_of(job.requested_by), channel="job"):
        if unfinished.update(reason=reason % {"times": job.attempts}, **over):
            _tell_failure(job)


def _tell_failure(job: Job) -> None:
    """Whoever asked may have lost his rights meanwhile: what is told of the job is told by the engine."""
    job.refresh_from_db()
    trail.record("failed", job)
    with as_system(ENGINE):
        kind_of(job).on_failure(job)
