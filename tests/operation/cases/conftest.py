"""Records as the pages' tests need them: one suspect of Thailand, released on demand."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.sharing import release_records
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
Release = Callable[..., None]


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th, place_name="แม่สาย", tier="main")


@pytest.fixture
def release(cast: SimpleNamespace, as_: As) -> Release:
    """`release(record, "kh-moi")`: as Thailand's coordinator, for a joint inquiry."""

    def act(record: Any, *codes: str) -> None:
        with as_(cast.coordinator_th):
            to = [Organisation.objects.get(code=code) for code in codes]
            principal = principal_of(cast.coordinator_th)
            release_records(principal=principal, records=[record], to=to, purpose="joint inquiry")

    return act
