"""The first wall alone before what people at work tell each other: messages, alerts, visits, the roster.

As in test_first_wall.py no row-level security stands behind it.
"""

from dataclasses import replace

import pytest

from coordination.alerts.models import Alert
from coordination.messages.models import Message, Thread
from coordination.roster import models as roster
from coordination.supervision import models as supervision
from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS
from operation.cases.records.suspect import SUSPECT
from operation.plan import models as plan
from tests.access import table
from tests.access.test_first_wall import CAST, expected, expected_records, principal
from tests.access.test_first_wall_exchange import without_rights
from tests.access.things import World


@pytest.mark.parametrize("person", CAST)
def test_messages(owner_world: World, person: str) -> None:
    seen = set(Message.objects.visible_to(principal(owner_world, person)).values_list("pk", flat=True))
    assert seen == expected(owner_world, person, "message")


@pytest.mark.parametrize("person", CAST)
def test_threads_of_two_sides(owner_world: World, person: str) -> None:
    """One of all members, and one of two sides: LMLECC reads the second only where they write through it."""
    who, action = principal(owner_world, person), plan.OperationalAction.objects.all()[0]
    th, kh = owner_world.cast.officer_th.organisation_id, owner_world.cast.coordinator_kh.organisation_id
    made = [
        Thread.objects.create(kind="action", thing_id=action.pk),
        Thread.objects.create(kind="action", thing_id=action.pk, first_id=th, second_id=kh, secretariat=True),
        Thread.objects.create(kind="action", thing_id=action.pk, first_id=kh, second_id=th),
        Thread.objects.create(kind="none", thing_id=action.pk, first_id=th),
    ]
    seen = set(Thread.objects.visible_to(who).filter(thing_id=action.pk))
    two, lmlecc = table.who("th,kh"), table.who("secretariat")
    readers = [table.who("operation"), two | lmlecc, two, frozenset()]
    assert seen == {thread for thread, people in zip(made, readers, strict=True) if person in people}


@pytest.mark.parametrize("person", CAST)
def test_threads_on_a_record_are_for_its_readers(owner_world: World, person: str) -> None:
    """Of the agency that has it: RED is said among those whom it names."""
    who, red = principal(owner_world, person), owner_world.one("record.red", "suspects")
    made = Thread.objects.create(kind=SUSPECT.code, thing_id=red.row.pk, first_id=red.row.originator_id)
    reads = red.row.pk in expected_records(owner_world, person, "suspects")
    assert Thread.objects.visible_to(who).filter(pk=made.pk).exists() is reads


def test_conversation_is_for_members_and_lmlecc_by_a_right_of_its_own(
    owner_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = principal(owner_world, "coordinator_th")
    assert Thread.objects.of(who).exists()
    for nobody in without_rights(who):
        assert not Thread.objects.of(nobody).exists()
    monkeypatch.setitem(PERMISSIONS, "message.read", frozenset())
    assert not Thread.objects.of(who).exists()


@pytest.mark.parametrize("person", CAST)
def test_alerts(owner_world: World, person: str) -> None:
    seen = set(
        Alert.objects.visible_to(principal(owner_world, person)).filter(key="world").values_list("pk", flat=True)
    )
    assert seen == expected(owner_world, person, "alert")
    assert not Alert.objects.visible_to(Principal.nobody()).exists()


@pytest.mark.parametrize("person", CAST)
def test_supervision(owner_world: World, person: str) -> None:
    """Visits by their country, what was found there once it is reported, and who was told of what is late."""
    who = principal(owner_world, person)
    assert set(supervision.Inspection.objects.visible_to(who).values_list("pk", flat=True)) == expected(
        owner_world, person, "visit"
    )
    assert set(supervision.Recommendation.objects.visible_to(who).values_list("pk", flat=True)) == expected(
        owner_world, person, "advice"
    )
    read = expected(owner_world, person, "visit")
    assert set(supervision.InspectionStep.objects.visible_to(who).values_list("inspection_id", flat=True)) == read
    advised = supervision.Recommendation.objects.filter(pk__in=expected(owner_world, person, "advice"))
    found = supervision.Finding.objects.visible_to(who).values_list("inspection_id", flat=True)
    assert set(found) == set(advised.values_list("inspection_id", flat=True))
    answered = supervision.RecommendationStep.objects.visible_to(who).values_list("recommendation_id", flat=True)
    assert set(answered) == set(advised.filter(state="accepted").values_list("pk", flat=True))
    for nobody in without_rights(who):
        for closed in (supervision.Inspection, supervision.InspectionStep, supervision.Recommendation):
            assert not closed.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("person", CAST)
def test_what_happened_to_a_recommendation_is_told_with_the_report(owner_world: World, person: str) -> None:
    draft, director = owner_world.one("advice.planned").row, owner_world.cast.director
    made = supervision.RecommendationStep.objects.create(
        recommendation_id=draft.pk, name="accept", state="accepted", taken_by_id=director.pk
    )
    seen = supervision.RecommendationStep.objects.visible_to(principal(owner_world, person))
    assert seen.filter(pk=made.pk).exists() is (person in table.sees("advice", "planned", "content"))


@pytest.mark.parametrize("person", CAST)
def test_who_was_told_of_what_is_late_is_for_the_country_and_lmlecc(owner_world: World, person: str) -> None:
    who, visit = principal(owner_world, person), owner_world.one("visit.told").row
    supervision.Escalation.objects.create(
        what="action", target_id=visit.pk, country_id="TH", due_on=visit.ends_on, stage="leader"
    )
    assert supervision.Escalation.objects.visible_to(who).exists() is (person in table.who("th,secretariat"))
    for nobody in without_rights(who):
        assert not supervision.Escalation.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("person", CAST)
def test_roster(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    for model, family in ((roster.Secondment, "card"), (roster.DutyShift, "duty"), (roster.HandoverNote, "handover")):
        assert set(model.objects.visible_to(who).values_list("pk", flat=True)) == expected(owner_world, person, family)
    for nobody in without_rights(who):
        for closed in (roster.Secondment, roster.DutyShift, roster.HandoverNote):
            assert not closed.objects.visible_to(nobody).exists()


def test_a_hand_over_note_is_for_the_successor_too(owner_world: World) -> None:
    note = owner_world.one("handover.of_th").row
    successor = replace(principal(owner_world, "coordinator_th"), user_id=note.successor_id)
    assert roster.HandoverNote.objects.visible_to(successor).get().pk == note.pk
