"""What Celery calls."""

from celery import shared_task

from reporting.consultation import reminders


@shared_task
def remind() -> None:
    """Asked every ten minutes: clocks of consultations count working days."""
    reminders.remind()
