"""From a meeting that is called to minutes that the six agreed to, and actions of the plan."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from coordination.meetings import actions
from coordination.meetings.models import AgendaItem, Decision, Delegation, Minutes, MinutesState, MinutesVoice
from coordination.meetings.selectors import decision_of
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.kernel.models import new_id
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from operation.plan.models import LineOfEffort, Meeting, OperationalAction
from tests.factories.knowledge import (
    approved,
    called,
    circulated,
    decided,
    minuted,
    minutes_answered,
    minutes_of,
    minutes_stepped,
    seagull,
)
from tests.factories.supervision import country

As = Callable[[User], AbstractContextManager[None]]
LATER = date(2099, 1, 1)


def told(verb: str) -> int:
    return AuditEntry.objects.filter(verb=verb).count()


def decision_at(cast: SimpleNamespace, as_: As, meeting: Meeting) -> Decision:
    with as_(cast.director):
        return Decision.objects.select_related("minutes__meeting").get(minutes__meeting=meeting)


def test_the_communication_desk_and_the_director_call_meetings(cast: SimpleNamespace) -> None:
    for who in (cast.desk_communication, cast.director):
        assert called(who, title=f"meeting of {who.username}").source == ""
    for who in (cast.desk_information, cast.coordinator_th, cast.observer_unodc):
        with pytest.raises(NotAllowed):
            called(who)
    assert told("meeting_called") == 2


@pytest.mark.parametrize(("given", "field"), [({"title": " "}, "title"), ({"ends_on": date(2024, 10, 1)}, "ends_on")])
def test_a_meeting_has_a_title_and_days_in_their_order(
    cast: SimpleNamespace, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as wrong:
        called(cast.director, **given)
    assert set(wrong.value.error_dict) == {field}


def test_a_meeting_stands_once(cast: SimpleNamespace) -> None:
    called(cast.director)
    with pytest.raises(ValidationError):
        called(cast.director)


def test_what_the_file_describes_is_changed_there(cast: SimpleNamespace, as_: As) -> None:
    director, filed = principal_of(cast.director), seagull().meetings.exclude(source="")[0]
    with pytest.raises(NotAllowed, match="operation's file"), as_(cast.director):
        actions.amend_meeting(principal=director, meeting=filed, draft={"title": "another"}, version=1)
    with as_(cast.director):
        actions.write_minutes(principal=director, meeting=filed, text="what was said", version=1)
    assert minutes_of(cast.director, filed).text == "what was said"


def test_the_mark_for_partners_is_changed(cast: SimpleNamespace, as_: As) -> None:
    meeting = called(cast.desk_communication)
    desk = principal_of(cast.desk_communication)
    with as_(cast.desk_communication):
        actions.amend_meeting(principal=desk, meeting=meeting, draft={"for_partners": True}, version=1)
        with pytest.raises(Conflict):
            actions.amend_meeting(principal=desk, meeting=meeting, draft={"for_partners": False}, version=1)
    unodc = principal_of(cast.observer_unodc)
    assert meeting in Meeting.objects.visible_to(unodc)


def test_the_agenda_is_set_as_a_whole(cast: SimpleNamespace, as_: As) -> None:
    meeting, desk = called(cast.desk_communication), principal_of(cast.desk_communication)
    speaker = cast.coordinator_vn.organisation_id
    with as_(cast.desk_communication):
        for version, points in ((1, [("Opening", None), ("Results", speaker)]), (2, [("Results", speaker)])):
            actions.set_agenda(principal=desk, meeting=meeting, points=points, version=version)
        (item,) = AgendaItem.objects.filter(meeting=meeting)
    assert (item.position, item.title, item.speaker_id) == (1, "Results", speaker)


def test_only_who_takes_part_speaks(cast: SimpleNamespace, as_: As) -> None:
    meeting, desk = called(cast.desk_communication), principal_of(cast.desk_communication)
    stranger = seagull().pk
    with pytest.raises(Refused), as_(cast.desk_communication):
        actions.set_agenda(principal=desk, meeting=meeting, points=[("Opening", stranger)], version=1)


def test_attendance_counts_representatives_and_names_nobody(cast: SimpleNamespace, as_: As) -> None:
    meeting, desk = called(cast.desk_communication), principal_of(cast.desk_communication)
    unodc, thai = Organisation.objects.get(code="unodc"), cast.officer_th.organisation
    with as_(cast.desk_communication):
        actions.set_attendance(principal=desk, meeting=meeting, numbers={thai.pk: 4, unodc.pk: 0}, version=1)
        (there,) = Delegation.objects.filter(meeting=meeting)
    assert (there.organisation_id, there.number) == (thai.pk, 4)
    assert list(meeting.present.all()) == [thai]


def test_nothing_is_circulated_without_a_text_or_a_day(cast: SimpleNamespace, as_: As) -> None:
    meeting, director = called(cast.director), principal_of(cast.director)
    with pytest.raises(Refused, match="Write the minutes first"):
        minutes_stepped(cast.director, meeting, "circulate")
    minuted(cast.director, meeting)
    version = minutes_of(cast.director, meeting).version
    for day in (None, clock.today() - timedelta(days=1)):
        with pytest.raises(Refused) as wrong, as_(cast.director):
            actions.take_step(principal=director, meeting=meeting, name="circulate", version=version, answer_by=day)
        assert set(wrong.value.error_dict) == {"answer_by"}


def test_nothing_changes_while_the_countries_are_asked(cast: SimpleNamespace, as_: As) -> None:
    meeting, desk = circulated(cast.desk_communication), principal_of(cast.desk_communication)
    version = minutes_of(cast.desk_communication, meeting).version
    with as_(cast.desk_communication):
        for change in (
            lambda: actions.write_minutes(principal=desk, meeting=meeting, text="other", version=version),
            lambda: actions.set_agenda(principal=desk, meeting=meeting, points=[], version=version),
            lambda: actions.set_attendance(principal=desk, meeting=meeting, numbers={}, version=version),
        ):
            with pytest.raises(NotAllowed, match="Revise them first"):
                change()
    with pytest.raises(NotAllowed):
        decided(cast.desk_communication, meeting)


def test_minutes_are_approved_when_all_six_have_answered(cast: SimpleNamespace, as_: As) -> None:
    meeting = circulated(cast.desk_communication)
    minutes_answered(cast.coordinator_kh, meeting)
    with pytest.raises(Refused, match="China, Lao PDR, Myanmar, Thailand, Viet Nam"):
        minutes_stepped(cast.director, meeting, "approve")
    for code in ("cn", "la", "mm", "th", "vn"):
        minutes_answered(getattr(cast, f"coordinator_{code}"), meeting, "noted", f"reservation of {code}")
    assert minutes_stepped(cast.director, meeting, "approve").state == MinutesState.APPROVED
    with as_(cast.coordinator_kh):
        assert MinutesVoice.objects.exclude(words="").count() == 5
    with pytest.raises(NotAllowed):
        minutes_answered(cast.coordinator_kh, meeting, "noted", "too late")


def test_what_is_revised_is_asked_again(cast: SimpleNamespace, as_: As) -> None:
    meeting = circulated(cast.desk_communication)
    before = minutes_of(cast.coordinator_kh, meeting)
    minutes_answered(cast.coordinator_kh, meeting)
    minutes_stepped(cast.director, meeting, "revise")
    with pytest.raises(NotAllowed):
        minutes_answered(cast.coordinator_kh, meeting)
    minutes_stepped(cast.director, meeting, "circulate")
    with pytest.raises(Conflict), as_(cast.coordinator_kh):
        actions.answer_minutes(principal=principal_of(cast.coordinator_kh), minutes=before, answer="agreed")
    with pytest.raises(Refused, match="Cambodia"):
        minutes_stepped(cast.director, meeting, "approve")


def test_minutes_that_are_gone_are_a_conflict(cast: SimpleNamespace, as_: As) -> None:
    minutes = minutes_of(cast.coordinator_th, circulated(cast.desk_communication))
    minutes.pk = new_id()
    with as_(cast.coordinator_th), pytest.raises(Conflict):
        actions.answer_minutes(principal=principal_of(cast.coordinator_th), minutes=minutes, answer="agreed")


def test_only_coordinators_answer(cast: SimpleNamespace) -> None:
    meeting = circulated(cast.desk_communication)
    for who in (cast.supervisor_th, cast.director, cast.officer_kh):
        with pytest.raises(NotAllowed):
            minutes_answered(who, meeting)


def test_a_decision_is_agreed_by_members(cast: SimpleNamespace) -> None:
    meeting = called(cast.director)
    assert decided(cast.director, meeting, agreed_by=["VN", "KH"]).agreed_by == ["KH", "VN"]
    with pytest.raises(Refused) as wrong:
        decided(cast.director, meeting, agreed_by=["FR"])
    assert set(wrong.value.error_dict) == {"agreed_by"}
    with pytest.raises(Refused):
        decided(cast.director, meeting, text="  ")


def test_a_decision_is_changed_and_taken_out_of_the_draft(cast: SimpleNamespace, as_: As) -> None:
    meeting, director = called(cast.director), principal_of(cast.director)
    decision = decided(cast.director, meeting)
    draft: dict[str, Any] = {"text": "daily", "agreed_by": [], "leader": None, "due_on": None}
    with as_(cast.director):
        actions.set_decision(principal=director, meeting=meeting, decision=decision, draft=draft, version=2)
        assert Decision.objects.get(pk=decision.pk).text == "daily"
        actions.take_out_decision(principal=director, meeting=meeting, decision=decision, version=3)
        assert not Decision.objects.exists()


def test_a_decision_becomes_an_action_once(cast: SimpleNamespace, as_: As) -> None:
    meeting = approved(cast)
    decision, line = decision_at(cast, as_, meeting), LineOfEffort.objects.filter(operation=seagull())[3]
    given: dict[str, Any] = {"line": line, "title": "Weekly lists", "leader": country("TH"), "due_on": LATER}
    for who in (cast.coordinator_th, cast.desk_supervision):
        with pytest.raises(NotAllowed), as_(who):
            actions.make_action(principal=principal_of(who), decision=decision, **given)
    director = principal_of(cast.director)
    with as_(cast.director):
        made = actions.make_action(principal=director, decision=decision, **given)
        with pytest.raises(Conflict):
            actions.make_action(principal=director, decision=decision, **given)
    assert OperationalAction.objects.get(pk=made.pk).line_id == line.pk
    assert decision_at(cast, as_, meeting).action_id == made.pk
    assert told("decision_made_action") == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"leader": None}, "leader"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2024, 8, 7)}, "due_on"),
    ],
)
def test_an_action_of_a_decision_needs_what_any_action_needs(
    cast: SimpleNamespace, as_: As, wrong: dict[str, Any], field: str
) -> None:
    decision, line = decision_at(cast, as_, approved(cast)), LineOfEffort.objects.filter(operation=seagull())[0]
    given: dict[str, Any] = {"line": line, "title": "Weekly lists", "leader": country("TH"), "due_on": clock.today()}
    director = principal_of(cast.director)
    with as_(cast.director):
        with pytest.raises(Refused) as refused:
            actions.make_action(principal=director, decision=decision, **given | wrong)
        assert set(refused.value.message_dict) == {field}
        assert actions.make_action(principal=director, decision=decision, **given).due_on == clock.today()


def test_minutes_that_went_back_meanwhile_make_no_action(cast: SimpleNamespace, as_: As) -> None:
    """What was seen as approved is asked again of the row that is held."""
    seen = decision_at(cast, as_, circulated(cast.director))
    seen.minutes.state = MinutesState.APPROVED
    line = LineOfEffort.objects.filter(operation=seagull())[0]
    given: dict[str, Any] = {"line": line, "title": "Weekly lists", "leader": country("TH"), "due_on": LATER}
    with pytest.raises(NotAllowed, match="mutual consultation"), as_(cast.director):
        actions.make_action(principal=principal_of(cast.director), decision=seen, **given)
    assert not OperationalAction.objects.filter(title="Weekly lists").exists()


def test_nothing_becomes_an_action_before_the_minutes_are_approved(cast: SimpleNamespace, as_: As) -> None:
    decision = decision_at(cast, as_, circulated(cast.director))
    line = LineOfEffort.objects.filter(operation=seagull())[0]
    with pytest.raises(NotAllowed, match="mutual consultation"), as_(cast.director):
        actions.make_action(
            principal=principal_of(cast.director), decision=decision, line=line, title="x", leader=None, due_on=None
        )


def test_a_partner_reads_what_is_approved_and_marked(cast: SimpleNamespace, as_: As) -> None:
    drafted = circulated(cast.desk_communication, title="open", for_partners=True)
    shared = approved(cast, title="shared", objects=["vn"], for_partners=True)
    kept = approved(cast, title="kept")
    unodc = principal_of(cast.observer_unodc)
    with as_(cast.observer_unodc):
        assert [one.meeting_id for one in Minutes.objects.all()] == [shared.pk]
        assert [one.minutes.meeting_id for one in Decision.objects.all()] == [shared.pk]
        assert {one.meeting_id for one in AgendaItem.objects.all()} == {drafted.pk, shared.pk}
        assert not MinutesVoice.objects.exists()
    with as_(cast.coordinator_th):
        hidden = Decision.objects.get(minutes__meeting=kept)
    with as_(cast.observer_unodc):
        assert decision_of(unodc, kept, hidden.pk) is None
