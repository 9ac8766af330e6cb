"""What Celery calls: write the mails that are due, and hand over those that wait."""

from celery import shared_task
from django.utils import timezone

from coordination.alerts.delivery import gather, send


@shared_task
def deliver() -> None:
    """Any number of workers may run it at once, and none of them is needed twice."""
    now = timezone.now()
    gather(now)
    send(now)
