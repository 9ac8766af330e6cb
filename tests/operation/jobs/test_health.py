"""Health: 200 when every part lives, 503 and the part's name when one does not; no secret, no waiting."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operation.jobs import health as module
from operation.jobs.models import WorkerHeartbeat


@pytest.fixture
def workers(db: None) -> None:
    for queue in module.QUEUES:
        WorkerHeartbeat.objects.create(queue=queue, seen_at=timezone.now())


@pytest.fixture
def deaf_redis(tmp_path: Path) -> Iterator[str]:
    """A server that takes connections and never answers."""
    path = str(tmp_path / "deaf.socket")
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    yield f"unix://{path}"
    server.close()


def asked(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get(reverse("health"))
    return response.status_code, response.json()["parts"]


def test_all_is_well(workers: None, client: Client) -> None:
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json()["ok"] is True
    assert set(response.json()["parts"]) == {"redis", "database", "migrations", "workers"}
    assert "no-store" in response["Cache-Control"]


def test_nobody_needs_to_sign_in_and_nothing_is_set(workers: None, client: Client) -> None:
    response = client.get("/health/")
    assert not response.cookies
    assert client.post("/health/").status_code == 405


@pytest.mark.parametrize("seconds", [31, 3600])
def test_a_worker_not_seen_for_half_a_minute_is_missed(workers: None, client: Client, seconds: int) -> None:
    WorkerHeartbeat.objects.filter(queue="reports").update(seen_at=timezone.now() - timedelta(seconds=seconds))
    status, parts = asked(client)
    assert status == 503
    assert parts["workers"]["ok"] is False
    assert parts["workers"]["seconds_since_seen"]["reports"] >= seconds
    assert parts["workers"]["seconds_since_seen"]["default"] < 30
    assert parts["database"]["ok"] is parts["redis"]["ok"] is parts["migrations"]["ok"] is True


def test_a_worker_never_seen_is_missed(db: None, client: Client) -> None:
    status, parts = asked(client)
    assert status == 503
    assert parts["workers"]["seconds_since_seen"] == {"default": None, "reports": None}


def test_migrations_that_are_not_applied_are_named(workers: None, client: Client) -> None:
    missing = frozenset({("operation", "0001_initial"), ("operation", "9999_later")})
    with patch.object(module, "_expected", return_value=missing):
        status, parts = asked(client)
    assert status == 503
    assert parts["migrations"] == {"ok": False, "unapplied": ["operation.9999_later"]}


def test_what_the_code_expects_is_what_the_suite_migrated(db: None) -> None:
    assert ("operation", "0001_initial") in module._expected()
    assert module._migrations() == {"ok": True, "unapplied": []}


@pytest.mark.parametrize("url", ["unix:///nowhere/redis.socket", "redis://:secret-word@127.0.0.1:1/0"])
def test_without_redis_it_says_so_at_once(workers: None, client: Client, settings: Any, url: str) -> None:
    settings.REDIS_URL = url
    began = time.monotonic()
    response = client.get("/health/")
    assert time.monotonic() - began < 2
    assert response.status_code == 503
    assert response.json()["parts"]["redis"] == {"ok": False, "reason": "does not answer"}
    assert response.json()["parts"]["database"]["ok"] is True
    assert "secret-word" not in response.content.decode()


def test_a_redis_that_takes_and_never_answers_holds_nobody(
    workers: None, client: Client, settings: Any, deaf_redis: str
) -> None:
    settings.REDIS_URL = deaf_redis
    began = time.monotonic()
    status, parts = asked(client)
    assert time.monotonic() - began < 2
    assert status == 503
    assert parts["redis"]["ok"] is False


def test_without_a_database_the_rest_is_not_known(db: None, client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError("password=secret-word host=db")):
        response = client.get("/health/")
    assert response.status_code == 503
    parts = response.json()["parts"]
    assert [name for name, part in parts.items() if part["ok"]] == ["redis"]
    assert parts["workers"]["reason"] == "not known without the database"
    assert "secret-word" not in response.content.decode()


def test_a_table_that_is_not_there_is_an_answer(workers: None, client: Client) -> None:
    with patch.object(module, "_workers", side_effect=OperationalError("no such table")):
        status, parts = asked(client)
    assert status == 503
    assert parts["workers"] == {"ok": False, "reason": "cannot be read"}
    assert parts["migrations"]["ok"] is True


def test_it_costs_three_questions(workers: None, client: Client, django_assert_num_queries: Any) -> None:
    module._expected()
    with django_assert_num_queries(3 + 6 + 1):
        client.get("/health/")


def test_many_at_once_do_not_wait_for_each_other(workers: None, client: Client, settings: Any, deaf_redis: str) -> None:
    settings.REDIS_URL = deaf_redis
    began = time.monotonic()
    asking = [threading.Thread(target=module._redis) for _client in range(5)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert time.monotonic() - began < 2
