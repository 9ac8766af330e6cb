"""What Celery calls: nothing that meets is missed because a process ended between a save and its second look."""

from celery import shared_task

from coordination.deconfliction.alerting import tell_coordinators
from coordination.deconfliction.finding import sweep_matches
from coordination.deconfliction.naming import meet_names


@shared_task
def sweep() -> None:
    """Meet again what was written lately."""
    sweep_matches()


@shared_task
def names() -> None:
    """Hold the names that were written lately against those of others."""
    meet_names()


@shared_task
def tell() -> None:
    """Tell coordinators that a match waits."""
    tell_coordinators()
