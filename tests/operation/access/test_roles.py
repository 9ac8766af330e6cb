"""Which kind of organisation holds which role, what stays apart, and the words for who may."""

import pytest

from operation.access.roles import APPOINTS, COUNTRY, HELD_IN, PERMISSIONS, Role, apart_from, holders

READS_CASES = ("record.read", "fact.read", "figures.read", "return.read", "report.read_draft", "plan.read")


def test_every_role_is_held_in_one_kind_of_organisation() -> None:
    for role in Role:
        assert len([kind for kind, roles in HELD_IN.items() if role in roles]) == 1, role


def test_every_role_is_appointed_by_one() -> None:
    for role in Role:
        assert len([by for by, roles in APPOINTS.items() if role in roles]) == 1, role


def test_who_submits_and_who_verifies_are_never_one_person() -> None:
    """domain.md §9.2: in no kind of organisation can both be held."""
    for roles in HELD_IN.values():
        assert not (roles & PERMISSIONS["return.submit"] and roles & PERMISSIONS["return.verify"])


def test_who_proposes_and_who_confirms_a_release_stay_apart() -> None:
    for proposer in PERMISSIONS["report.propose_release"]:
        assert PERMISSIONS["report.confirm_release"] <= apart_from(proposer)


@pytest.mark.parametrize("role", [Role.DPO, Role.ADMINISTRATOR])
def test_who_controls_holds_nothing_else(role: Role) -> None:
    assert apart_from(role) == frozenset(Role) - {role}
    assert not [permission for permission in READS_CASES if role in PERMISSIONS[permission]]


def test_apart_holds_both_ways() -> None:
    for one in Role:
        assert one not in apart_from(one)
        for other in apart_from(one):
            assert one in apart_from(other)


def test_a_country_s_roles_go_together() -> None:
    for role in COUNTRY:
        assert not apart_from(role) & COUNTRY


def test_observers_hold_what_is_released_and_nothing_more() -> None:
    held = {permission for permission, roles in PERMISSIONS.items() if Role.OBSERVER in roles}
    assert not held & set(READS_CASES) - {"plan.read"}


NOBODYS = ("record.move",)
"""What no person may by himself: a removal moves a suspect."""


@pytest.mark.parametrize("permission", [one for one in PERMISSIONS if one not in NOBODYS])
def test_the_words_for_who_may_are_whole_and_brief(permission: str) -> None:
    words = [str(word) for word in holders(permission)]
    assert words
    assert len(words) == len(set(words)) <= 7


def test_nobody_holds_what_is_not_in_the_table() -> None:
    assert list(holders("record.burn")) == []
