"""What Celery calls."""

from celery import shared_task

from operation.audit import anchors


@shared_task
def anchor_if_due() -> None:
    """Asked every few minutes, so that a beat that was away for a while costs minutes and not an hour."""
    anchors.take_if_due()
