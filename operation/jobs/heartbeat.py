"""Each worker says every few seconds that it lives; `/health/` and the operator read it."""

import threading
from typing import Any

from celery.signals import worker_ready
from django.db import DatabaseError, connection
from django.utils import timezone

from operation.jobs.models import WorkerHeartbeat

EVERY = 5.0


def beat(queues: list[str]) -> None:
    for queue in queues:
        WorkerHeartbeat.objects.update_or_create(queue=queue, defaults={"seen_at": timezone.now()})


def _live(queues: list[str]) -> None:
    pause = threading.Event()
    while True:
        try:
            beat(queues)
        except DatabaseError:
            connection.close()
        pause.wait(EVERY)


@worker_ready.connect
def start(sender: Any, **_signal: Any) -> None:
    """In a thread of its own: a worker that is in the middle of a long build is alive too."""
    queues = [queue.name for queue in sender.task_consumer.queues]
    threading.Thread(target=_live, args=[queues], daemon=True).start()
