"""What all tests of people share: a clock of one-time codes that stands."""

import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth

from tests.operation.people import second_factors


@pytest.fixture(autouse=True)
def one_half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ends in another half minute than the one in which it began: its codes would be others."""
    moment = time.time()
    standing = SimpleNamespace(time=lambda: moment)
    monkeypatch.setattr(auth, "time", standing)
    monkeypatch.setattr(second_factors, "time", standing)
