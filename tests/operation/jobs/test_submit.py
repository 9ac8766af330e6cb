"""Asking for work needs PostgreSQL alone; Redis carries a hint that may be lost."""

from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery
from redis import Redis

from operation.access.context import acting_as, as_system
from operation.jobs import engine
from operation.jobs.models import ENGINE, Job
from operation.people.selectors import principal_of
from tests.operation.jobs.conftest import Bench, ask, fresh


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def note(_self: Celery, _name: str, args: list[str], *, queue: str, **_options: object) -> None:
        found.append((args[0], queue))

    monkeypatch.setattr(Celery, "send_task", note)
    return found


@pytest.mark.parametrize("state", Job.State)
def test_it_is_over_once_it_is_done_has_failed_or_was_cancelled(state: str) -> None:
    assert Job(state=state).is_over is (state in ("done", "failed", "cancelled"))


def test_the_hint_is_given_once_the_row_is_there(
    cast: SimpleNamespace, bench: Bench, sent: list[tuple[str, str]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(cast.director)
        assert sent == []
    assert sent == [(str(job.pk), "default")]
    fresh(job)
    assert job.hinted_at


def test_a_request_that_fails_leaves_neither_row_nor_hint(
    cast: SimpleNamespace, bench: Bench, sent: list[tuple[str, str]], django_capture_on_commit_callbacks: Any
) -> None:
    principal = principal_of(cast.director)
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ValueError, match="refused"),
        acting_as(principal, channel="test"),
    ):
        engine.submit(principal=principal, kind="test", params={})
        raise ValueError("refused")
    assert sent == []
    with as_system(ENGINE):
        assert not Job.objects.exists()


@pytest.mark.parametrize("address", ["unix:///nowhere/redis.sock", "redis://127.0.0.1:1/0"])
def test_without_redis_the_job_waits_for_the_sweeper(
    cast: SimpleNamespace,
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    address: str,
) -> None:
    monkeypatch.setattr(engine, "_redis", Redis.from_url(address, **engine.NO_PATIENCE))
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(cast.director)
    fresh(job)
    assert (job.state, job.hinted_at) == ("queued", None)
