"""What Celery calls: nothing that meets is missed because a process ended between a save and its second look."""

from celery import shared_task

from coordination.deconfliction.finding import sweep_matches


@shared_task
def sweep() -> None:
    """Meet again what was written lately."""
    sweep_matches()
