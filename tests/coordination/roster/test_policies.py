"""Who keeps a card, hands over and confirms: asked of the policies themselves."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from coordination.roster.policies import (
    CONFIRMED,
    NOT_SECONDED,
    NOT_SUCCESSOR,
    NOT_YOURS,
    may_amend_card,
    may_confirm,
    may_hand_over,
)
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.errors import Denied

ME, OTHER = uuid4(), uuid4()


def who(role: Role) -> Principal:
    return Principal(ME, organisation_id=uuid4(), kind="agency", country="TH", roles=frozenset({role}))


def card(user: UUID = ME) -> Any:
    return SimpleNamespace(user_id=user)


def note(successor: UUID = ME, confirmed_at: object = None) -> Any:
    return SimpleNamespace(successor_id=successor, confirmed_at=confirmed_at)


def test_everybody_keeps_his_own_card() -> None:
    assert may_amend_card(who(Role.COORDINATOR), card()) is True
    assert may_amend_card(who(Role.COORDINATOR), card(OTHER)) is NOT_YOURS
    refused = may_amend_card(who(Role.OBSERVER), card())
    assert isinstance(refused, Denied) and refused is not NOT_YOURS


def test_who_is_seconded_hands_over() -> None:
    assert may_hand_over(who(Role.COORDINATOR), card()) is True
    assert may_hand_over(who(Role.COORDINATOR), card(OTHER)) is NOT_SECONDED
    assert may_hand_over(who(Role.COORDINATOR), None) is NOT_SECONDED
    refused = may_hand_over(who(Role.OBSERVER), card())
    assert isinstance(refused, Denied) and refused is not NOT_SECONDED


def test_the_successor_confirms_once() -> None:
    assert may_confirm(who(Role.COORDINATOR), note()) is True
    assert may_confirm(who(Role.COORDINATOR), note(OTHER)) is NOT_SUCCESSOR
    assert may_confirm(who(Role.COORDINATOR), note(confirmed_at="now")) is CONFIRMED
