"""Logs, headers and queued work: no mark, no password, no token; nothing by which a cache tells what it holds."""

import logging
from itertools import cycle, islice, product
from typing import Any

import pytest
from django.test import Client

from operation.access.context import acting_as
from operation.jobs import engine
from operation.people.selectors import principal_of
from tests.access import canaries
from tests.access.asking import ask, one_of_each_row, targets
from tests.access.things import World
from tests.factories.people import PASSWORD

READERS = ("officer_th", "director")


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Everything that was logged, with what hangs on each line."""
    lines = [f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records]
    return "\n".join(lines)


REQUESTS = tuple(product(READERS, ("GET", "POST")))


@pytest.mark.parametrize("each", [1, pytest.param(len(REQUESTS), marks=pytest.mark.long)])
def test_logs_hold_no_content(
    world: World, clients: dict[str, Client], caplog: pytest.LogCaptureFixture, each: int
) -> None:
    """An officer and the director, reading and writing: one of the four in turn, or all for each address."""
    caplog.set_level(logging.INFO)
    for number, target in enumerate(one_of_each_row(targets(world))):
        for person, method in islice(cycle(REQUESTS), number % len(REQUESTS), number % len(REQUESTS) + each):
            assert not could_be_compared(ask(clients[person], target, method).text), target
    text = logged(caplog)
    assert text, "refused requests are logged: this test would see a mark"
    assert [world.marks.where[mark] for mark in canaries.SHAPE.findall(text) if mark in world.marks.where] == []


def test_logs_hold_no_password_and_no_token(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client()
    wrong = "not the password ~secret"
    for password in (wrong, PASSWORD):
        client.post("/sign-in/", {"username": "officer.th", "password": password})
    secret = next(mark for mark, (part, _name) in world.marks.where.items() if part.endswith("|secret"))
    client.get("/api/v1/suspects/", headers={"authorization": f"Token {secret}"})
    client.get("/api/v1/suspects/", headers={"authorization": f"Token {secret[::-1]}"})
    text = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    for never in (wrong, PASSWORD, secret, secret[::-1]):
        assert never not in text


def test_queued_work_carries_ids_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(engine._redis, "ping", lambda: True)
    monkeypatch.setattr("operation.jobs.engine.app.send_task", lambda *args, **options: sent.append((args, options)))
    job = world.one("job.of_director").row
    with acting_as(principal_of(world.cast.director), channel="test"):
        engine.hint(job.pk, job.queue)
    assert sent == [((engine.TASK, [str(job.pk)]), {"queue": job.queue, "retry": False, "ignore_result": True})]


def could_be_compared(told: str) -> bool:
    """ETag and Last-Modified would tell whether something changed, to whoever asks with an older one."""
    headers = told.partition("\n\n")[0].lower()
    return "\netag:" in headers or "\nlast-modified:" in headers


def test_no_answer_can_be_compared_by_a_cache(world: World, clients: dict[str, Client]) -> None:
    """Nor is one asked for: the headers of all answers are looked at above."""
    record = world.one("record.own", "suspects").row
    answer = clients["coordinator_kh"].get(f"/records/suspects/{record.pk}/", headers={"if-none-match": "*"})
    assert answer.status_code == 404
