"""What waits for verification stands on the desks of those who may give it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.cases.actions import verify_records
from operation.cases.pages.desk import records_to_verify
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]


def waiting(user: User, as_: As) -> list[tuple[str, str]]:
    with as_(user):
        return [(str(one.what), one.url) for one in records_to_verify(principal_of(user))]


def test_what_others_logged_waits_for_a_second_person(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    address = "/records/suspects/?verification=unverified&country=TH"
    for user in (cast.supervisor_th, cast.coordinator_th):
        assert waiting(user, as_) == [("Suspects to verify: 1", address)]
    with as_(cast.supervisor_th):
        verify_records(principal=principal_of(cast.supervisor_th), records=[suspect])
    assert waiting(cast.coordinator_th, as_) == []


def test_ones_own_entry_does_not(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        log("suspects", cast.coordinator_th)
    assert waiting(cast.coordinator_th, as_) == []
    assert len(waiting(cast.supervisor_th, as_)) == 1


@pytest.mark.parametrize("who", ["officer_th", "protection_th", "coordinator_kh", "director", "observer_unodc", "dpo"])
def test_nor_does_it_wait_for_anybody_else(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    assert waiting(getattr(cast, who), as_) == []


def test_counting_stops_at_fifty(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log_many("seized-assets", cast.officer_th, 60)
    assert waiting(cast.coordinator_th, as_)[0][0] == "Seized assets to verify: 50+"


def test_the_desk_leads_to_exactly_those(
    cast: SimpleNamespace, client_of: Callable[[User], Client], suspect: Any
) -> None:
    client = client_of(cast.coordinator_th)
    desk = client.get("/desk/").content.decode()
    assert "Suspects to verify: 1" in desk
    listed = client.get("/records/suspects/?verification=unverified&country=TH").content.decode()
    assert suspect.reference in listed
