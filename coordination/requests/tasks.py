"""What Celery calls."""

from celery import shared_task

from coordination.requests import reminders


@shared_task
def remind() -> None:
    """Asked every minute: a clock that counts hours has no time to lose."""
    reminders.remind()
