"""From a draft of an agency to what all six adopted."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from coordination.knowledge import actions
from coordination.knowledge.models import KnowledgeItem, KnowledgeVoice, State
from coordination.knowledge.states import STATES
from operation.audit.models import AuditEntry
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.kernel.models import new_id
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.knowledge import (
    ITEM,
    adopted,
    all_answered,
    answered,
    drafted,
    marked,
    proposed,
    seagull,
    stepped,
    validated,
)

As = Callable[[User], AbstractContextManager[None]]


def told(verb: str) -> int:
    return AuditEntry.objects.filter(verb=verb, target_type="coordination.KnowledgeItem").count()


def test_an_officer_drafts_and_a_supervisor_proposes(cast: SimpleNamespace) -> None:
    item = drafted(cast.officer_th)
    assert (item.state, item.originator_id) == (State.DRAFT, cast.officer_th.organisation_id)
    assert item.reference.startswith("SG24-TH-KNO-")
    with pytest.raises(NotAllowed):
        stepped(cast.officer_th, item, "propose")
    assert stepped(cast.supervisor_th, item, "propose").state == State.PROPOSED
    assert (told("knowledge_written"), told("knowledge_proposed")) == (1, 1)


def test_a_title_alone_is_not_proposed(cast: SimpleNamespace) -> None:
    item = drafted(cast.officer_th, text="", todo="")
    with pytest.raises(Refused, match="nobody can judge a title"):
        stepped(cast.coordinator_th, item, "propose")


def test_another_agency_neither_changes_nor_proposes(cast: SimpleNamespace, as_: As) -> None:
    item = drafted(cast.officer_th)
    for who in (cast.coordinator_kh, cast.desk_information, cast.director, cast.observer_unodc):
        with pytest.raises(NotAllowed), as_(who):
            actions.amend_item(principal=principal_of(who), item=item, draft={"title": "mine"}, version=item.version)
        with pytest.raises(NotAllowed):
            stepped(who, item, "propose")


def test_what_is_proposed_stands_until_lmlecc_asks(cast: SimpleNamespace, as_: As) -> None:
    item = proposed(cast)
    principal = principal_of(cast.officer_th)
    with pytest.raises(Refused, match="cannot be changed"), as_(cast.officer_th):
        actions.amend_item(principal=principal, item=item, draft={"title": "new"}, version=item.version)
    item = stepped(cast.desk_information, item, "query", "Which bank?")
    assert (item.state, item.words) == (State.QUERIED, "Which bank?")
    with as_(cast.officer_th):
        item = actions.amend_item(principal=principal, item=item, draft={"title": "new"}, version=item.version)
    assert stepped(cast.coordinator_th, item, "propose").words == ""


@pytest.mark.parametrize("name", ["query", "set-aside"])
def test_a_no_needs_words(cast: SimpleNamespace, name: str) -> None:
    item = proposed(cast)
    with pytest.raises(Refused) as wrong:
        stepped(cast.desk_information, item, name, "  ")
    assert set(wrong.value.error_dict) == {"words"}


def test_only_the_information_desk_validates(cast: SimpleNamespace) -> None:
    item = proposed(cast)
    for who in (cast.desk_communication, cast.director, cast.coordinator_th, cast.observer_unodc):
        with pytest.raises(NotAllowed):
            stepped(who, item, "validate")
    assert stepped(cast.desk_information, item, "validate").round == 1


def test_it_is_adopted_when_all_six_have_answered(cast: SimpleNamespace, as_: As) -> None:
    item = validated(cast)
    with pytest.raises(Refused, match=r"Cambodia, China, Lao PDR, Myanmar, Thailand, Viet Nam"):
        stepped(cast.director, item, "adopt")
    all_answered(cast, item, objects=["vn"])
    with pytest.raises(NotAllowed):
        stepped(cast.desk_information, item, "adopt")
    assert stepped(cast.director, item, "adopt").state == State.ADOPTED
    with as_(cast.coordinator_kh):
        noted = KnowledgeVoice.objects.get(item=item, country_id="VN")
    assert noted.words == "an objection of vn"


def test_a_country_has_one_voice(cast: SimpleNamespace, as_: As) -> None:
    """Laos has two agencies: the second answer replaces the first, and says whose it is."""
    item = validated(cast)
    answered(cast.coordinator_la, item)
    answered(cast.coordinator_la2, item, "noted", "not yet")
    with as_(cast.director):
        voice = KnowledgeVoice.objects.get(item=item)
    assert (voice.answer, voice.words, voice.agency_id) == ("noted", "not yet", cast.coordinator_la2.organisation_id)
    answered(cast.coordinator_la, item)
    with as_(cast.director):
        assert KnowledgeVoice.objects.get(item=item).words == ""


def test_an_objection_has_words(cast: SimpleNamespace) -> None:
    item = validated(cast)
    with pytest.raises(Refused) as wrong:
        answered(cast.coordinator_kh, item, "noted", " ")
    assert set(wrong.value.error_dict) == {"words"}
    with pytest.raises(Refused) as wrong:
        answered(cast.coordinator_kh, item, "perhaps")
    assert set(wrong.value.error_dict) == {"answer"}


def test_nobody_answers_but_coordinators_and_only_while_asked(cast: SimpleNamespace) -> None:
    item = proposed(cast)
    with pytest.raises(NotAllowed):
        answered(cast.coordinator_th, item)
    item = stepped(cast.desk_information, item, "validate")
    for who in (cast.supervisor_kh, cast.director, cast.observer_unodc):
        with pytest.raises(NotAllowed):
            answered(who, item)


def test_what_is_validated_again_is_asked_again(cast: SimpleNamespace) -> None:
    item = validated(cast)
    all_answered(cast, item)
    item = stepped(cast.desk_information, item, "query", "One more thing")
    item = stepped(cast.desk_information, stepped(cast.coordinator_th, item, "propose"), "validate")
    assert item.round == 2
    with pytest.raises(Refused, match="Not all countries have answered"):
        stepped(cast.director, item, "adopt")


def test_an_answer_to_an_earlier_round_does_not_count(cast: SimpleNamespace) -> None:
    before = validated(cast)
    item = stepped(cast.desk_information, before, "query", "One more thing")
    stepped(cast.desk_information, stepped(cast.coordinator_th, item, "propose"), "validate")
    with pytest.raises(Conflict):
        answered(cast.coordinator_kh, before)


def test_set_aside_stays_set_aside(cast: SimpleNamespace) -> None:
    item = stepped(cast.director, adopted(cast), "set-aside", "it did not hold")
    assert (item.state, item.words) == (State.SET_ASIDE, "it did not hold")
    assert STATES.from_state(State.SET_ASIDE) == ()


def test_an_agency_withdraws_its_own(cast: SimpleNamespace) -> None:
    item = stepped(cast.coordinator_th, proposed(cast), "withdraw", "doubtful")
    assert item.state == State.SET_ASIDE
    with pytest.raises(Refused):
        stepped(cast.desk_information, item, "validate")


def test_two_at_once_is_a_conflict(cast: SimpleNamespace) -> None:
    item = proposed(cast)
    stepped(cast.desk_information, item, "validate")
    with pytest.raises(Conflict):
        stepped(cast.desk_information, item, "query", "too late")


def test_one_that_is_gone_is_a_conflict(cast: SimpleNamespace) -> None:
    before, item = proposed(cast), validated(cast)
    before.pk = item.pk = new_id()
    with pytest.raises(Conflict):
        stepped(cast.desk_information, before, "validate")
    with pytest.raises(Conflict):
        answered(cast.coordinator_kh, item)


def test_its_agency_marks_it_for_partners(cast: SimpleNamespace, as_: As) -> None:
    item = adopted(cast)
    for who in (cast.officer_th, cast.coordinator_kh, cast.director):
        with pytest.raises(NotAllowed):
            marked(who, item)
    item = marked(cast.supervisor_th, item)
    with as_(cast.observer_unodc):
        assert list(KnowledgeItem.objects.visible_to(principal_of(cast.observer_unodc))) == [item]
    marked(cast.supervisor_th, item, for_partners=False)
    with as_(cast.observer_unodc):
        assert not KnowledgeItem.objects.exists()


def test_a_wrong_kind_is_refused(cast: SimpleNamespace, as_: As) -> None:
    with pytest.raises(ValidationError) as wrong, as_(cast.officer_th):
        actions.write_item(
            principal=principal_of(cast.officer_th), operation=seagull(), draft=ITEM | {"kind": "rumour"}
        )
    assert set(wrong.value.error_dict) == {"kind"}


def test_text_is_kept_composed(cast: SimpleNamespace) -> None:
    assert drafted(cast.officer_vn, title="Lừa đảo").title == "Lừa đảo"
