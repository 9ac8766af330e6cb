"""What Celery calls: files whose days are over go."""

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from operation.access.context import as_system
from operation.cases.exporting.models import EXPORTS, Export
from operation.cases.exporting.work import KEPT


@shared_task
def sweep() -> None:
    """Take away finished files after their days, and orders that never became a file."""
    now = timezone.now()
    over = Q(expires_at__lt=now) | Q(expires_at=None, created_at__lt=now - KEPT)
    with as_system(EXPORTS):
        Export.objects.filter(over).delete()
