"""What Celery calls."""

from celery import shared_task

from coordination.supervision.escalation import escalate
from operation.plan.selectors import current_operation


@shared_task
def escalate_overdue() -> None:
    """Asked every hour; a beat that was away loses nothing, since each stage is told when it is found."""
    operation = current_operation()
    if operation is not None:
        escalate(operation)
