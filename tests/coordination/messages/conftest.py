"""A suspect of Thailand that Cambodia and Viet Nam read, and what is said about it."""

from types import SimpleNamespace

import pytest

from operation.cases.base import CaseRecord
from operation.cases.sharing import release_records
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.coordination.conftest import As
from tests.factories.records import log


def release(record: CaseRecord, by: User, *to: Organisation) -> None:
    release_records(principal=principal_of(by), records=[record], to=to, purpose="joint inquiry")


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> CaseRecord:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th)
        release(record, cast.coordinator_th, cast.coordinator_kh.organisation, cast.coordinator_vn.organisation)
    return record
