"""A worker's hold on a job: renewed while the work goes on, worth nothing once another holds it."""

import logging
import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import Error, connection
from django.db.models import F, Q
from django.utils import timezone

from operation.access.context import as_system
from operation.jobs.models import ENGINE, Job

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS)
RENEWALS_PER_LEASE = 6
MOST_ATTEMPTS = 8
State = Job.State


class LeaseLost(Exception):
    """Somebody else holds the job now, or it was stopped: end here, and leave nothing behind."""


class Lease:
    """One holder's claim on one job. All its writes are refused once the job's token has moved on."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.token = job.token
        self.lost = threading.Event()

    def step(self, label: str, *, done: int = 0, total: int = 0) -> None:
        """Show progress. Raises LeaseLost when the job is no longer ours."""
        self._write(step=label, done=done, total=total, lease_until=timezone.now() + LEASE)

    def check(self) -> None:
        """Between two steps, as often as one likes: no query. Raises LeaseLost once a renewal was refused."""
        if self.lost.is_set():
            raise LeaseLost(str(self.job.pk))

    def finish(self) -> None:
        """Mark the job done, inside the transaction that stores its result. Raises LeaseLost: then that is undone."""
        self._write(state=State.DONE, lease_until=None, finished_at=timezone.now(), reason="")

    def fail(self, reason: str) -> None:
        """Mark the job failed for good, with words for the one who asked. Raises LeaseLost."""
        self._write(state=State.FAILED, lease_until=None, finished_at=timezone.now(), reason=reason)

    def give_back(self) -> None:
        """Queue it again after a fault that may pass. Raises LeaseLost."""
        self._write(state=State.QUEUED, lease_until=None, hinted_at=timezone.now(), step="", done=0, total=0)

    def renew(self) -> None:
        self._write(lease_until=timezone.now() + LEASE)

    def _write(self, **values: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, token=self.token, state=State.RUNNING)
        with as_system(ENGINE):
            held = mine.update(**values)
        if not held:
            self.lost.set()
            raise LeaseLost(str(self.job.pk))


class Renewal(threading.Thread):
    """Renews a lease in the background, on a connection of its own, until stopped or refused."""

    def __init__(self, lease: Lease) -> None:
        super().__init__(daemon=True)
        self.lease = lease
        self._over = threading.Event()

    def run(self) -> None:
        pause = LEASE.total_seconds() / RENEWALS_PER_LEASE
        while not self.lease.lost.is_set() and not self._over.wait(pause):
            self._renew()
        connection.close()

    def _renew(self) -> None:
        try:
            self.lease.renew()
        except LeaseLost:
            log.warning("job %s went to another holder, or was stopped", self.lease.job.pk)
        except Error as fault:  # the database is away: the lease lasts a while, and the next renewal may reach it
            log.warning("job %s could not be renewed: %s", self.lease.job.pk, fault)
            connection.close()

    def stop(self) -> None:
        self._over.set()
        self.join()


def claim(job_id: UUID) -> Lease | None:
    """Take a job that waits, or whose holder has gone silent; None when there is nothing to take."""
    now = timezone.now()
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING, lease_until__lt=now)
    with as_system(
        ENGINE
    ):  # one transaction: the row stays locked until its token is read: no other holder's is taken for ours
        taken = Job.objects.filter(free, pk=job_id, attempts__lt=MOST_ATTEMPTS).update(
            state=State.RUNNING, token=F("token") + 1, attempts=F("attempts") + 1, lease_until=now + LEASE
        )
        return Lease(Job.objects.select_related("requested_by__organisation").get(pk=job_id)) if taken else None
