"""What Celery calls: thin, idempotent, with ids as arguments."""

from uuid import UUID

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from operation.access.context import as_system
from operation.jobs import engine
from operation.jobs.lease import LEASE, MOST_ATTEMPTS
from operation.jobs.models import ENGINE, Job

AT_ONCE = 100


@shared_task
def run(job_id: str) -> None:
    engine.run(UUID(job_id))


@shared_task
def sweep() -> None:
    """Find work that nobody does (its hint was lost, or its holder died) and tell the workers again."""
    now = timezone.now()
    unheard = Q(hinted_at=None) | Q(hinted_at__lt=now - LEASE)
    waiting = Q(state=Job.State.QUEUED) & unheard
    orphaned = Q(state=Job.State.RUNNING, lease_until__lt=now) & unheard
    idle = Job.objects.filter(waiting | orphaned).select_related("requested_by__organisation")
    with as_system(ENGINE):
        found = list(idle.order_by("queued_at")[:AT_ONCE])
    for job in found:
        if job.attempts < MOST_ATTEMPTS:
            engine.hint(job.pk, job.queue)
        else:
            engine.abandon(job)
