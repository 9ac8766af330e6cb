"""The first wall alone before knowledge, offers of support and what is written on meetings.

As in test_first_wall.py no row-level security stands behind it.
"""

from typing import Any
from uuid import uuid4

import pytest

from coordination.knowledge.models import KnowledgeItem, KnowledgeVoice, State
from coordination.meetings.models import AgendaItem, Decision, Delegation, Minutes, MinutesVoice
from coordination.offers.models import OfferReceipt, SupportOffer
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.people.selectors import principal_of
from tests.access import table
from tests.access.test_first_wall import CAST, expected, principal
from tests.access.things import World

WITHOUT_ROLE = Principal(uuid4(), organisation_id=uuid4(), kind="secretariat", country="TH")
"""Of LMLECC, and holding nothing."""


def readers_of(world: World, family: str, part: str, person: str) -> set[Any]:
    """Keys of the things of a family, one part of which this person reads."""
    return {thing.row.pk for thing in world.of(family) if person in table.sees(family, thing.kind, part)}


@pytest.mark.parametrize("person", CAST)
def test_knowledge(owner_world: World, person: str) -> None:
    seen = set(KnowledgeItem.objects.visible_to(principal(owner_world, person)).values_list("pk", flat=True))
    assert seen == expected(owner_world, person, "knowledge")
    assert not KnowledgeItem.objects.visible_to(WITHOUT_ROLE).exists()


def test_what_is_marked_for_partners_is_theirs_once_it_is_adopted(owner_world: World) -> None:
    unodc = principal(owner_world, "observer_unodc")
    marked = KnowledgeItem.objects.filter(pk=owner_world.one("knowledge.shared").row.pk, for_partners=True)
    for state in State:
        marked.update(state=state)
        assert marked.visible_to(unodc).exists() is (state == State.ADOPTED)


@pytest.mark.parametrize("person", CAST)
def test_answers_on_knowledge(owner_world: World, person: str) -> None:
    seen = set(KnowledgeVoice.objects.visible_to(principal(owner_world, person)).values_list("item_id", flat=True))
    members = person in table.who("operation")
    assert seen == ({owner_world.one(f"knowledge.{kind}").row.pk for kind in CONSULTED} if members else set())


CONSULTED = ("validated", "adopted", "shared")


@pytest.mark.parametrize("person", CAST)
def test_offers(owner_world: World, person: str) -> None:
    seen = set(SupportOffer.objects.visible_to(principal(owner_world, person)).values_list("pk", flat=True))
    assert seen == expected(owner_world, person, "offer")
    assert not SupportOffer.objects.visible_to(WITHOUT_ROLE).exists()


def test_a_partner_does_not_see_another_partners_offers(owner_world: World) -> None:
    interpol = principal_of(owner_world.cast.observer_interpol)
    seen = list(SupportOffer.objects.visible_to(interpol).values_list("pk", flat=True))
    assert seen == [owner_world.one("offer.interpol").row.pk]


@pytest.mark.parametrize("person", CAST)
def test_receipts(owner_world: World, person: str) -> None:
    offers = set(OfferReceipt.objects.visible_to(principal(owner_world, person)).values_list("offer_id", flat=True))
    under_way = owner_world.one("offer.under_way").row.pk
    assert offers == expected(owner_world, person, "offer") & {under_way}


@pytest.mark.parametrize("person", CAST)
def test_what_is_written_on_meetings(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    minutes = set(Minutes.objects.visible_to(who).values_list("meeting_id", flat=True))
    assert minutes == readers_of(owner_world, "meeting", "minutes", person)
    decisions = set(Decision.objects.visible_to(who).values_list("pk", flat=True))
    assert decisions == expected(owner_world, person, "decision")
    voices = set(MinutesVoice.objects.visible_to(who).values_list("minutes__meeting_id", flat=True))
    assert voices == readers_of(owner_world, "meeting", "history", person)
    agenda = set(AgendaItem.objects.visible_to(who).values_list("meeting_id", flat=True))
    written = {owner_world.one(f"meeting.{kind}").row.pk for kind in ("drafted", "circulated", "approved")}
    assert agenda == expected(owner_world, person, "meeting") & written


def test_of_a_meeting_that_is_not_marked_a_partner_reads_nothing(owner_world: World) -> None:
    unodc, meeting = principal(owner_world, "observer_unodc"), owner_world.one("meeting.approved").row
    organisation = owner_world.cast.observer_unodc.organisation
    Delegation.objects.create(meeting_id=meeting.pk, organisation=organisation, number=2)
    parts = (AgendaItem, Delegation, Minutes, Decision)
    assert all(model.objects.visible_to(unodc).exists() for model in parts)
    type(meeting).objects.filter(title__isnull=False).update(for_partners=False)
    assert not any(model.objects.visible_to(unodc).exists() for model in parts)


def test_a_role_of_another_kind_of_organisation_holds_nothing() -> None:
    assert not Principal(uuid4(), kind="partner", roles=frozenset({Role.OBSERVER})).holds("knowledge.draft")
