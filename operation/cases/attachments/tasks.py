"""What Celery calls: clear away what nobody finished, and what was discarded."""

from celery import shared_task
from django.utils import timezone

from operation.access.context import as_system
from operation.audit.context import Actor, actor
from operation.cases.attachments import storage
from operation.cases.attachments.actions import take_away
from operation.cases.attachments.arriving import UNFINISHED_FOR
from operation.cases.attachments.models import Attachment, FileState

AT_ONCE = 100
SWEEPER = Actor(None, None, "job")


@shared_task
def sweep_attachments() -> None:
    """Uploads that nobody went on with end after a day or two; discarded files leave the store."""
    sweep_unfinished()
    storage.clear(AT_ONCE)


def sweep_unfinished() -> int:
    """Returns how many ended."""
    left = Attachment.objects.filter(state=FileState.RECEIVING, touched_at__lt=timezone.now() - UNFINISHED_FOR)
    with as_system(storage.SYSTEM), actor(SWEEPER):
        found = list(left.order_by("touched_at")[:AT_ONCE])
        take_away(found)
    return len(found)
