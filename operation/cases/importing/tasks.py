"""What Celery calls: files about which nobody decided go, with what stood in their rows."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from operation.access.context import as_system
from operation.cases.importing.models import DECIDED, IMPORTS, ImportFile

KEPT = timedelta(days=7)


@shared_task
def sweep() -> None:
    """Take away what was uploaded and neither imported nor replaced within its days."""
    with as_system(IMPORTS):
        ImportFile.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(state__in=DECIDED).delete()
