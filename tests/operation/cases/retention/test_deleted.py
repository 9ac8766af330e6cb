"""What was deleted and not given back is purged by the rule, whatever its mark; earlier it is not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from operation.access.context import as_system
from operation.cases.deletion.actions import DELETION
from operation.cases.records.suspect import Suspect
from operation.cases.retention.models import Tombstone
from operation.cases.retention.selectors import RESTORABLE
from operation.kernel import clock
from operation.people.models import User
from tests.factories.records import log
from tests.operation.cases.deletion.test_delete import delete
from tests.operation.cases.retention.test_due_pages import command

As = Callable[[User], AbstractContextManager[None]]


def deleted(cast: SimpleNamespace, as_: As, *, ago: timedelta, **values: Any) -> Any:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, **values)
        with clock.at(clock.now() - ago):
            delete(cast.coordinator_th, record)
    return record


@pytest.mark.parametrize("tlp", ["amber", "red"])
def test_the_rule_takes_it_after_its_time(cast: SimpleNamespace, as_: As, tlp: str) -> None:
    record = deleted(cast, as_, ago=RESTORABLE + timedelta(hours=1), tlp=tlp)
    assert "th-rtp: 1 to purge by rule" in command("--dry-run")
    assert "th-rtp: 1 purged" in command()
    with as_(cast.coordinator_th):
        assert Tombstone.objects.values_list("reference", "rule").get() == (record.reference, "mistake")
        with as_system(DELETION):
            assert not Suspect.objects.exists()


def test_not_before(cast: SimpleNamespace, as_: As) -> None:
    deleted(cast, as_, ago=RESTORABLE - timedelta(hours=1))
    assert "0 purged in all" in command()
    with as_(cast.coordinator_th), as_system(DELETION):
        assert Suspect.objects.count() == 1
