"""Celery: the engine of the jobs. Redis carries hints; what must not be lost is a Job row in PostgreSQL."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "operation.config.settings.local")

SECONDS_UNSEEN = {"visibility_timeout": settings.CELERY_VISIBILITY_TIMEOUT}
QUICK_TO_FAIL = {"socket_connect_timeout": 2, "socket_timeout": 5, "retry_on_timeout": False}


def broker_url(redis_url: str) -> str:
    """Redis address as Celery spells it: a Unix socket is `redis+socket://` there, its database a virtual host."""
    if not redis_url.startswith("unix://"):
        return redis_url
    return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


@setup_logging.connect
def tell_as_all_of_us_do(**_given: Any) -> None:
    """Celery would put formats of its own in the place of ours."""
    dictConfig(settings.LOGGING)


app = Celery("seagull")
app.conf.update(
    broker_url=broker_url(settings.REDIS_URL),
    broker_transport_options=SECONDS_UNSEEN | QUICK_TO_FAIL,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_send_task_events=False,
    task_default_queue="default",
    timezone="UTC",
    beat_schedule={
        "sweep-jobs": {"task": "operation.jobs.tasks.sweep", "schedule": 10.0, "options": {"expires": 10}},
        "sweep-attachments": {
            "task": "operation.cases.attachments.tasks.sweep_attachments",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "anchor-trail": {"task": "operation.audit.tasks.anchor_if_due", "schedule": 60.0, "options": {"expires": 60}},
        "sweep-answers": {
            "task": "operation.people.repeating.tasks.sweep",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "sweep-imports": {
            "task": "operation.cases.importing.tasks.sweep",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "sweep-exports": {
            "task": "operation.cases.exporting.tasks.sweep",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "remind-requests": {
            "task": "coordination.requests.tasks.remind",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "remind-consultations": {
            "task": "reporting.consultation.tasks.remind",
            "schedule": 600.0,
            "options": {"expires": 600},
        },
        "escalate-overdue": {
            "task": "coordination.supervision.tasks.escalate_overdue",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "sweep-matches": {
            "task": "coordination.deconfliction.tasks.sweep",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "meet-names": {
            "task": "coordination.deconfliction.tasks.names",
            "schedule": 5.0,
            "options": {"expires": 5},
        },
        "tell-matches": {
            "task": "coordination.deconfliction.tasks.tell",
            "schedule": 10.0,
            "options": {"expires": 10},
        },
        "deliver-mails": {
            "task": "coordination.alerts.tasks.deliver",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
    },
)
WITH_TASKS = [
    "operation.audit",
    "operation.jobs",
    "operation.people.repeating",
    "operation.cases.attachments",
    "operation.cases.exporting",
    "operation.cases.importing",
    "coordination.requests",
    "coordination.supervision",
    "coordination.deconfliction",
    "coordination.alerts",
    "reporting.consultation",
]
app.autodiscover_tasks(WITH_TASKS)
app.autodiscover_tasks(["operation.jobs"], related_name="heartbeat")
