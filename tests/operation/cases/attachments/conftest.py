"""Files of records: a store in a folder of the test, and the check of a file done when the test says so."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from operation.access.context import acting_as
from operation.cases.attachments.arriving import FileDraft, attach_file
from operation.cases.attachments.models import Attachment
from operation.cases.base import CaseRecord
from operation.config.env import attachment_store
from operation.jobs import engine
from operation.jobs.lease import Renewal
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.files import PNG
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
Attach = Callable[..., Attachment]


@pytest.fixture(autouse=True)
def store(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder that is the store, and no scanner."""
    monkeypatch.setenv("ATTACHMENTS_FOLDER", str(tmp_path / "store"))
    settings.STORAGES = settings.STORAGES | {"attachments": attachment_store(tmp_path)}
    monkeypatch.delenv("ATTACHMENTS_FOLDER")
    settings.CLAMD_ADDRESS = ""
    return tmp_path / "store"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No renewal in the background: it sees only what is committed."""
    monkeypatch.setattr(Renewal, "start", lambda _self: None)
    monkeypatch.setattr(Renewal, "stop", lambda _self: None)


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th)


@pytest.fixture
def attach(cast: SimpleNamespace) -> Attach:
    """`attach(record, by, content, name=…)`: attached, and checked unless `checked=False`."""

    def act(
        record: CaseRecord, by: User | None = None, content: bytes = PNG, *, checked: bool = True, **given: Any
    ) -> Attachment:
        principal = principal_of(by or cast.officer_th)
        draft = FileDraft(given.pop("name", "photo.png"), len(content), **given)
        with acting_as(principal, channel="test"):
            made = attach_file(principal=principal, record=record, draft=draft, content=io.BytesIO(content))
        return check(made, by or cast.officer_th) if checked else made

    return act


def check(attachment: Attachment, by: User) -> Attachment:
    """Do the work that waits for the file, and read it again."""
    assert attachment.job_id
    engine.run(attachment.job_id)
    with acting_as(principal_of(by), channel="test"):
        attachment.refresh_from_db()
    return attachment
