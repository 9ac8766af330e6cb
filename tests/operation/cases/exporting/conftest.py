"""Files as people ask for them: a browser posts the form, a job is run as a worker would."""

import csv
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from operation.cases.exporting import actions
from operation.cases.exporting.models import Export
from operation.jobs import engine
from operation.jobs.lease import Renewal
from operation.people.models import User

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
Take = Callable[..., Any]


@pytest.fixture
def take(client_of: ClientOf) -> Take:
    """`take(user, "suspects", "json")`: the answer to the form; further options are its fields, `query` the list's."""

    def act(
        user: User, slug: str, format_: str = "json", *, query: str = "", language: str = "en", **given: str
    ) -> Any:
        form = {"format": format_, "use": "inquiry", "reason": "joint inquiry"} | given
        headers = {"Accept-Language": language}
        return client_of(user).post(f"/records/{slug}/export/?{query}", form, headers=headers)

    return act


@pytest.fixture
def make(cast: SimpleNamespace, as_: As, take: Take, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Export]:
    """The same as background work, already done: every list is a long one here."""
    monkeypatch.setattr(actions, "AT_ONCE", -1)
    monkeypatch.setattr("operation.cases.exporting.views.AT_ONCE", -1)
    monkeypatch.setattr(Renewal, "start", lambda _self: None)
    monkeypatch.setattr(Renewal, "stop", lambda _self: None)

    def act(user: User, slug: str, format_: str = "json", **given: str) -> Export:
        asked = take(user, slug, format_, **given)
        assert asked.status_code == 302, asked.content.decode()
        with as_(user):
            export: Export = Export.objects.latest("created_at")
        engine.run(export.job_id)
        with as_(user):
            export.refresh_from_db()
            export.job.refresh_from_db()
        return export

    return act


def records_in(answer: Any) -> list[dict[str, Any]]:
    """The records of a JSON file."""
    assert answer.status_code == 200, answer.content.decode()
    found: list[dict[str, Any]] = json.loads(answer.content)["records"]
    return found


def rows_in(answer: Any) -> list[dict[str, str]]:
    """The rows of a CSV file, by heading."""
    assert answer.status_code == 200, answer.content.decode()
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


def sheets_in(content: bytes) -> dict[str, list[list[Any]]]:
    """The sheets of a workbook, as openpyxl reads them: a live formula would be a text that begins with «=»."""
    book = load_workbook(BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def words_in(content: bytes, format_: str) -> str:
    """All that stands in a file, as text."""
    if format_ != "xlsx":
        return content.decode()
    return "\n".join(str(cell) for rows in sheets_in(content).values() for row in rows for cell in row)


def lines_in(answer: Any) -> list[dict[str, Any]]:
    """The entities of a FollowTheMoney file."""
    assert answer.status_code == 200, answer.content.decode()
    return [json.loads(line) for line in answer.content.decode().splitlines()]
