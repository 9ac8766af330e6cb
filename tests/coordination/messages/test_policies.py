"""Who writes to whom, withdraws and translates: asked of the policies themselves."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from coordination.messages.policies import (
    NO_LONGER,
    NOT_YOUR_AGENCY,
    NOT_YOUR_MESSAGE,
    may_translate,
    may_withdraw,
    may_write,
)
from coordination.messages.talkable import Audience
from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS, Role
from operation.kernel.errors import Denied

ME, OWN, OTHER = uuid4(), uuid4(), uuid4()
INSIDE, BOTH = Audience(OWN), Audience(OWN, OTHER)


def who(role: Role) -> Principal:
    return Principal(ME, organisation_id=OWN, kind="agency", country="TH", roles=frozenset({role}))


def about(*audiences: Audience) -> Any:
    return SimpleNamespace(audiences=lambda _principal, _thing: audiences)


def message(writer: UUID = ME, organisation: UUID = OWN) -> Any:
    return SimpleNamespace(writer_id=writer, organisation_id=organisation)


def reason(verdict: Any) -> str:
    assert isinstance(verdict, Denied), verdict
    return str(verdict.reason)


def test_an_officer_writes_inside_and_sends_nothing_out() -> None:
    assert may_write(who(Role.OFFICER), about(INSIDE, BOTH), object(), INSIDE) is True
    assert "National supervisor" in reason(may_write(who(Role.OFFICER), about(INSIDE, BOTH), object(), BOTH))
    assert may_write(who(Role.SUPERVISOR), about(INSIDE, BOTH), object(), BOTH) is True


def test_nobody_writes_to_whom_the_thing_is_no_longer_shown() -> None:
    assert may_write(who(Role.SUPERVISOR), about(INSIDE), object(), BOTH) is NO_LONGER
    assert may_write(who(Role.OFFICER), about(BOTH), object(), INSIDE) is NO_LONGER


def test_who_may_not_write_changes_nothing_either() -> None:
    for verdict in (
        may_write(who(Role.OBSERVER), about(INSIDE), object(), INSIDE),
        may_withdraw(who(Role.OBSERVER), message()),
        may_translate(who(Role.OBSERVER), message()),
    ):
        assert reason(verdict).startswith("Your role")


def test_a_message_is_withdrawn_by_its_writer_and_translated_by_his_agency() -> None:
    officer = who(Role.OFFICER)
    assert may_withdraw(officer, message()) is True
    assert may_withdraw(officer, message(writer=uuid4())) is NOT_YOUR_MESSAGE
    assert may_translate(officer, message(writer=uuid4())) is True
    assert may_translate(officer, message(organisation=OTHER)) is NOT_YOUR_AGENCY


def test_whoever_writes_outside_may_write_inside() -> None:
    assert PERMISSIONS["message.send"] <= PERMISSIONS["message.write"]
