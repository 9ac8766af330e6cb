"""Who makes a link, and who changes one: asked of the policies themselves."""

from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.links.kinds import RULES, LinkKind, choice_of, choices_for
from operation.cases.links.models import Link
from operation.cases.links.policies import NEITHER_IS_YOURS, may_begin, may_change, may_link
from operation.cases.records.rescued_laborer import RESCUED_LABORER, RescuedLaborer
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.records.syndicate import SYNDICATE, Syndicate
from operation.cases.registry import all_types
from operation.kernel.errors import Denied
from operation.people.selectors import principal_of

Cast = SimpleNamespace


def of(model: Any, user: Any) -> Any:
    return model(originator_id=user.organisation_id)


def test_one_end_of_the_own_agency_is_enough(cast: Cast) -> None:
    officer = principal_of(cast.officer_th)
    ours, theirs = of(Suspect, cast.officer_th), of(Syndicate, cast.officer_kh)
    assert may_link(officer, [ours, theirs])
    assert may_link(officer, [theirs, ours])
    assert may_link(officer, [theirs, theirs]) is NEITHER_IS_YOURS


@pytest.mark.parametrize("who", ["protection_th", "director", "stranger", "dpo"])
def test_who_amends_no_suspects_is_told_his_role_does_not_allow_it(cast: Cast, who: str) -> None:
    principal = principal_of(getattr(cast, who))
    refused = may_link(principal, [of(Suspect, cast.officer_th), of(Syndicate, cast.officer_th)])
    assert isinstance(refused, Denied)
    assert "role" in str(refused.reason)
    assert not may_begin(principal, SUSPECT)
    assert not may_begin(principal, SYNDICATE)


def test_a_focal_point_links_laborers(cast: Cast) -> None:
    focal = principal_of(cast.protection_th)
    assert may_begin(focal, RESCUED_LABORER)
    assert may_link(focal, [of(RescuedLaborer, cast.officer_th), of(RescuedLaborer, cast.officer_kh)])


def test_only_its_originator_changes_a_link(cast: Cast) -> None:
    made = Link(originator_id=cast.officer_th.organisation_id, subject_type="SUS", object_type="SYN")
    assert may_change(principal_of(cast.officer_th), made)
    assert may_change(principal_of(cast.coordinator_th), made)
    for who in (cast.officer_kh, cast.protection_th, cast.director, cast.stranger):
        assert not may_change(principal_of(who), made)


def test_every_kind_is_read_from_both_ends() -> None:
    """The table joins no rescued laborer to a named person, and offers each way once."""
    assert choice_of(SUSPECT, "member.back") is None
    assert SYNDICATE in (choice_of(SUSPECT, "member") or choices_for(SUSPECT)[-1]).types
    assert next(one.kind for one in choices_for(SYNDICATE) if one.back) == LinkKind.MEMBER
    assert {other.code for one in choices_for(RESCUED_LABORER) for other in one.types} <= {"RES", "SIT", "INV"}
    for record_type in (SUSPECT, SYNDICATE, RESCUED_LABORER):
        values = [one.value for one in choices_for(record_type)]
        assert len(values) == len(set(values))


def test_the_table_speaks_of_types_that_there_are_and_leaves_none_out() -> None:
    """Every type can be the same as another of its own, and part of a case."""
    codes = {known.code for known in all_types()}
    named = {code for rule in RULES for code in (*rule.subjects, *rule.objects)} - {"*", "="}
    assert named <= codes
    for known in all_types():
        assert {LinkKind.SAME, LinkKind.CASE} <= {one.kind for one in choices_for(known)}
