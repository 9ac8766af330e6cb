"""What every contract needs: one record of each type, logged in Thailand."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.registry import RecordType, all_types
from operation.people.models import User
from tests.factories.records import log


@pytest.fixture(params=all_types(), ids=lambda record_type: record_type.slug)
def record_type(request: pytest.FixtureRequest) -> RecordType:
    """Each type that is registered: a new one is held by these contracts without a line here."""
    found: RecordType = request.param
    return found


@pytest.fixture
def record(cast: SimpleNamespace, as_: Callable[[User], AbstractContextManager[None]], record_type: RecordType) -> Any:
    with as_(cast.officer_th):
        return log(record_type.slug, cast.officer_th)
