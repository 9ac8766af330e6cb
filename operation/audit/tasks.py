"""What Celery calls."""

from celery import shared_task

from operation.audit import anchors


@shared_task
def anchor_if_due() -> None:
    """Asked every minute, so that a beat that was away costs a minute and not an hour."""
    anchors.take_if_due()
