"""The first wall alone before matches: who knows of one, what the sides told each other, and questions for a number.

As in test_first_wall.py no row-level security stands behind it.
"""

from dataclasses import replace
from itertools import product
from uuid import uuid4

import pytest
from django.utils import timezone

from coordination.deconfliction.models import Knows, Match, MatchDisclosure, MatchSide, MatchStep, Probe, ProbeHit
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.people.models import Organisation
from tests.access import table
from tests.access.test_first_wall import CAST, expected, principal
from tests.access.things import World

ROWS = (Match, MatchSide, MatchDisclosure, MatchStep, Probe, ProbeHit)


@pytest.mark.parametrize("person", CAST)
def test_matches(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    seen = set(Match.objects.visible_to(who).values_list("pk", flat=True))
    assert seen == expected(owner_world, person, "match")
    is_side = person in table.who("verifiers") and bool(expected(owner_world, person, "match"))
    told = expected(owner_world, person, "match") & {owner_world.one("match.told").row.pk} if is_side else set()
    for model in (MatchDisclosure, MatchStep):
        assert {row.match_id for row in model.objects.visible_to(who)} == told, model
    assert {side.organisation_id for side in MatchSide.objects.visible_to(who)} == (
        {who.organisation_id} if is_side else set()
    )


@pytest.mark.parametrize("person", CAST)
def test_questions_for_a_number(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    assert Probe.objects.visible_to(who).exists() == (person in table.sees("probe", "asked", "content"))
    assert ProbeHit.objects.visible_to(who).exists() == (person in table.who("kh"))


def test_who_reads_matches_does_so_by_his_role_in_an_agency(owner_world: World) -> None:
    """As an officer, or with the same role among partners, the coordinator would read none of it."""
    who = principal(owner_world, "coordinator_th")
    ProbeHit.objects.update(organisation_id=who.organisation_id)
    others = (replace(who, roles=frozenset({Role.OFFICER})), replace(who, kind="partner"))
    for model in ROWS:
        assert model.objects.visible_to(who).exists(), model
        assert not any(model.objects.visible_to(other).exists() for other in others), model


def test_lmlecc_reads_a_match_once_both_sides_know_of_it(owner_world: World) -> None:
    director = principal(owner_world, "director")
    match = Match.objects.filter(pk=owner_world.one("match.guarded").row.pk)
    for one, other in product(Knows, repeat=2):
        match.update(one_knows=one, other_knows=other)
        both = one == other == Knows.ALL
        assert (match.get().is_known, match.visible_to(director).exists()) == (both, both)


def test_ones_own_side_is_read_by_who_knows_of_it(owner_world: World) -> None:
    readers = [principal(owner_world, person) for person in ("coordinator_th", "supervisor_th")]
    side = MatchSide.objects.filter(match=owner_world.one("match.guarded").row, organisation=readers[0].organisation_id)
    for knows, seen in ((Knows.NOBODY, readers[:0]), (Knows.COORDINATOR, readers[:1]), (Knows.ALL, readers)):
        side.update(knows=knows)
        assert [who for who in readers if side.visible_to(who).exists()] == seen


def test_of_a_guarded_record_its_coordinator_alone_learns_who_asked(owner_world: World) -> None:
    coordinator = principal(owner_world, "coordinator_kh")
    supervisor = replace(coordinator, roles=frozenset({Role.SUPERVISOR}))
    for guarded in (False, True):
        ProbeHit.objects.update(guarded=guarded)
        assert ProbeHit.objects.visible_to(coordinator).exists()
        assert ProbeHit.objects.visible_to(supervisor).exists() is not guarded


def test_each_side_has_the_other_beyond_it() -> None:
    here, there = Organisation(id=uuid4()), Organisation(id=uuid4())
    match = Match(one=here, other=there)
    for own, other in ((here, there), (there, here)):
        who = Principal(uuid4(), organisation_id=own.pk)
        assert (match.is_side(who), match.beyond(who)) == (True, other)
    assert not match.is_side(Principal(uuid4(), organisation_id=uuid4()))


def test_a_side_hides_the_match_while_it_is_guarded_and_not_revealed() -> None:
    assert MatchSide(guarded=True).hides
    assert not MatchSide(guarded=False).hides
    assert not MatchSide(guarded=True, revealed_at=timezone.now()).hides
