"""Workers of these tests renew nothing in the background: a renewal sees only what is committed."""

import pytest

from operation.jobs.lease import Renewal


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Renewal, "start", lambda _self: None)
    monkeypatch.setattr(Renewal, "stop", lambda _self: None)
