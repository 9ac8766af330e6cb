"""What Celery calls: answers that are a day old go."""

from celery import shared_task
from django.utils import timezone

from operation.access.context import as_system
from operation.people.repeating.models import KEPT, REPEATS, StoredAnswer


@shared_task
def sweep() -> None:
    with as_system(REPEATS):
        StoredAnswer.objects.filter(kept_at__lt=timezone.now() - KEPT).delete()
