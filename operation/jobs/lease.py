"""A worker's hold on a job: renewed while the work goes on, worth nothing once another holds it."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from operation.jobs.models import Job

LEASE = timedelta(seconds=30)
RENEW_EVERY = 5.0
MOST_ATTEMPTS = 8
State = Job.State


class LeaseLost(Exception):
    """Somebody else holds the job now, or it was cancelled: stop, and leave nothing behind."""


class Lease:
    """One holder's claim on one job. All its writes are refused once the job's token has moved on."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.token = job.token

    def step(self, label: str, *, done: int = 0, total: int = 0) -> None:
        """Show progress. Raises LeaseLost when the job is no longer ours."""
        self._write(step=label, done=done, total=total, lease_until=timezone.now() + LEASE)

    def finish(self) -> None:
        """Mark the job done, inside the transaction that stores its result. Raises LeaseLost: then that is undone."""
        self._write(state=State.DONE, lease_until=None, finished_at=timezone.now(), reason="")

    def fail(self, reason: str) -> None:
        """Mark the job failed for good, with words for the one who asked."""
        self._write(state=State.FAILED, lease_until=None, finished_at=timezone.now(), reason=reason)

    def give_back(self, reason: str) -> None:
        """Queue it again after a fault that may pass."""
        self._write(state=State.QUEUED, lease_until=None, hinted_at=None, reason=reason)

    def renew(self) -> None:
        self._write(lease_until=timezone.now() + LEASE)

    def _write(self, **values: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, token=self.token, state=State.RUNNING)
        if not mine.update(**values):
            raise LeaseLost(str(self.job.pk))


class Renewal(threading.Thread):
    """Renews a lease in the background until stopped; `lost` is set when it could not be."""

    def __init__(self, lease: Lease) -> None:
        super().__init__(daemon=True)
        self.lease = lease
        self.lost = threading.Event()
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(RENEW_EVERY):
            try:
                self.lease.renew()
            except LeaseLost:
                self.lost.set()
                break
        connection.close()

    def stop(self) -> None:
        self._over.set()
        self.join()


def claim(job_id: UUID) -> Lease | None:
    """Take a job that waits, or whose holder has gone silent; None when there is nothing to take."""
    now = timezone.now()
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING, lease_until__lt=now)
    taken = Job.objects.filter(free, pk=job_id, attempts__lt=MOST_ATTEMPTS).update(
        state=State.RUNNING, token=F("token") + 1, attempts=F("attempts") + 1, lease_until=now + LEASE
    )
    return Lease(Job.objects.select_related("requested_by__organisation").get(pk=job_id)) if taken else None
