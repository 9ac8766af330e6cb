"""Every clause of the policies of requests, without a database: each «no» says which one fails."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from coordination.requests import policies
from coordination.requests.models import DangerCall, Request
from coordination.requests.states import SIDES
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.errors import Denied

OWN, OTHER, THIRD = uuid4(), uuid4(), uuid4()


def who(role: Role, organisation: UUID = OWN, kind: str = "agency") -> Principal:
    return Principal(uuid4(), organisation_id=organisation, kind=kind, country="TH", roles=frozenset({role}))


def request(sender: UUID = OWN, recipient: UUID = OTHER, tlp: str = "amber") -> Request:
    return Request(sender_id=sender, recipient_id=recipient, tlp=tlp)


def reason(verdict: Any) -> str:
    assert isinstance(verdict, Denied), verdict
    return str(verdict.reason)


COORDINATOR, SUPERVISOR, OFFICER = (who(role) for role in (Role.COORDINATOR, Role.SUPERVISOR, Role.OFFICER))
FOCAL_POINT, DIRECTOR = who(Role.FOCAL_POINT), who(Role.DIRECTOR, THIRD, "secretariat")


def test_who_logs_for_an_agency_drafts() -> None:
    for writer in (COORDINATOR, SUPERVISOR, OFFICER):
        assert policies.may_draft(writer) is True
        assert policies.may_amend(writer, request()) is True
    for other in (FOCAL_POINT, DIRECTOR):
        assert "Operation coordinator" in reason(policies.may_draft(other))
        assert "Operation coordinator" in reason(policies.may_amend(other, request()))
    elsewhere = who(Role.OFFICER, THIRD, "secretariat")
    assert policies.may_draft(elsewhere) is policies.AGENCIES_ALONE


def test_a_draft_is_amended_by_its_side_up_to_its_mark() -> None:
    assert policies.may_amend(COORDINATOR, request(OTHER, OWN)) is policies.OF_THE_SENDER
    assert policies.may_amend(OFFICER, request(tlp="amber_strict")) is policies.MARKED_STRICT
    assert policies.may_amend(SUPERVISOR, request(tlp="amber_strict")) is True


@pytest.mark.parametrize("name", SIDES)
def test_steps_are_their_sides_by_role(name: str) -> None:
    mine, theirs = (request(), request(OTHER, OWN)) if SIDES[name] == "sender" else (request(OTHER, OWN), request())
    denial = policies.OF_THE_SENDER if SIDES[name] == "sender" else policies.OF_THE_RECIPIENT
    for taker in (COORDINATOR, SUPERVISOR):
        assert policies.may_step(taker, mine, name) is True
        assert policies.may_step(taker, theirs, name) is denial
        assert policies.may_step(taker, request(THIRD, OTHER), name) is denial
    for other in (OFFICER, FOCAL_POINT, DIRECTOR):
        assert "National supervisor" in reason(policies.may_step(other, mine, name))


def test_there_is_no_other_step() -> None:
    with pytest.raises(LookupError):
        policies.may_step(COORDINATOR, request(), "dance")


def test_a_call_is_taken_where_one_can_help() -> None:
    call = DangerCall(originator_id=OTHER, recipient_id=OWN)
    for taker in (OFFICER, FOCAL_POINT, DIRECTOR):
        assert policies.may_take(taker, call) is True
    assert "You reported this" in reason(policies.may_take(who(Role.OFFICER, OTHER), call))
    assert "You reported this" in reason(policies.may_take(OFFICER, DangerCall(originator_id=OWN, recipient_id=None)))
    assert reason(policies.may_take(who(Role.DPO, THIRD, "secretariat"), call))
