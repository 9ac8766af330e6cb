"""What is told beside the script: every table of every feature is filled, in each state that it can come to."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F

from coordination.clocks.models import Holiday
from coordination.deconfliction.models import Match, MatchSide, Probe
from coordination.joint.models import Claimed, JointAction, JointInvestigation
from coordination.joint.selectors import lines_of
from coordination.knowledge.models import KnowledgeItem
from coordination.messages.models import Message
from coordination.offers.models import SupportOffer
from coordination.removals.models import Removal, RemovalIncident, RemovalPerson
from coordination.requests.calls import open_calls
from coordination.requests.models import DangerCall, Request
from coordination.requests.timing import came_in_time, overdue
from coordination.roster.models import DutyShift, Secondment
from coordination.roster.selectors import gaps
from coordination.supervision.models import Inspection, InspectionState
from coordination.supervision.owed import parts
from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.cases.attachments.models import Attachment
from operation.cases.records.suspect import Suspect
from operation.cases.registry import RecordType, all_types
from operation.kernel import clock
from operation.kernel.transitions import StateTable
from operation.plan.models import ActionDay, Meeting, Objective, Operation, OperationalAction
from operation.plan.progress.models import ActionChange
from reporting.demo.script import Life
from reporting.demo.supervision import DAY, DAYS_OF_DUTY, SENT_ON
from reporting.demo.vocabulary import MEMBERS, content
from reporting.demo.writing import Script
from reporting.targets.models import TargetStep
from reporting.targets.selectors import targets_of
from tests.reporting.demo.conftest import TODAY

AGENCIES = ("kh", "cn", "la", "la2", "mm", "th", "vn")
READERS = (
    *(f"{role}.{agency}" for agency in AGENCIES for role in ("coordinator", "protection")),
    *("director", "desk.communication", "desk.information", "desk.supervision"),
    *("observer.unodc", "observer.interpol"),
)
MORNING = datetime.combine(TODAY, time.min, tzinfo=clock.KUNMING)
FOR_PARTNERS = frozenset({"AgendaItem", "Delegation", "Minutes", "Decision", "KnowledgeItem", "SupportOffer"}) | {
    "OfferReceipt",
    "Holiday",
}
MACHINERY: Mapping[str, str] = {
    "AlertChoice": "one's own setting",
    "Benchmark": "reference data: the operation keeps the times that domain.md gives",
    "HandoverNote": "each agency has one coordinator here, and nobody to hand over to",
    "HeardName": "read by the meeting of names alone",
    "Mail": "written when a load is committed",
    "MailSetting": "one's own setting",
}
"""Tables that a demonstration leaves empty, and why."""

STATES = frozenset({"state", "outcome", "verdict", "answer", "severity", "pathway", "urgency", "found_by", "what"})
"""Fields that say where something stands, or of which sort it is: each value of them is shown."""

NOT_SHOWN: Mapping[str, frozenset[str]] = {
    "Match.state": frozenset({"closed"}),  # its record was deleted
    "RemovalStep.state": frozenset({"draft"}),  # no step leads to where something begins
    "RequestStep.state": frozenset({"draft"}),
    "InspectionStep.state": frozenset({"planned"}),
    "RecommendationStep.state": frozenset({"open"}),
}

Shown = Mapping[type[models.Model], Mapping[str, set[Any]]]


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_app_config("coordination").get_models() if model.__name__ not in MACHINERY]


def values_of(model: type[models.Model], of: frozenset[str]) -> dict[str, list[str]]:
    """The values that fields of a model with these names can have."""
    return {
        field.name: [str(value) for value, _label in field.flatchoices]
        for field in model._meta.concrete_fields
        if field.choices and field.name in of
    }


@pytest.fixture(scope="module")
def shown(stories: SimpleNamespace) -> Shown:
    """Of every table what somebody of the cast reads there: the values of its fields that matter."""
    found: dict[type[models.Model], dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    asked: list[tuple[type[models.Model], list[str]]] = [(each, list(values_of(each, STATES))) for each in tables()]
    asked += [(known.model, ["status"]) for known in all_types()]
    for name in READERS:
        with acting_as(stories.who(name), channel="test"):
            for model, fields in asked:
                for row in model._base_manager.values("pk", *fields):
                    for field, value in row.items():
                        found[model][field].add(value)
    return found


@pytest.mark.parametrize("model", tables(), ids=lambda model: model.__name__)
def test_no_table_of_a_feature_is_empty(shown: Shown, model: type[models.Model]) -> None:
    assert shown[model]["pk"]


@pytest.mark.parametrize("model", tables(), ids=lambda model: model.__name__)
def test_whatever_has_a_state_is_shown_in_each(shown: Shown, model: type[models.Model]) -> None:
    for field, possible in values_of(model, STATES).items():
        left = set(possible) - {str(value) for value in shown[model][field]}
        assert left <= NOT_SHOWN.get(f"{model.__name__}.{field}", frozenset()), (field, left)


def last_state(life: Life, states: StateTable) -> str:
    state = states.initial
    for taken in life.steps:
        step = states.named(taken.name)
        assert step is not None
        state = step.target
    return state


@pytest.mark.parametrize("known", all_types(), ids=lambda known: known.code)
def test_records_of_every_type_stand_in_every_state(known: RecordType, script: Script, shown: Shown) -> None:
    """A new type without a demonstration fails here, and so does a state to which none of its records comes."""
    written = {last_state(life, known.states) for life in script.lives if life.slug == known.slug}
    possible = {str(state) for state in known.state_labels}
    assert possible - written - shown[known.model]["status"] == set()


@contextmanager
def reading(stories: SimpleNamespace, name: str) -> Iterator[Principal]:
    principal = stories.who(name)
    with acting_as(principal, channel="test"), clock.at(MORNING):
        yield principal


def test_all_of_it_is_synthetic_and_lies_before_today(stories: SimpleNamespace) -> None:
    for name in READERS:
        with reading(stories, name):
            for model in tables():
                fields = {field.name for field in model._meta.concrete_fields}
                if "is_synthetic" in fields:
                    assert not model._base_manager.filter(is_synthetic=False).exists(), model
                if "created_at" in fields and model not in (Holiday, Probe):
                    assert not model._base_manager.filter(created_at__gte=MORNING).exists(), model


def test_a_group_is_handed_over_and_one_head_is_missing_until_both_sides_explain(stories: SimpleNamespace) -> None:
    with reading(stories, "coordinator.cn") as china:
        [removal] = Removal.objects.visible_to(china).filter(state="closed", heads=4)
        persons = RemovalPerson.objects.visible_to(china).filter(removal=removal)
        ends = Counter(persons.values_list("end", flat=True))
        incident = RemovalIncident.objects.visible_to(china).get(removal=removal, of_heads=True)
    assert (removal.heads_sent, removal.heads_received) == (4, 3)
    assert ends == {"received": 3, "returned": 1}
    assert incident.asking_words
    assert incident.asked_words
    with reading(stories, "coordinator.mm") as myanmar:
        states = Counter(Suspect.objects.own(myanmar).filter(pk__in=held(persons)).values_list("status", flat=True))
    assert states == {"transferred": 3, "detained": 1}


def held(persons: Any) -> list[Any]:
    return [person.held_record for person in persons]


def test_one_search_is_followed_from_its_plan_to_its_records(stories: SimpleNamespace) -> None:
    """The claims do not sum to the total, the difference is explained, and what was found carries the action day."""
    with reading(stories, "coordinator.th") as thailand:
        action = JointAction.objects.visible_to(thailand).get(title="Search of the compound at the river")
        [arrested] = [line for line in lines_of(thailand, action) if line.what == Claimed.ARRESTED]
        day = ActionDay.objects.visible_to(thailand).get(title=action.title)
        own = Suspect.objects.own(thailand).filter(action_day=day)
        assert own.exists()
    assert action.state == "reconciled"
    assert not day.closed
    assert day.is_synthetic
    assert arrested.total
    assert arrested.difference
    assert arrested.sum == arrested.total.total + arrested.difference


def test_who_declined_or_observes_is_told_of_no_joint_investigation(stories: SimpleNamespace) -> None:
    for name, expected in (("coordinator.kh", 2), ("coordinator.la2", 1), ("officer.cn", 0), ("director", 2)):
        with reading(stories, name) as reader:
            assert JointInvestigation.objects.visible_to(reader).count() == expected, name


def test_a_match_is_agreed_on_and_another_is_not_the_same(stories: SimpleNamespace) -> None:
    with reading(stories, "coordinator.kh") as cambodia:
        outcomes = set(Match.objects.visible_to(cambodia).values_list("state", "outcome"))
    assert {("confirmed", "joint"), ("rejected", "not_same")} <= outcomes


def test_names_in_two_scripts_have_met(stories: SimpleNamespace) -> None:
    with reading(stories, "coordinator.vn") as vietnam:
        assert Match.objects.visible_to(vietnam).filter(found_by="name").exists()


def test_what_one_side_guards_is_known_to_its_coordinator_alone(stories: SimpleNamespace) -> None:
    def guarded(name: str) -> int:
        with reading(stories, name) as reader:
            return MatchSide.objects.visible_to(reader).filter(guarded=True, revealed_at=None).count()

    assert guarded("coordinator.vn") == 1
    assert guarded("supervisor.vn") == guarded("coordinator.th") == guarded("director") == 0


def test_answers_are_owed_and_some_are_late(stories: SimpleNamespace) -> None:
    with reading(stories, "desk.communication") as desk:
        requests = Request.objects.visible_to(desk)
        assert requests.filter(overdue(MORNING)).exists()
        assert requests.filter(answered_at__gt=F("due_at")).exists(), "one was answered late"
        assert requests.filter(delay_announced_at__isnull=False).filter(came_in_time()).exists()
        assert requests.filter(clock_stopped_at__isnull=False, answered_at=None).exists()
        assert requests.filter(repeats__isnull=False).exists()


def test_a_life_in_danger_waits_for_somebody(stories: SimpleNamespace) -> None:
    with reading(stories, "coordinator.mm") as myanmar:
        waiting = list(open_calls(myanmar))
    with reading(stories, "coordinator.kh") as cambodia:
        taken = DangerCall.objects.visible_to(cambodia).exclude(taken_at=None)
        assert taken.exists()
    assert len(waiting) == 1


def test_actions_of_the_plan_are_done_moved_dropped_and_late(stories: SimpleNamespace) -> None:
    with reading(stories, "director") as director:
        actions = OperationalAction.objects.visible_to(director)
        assert not actions.filter(is_synthetic=False).exists()
        assert set(actions.values_list("status", flat=True)) == set(OperationalAction.Status.values)
        assert actions.filter(status="under_way", due_on__lt=MORNING.date()).exists()
        assert set(ActionChange.objects.values_list("kind", flat=True)) >= {"added", "moved", "dropped"}


def test_each_country_took_on_a_share_of_every_target(stories: SimpleNamespace) -> None:
    with reading(stories, "director") as director:
        operation = Operation.objects.get(code="seagull")
        targets = targets_of(director, operation)
        objectives = Objective.objects.visible_to(director).filter(line__operation=operation, is_synthetic=True)
        steps = list(TargetStep.objects.visible_to(director))
    codes = {objective.indicator for objective in objectives}
    assert codes
    for code in codes:
        assert None not in {targets.of(code, country) for country in MEMBERS}, code
        shared, whole = targets.sum(code), targets.of(code)
        assert shared is not None and whole is not None and shared <= whole, code
    assert any(targets.difference(code) for code in codes)
    assert any(step.before for step in steps), "one was agreed on anew"
    assert all(step.is_synthetic and "(sample)" in step.reason for step in steps)


def test_meetings_that_were_called_say_that_they_are_synthetic(stories: SimpleNamespace) -> None:
    with reading(stories, "director") as director:
        called = {told["title"] for told in content("meetings")["meeting"]}
        found = Meeting.objects.visible_to(director)
        assert {meeting.title for meeting in found.filter(is_synthetic=True)} == called
        assert found.filter(is_synthetic=False).exists(), "those of the operation's own file are real"


def test_observers_read_what_is_for_them_and_nothing_else(stories: SimpleNamespace) -> None:
    for name in ("observer.unodc", "observer.interpol"):
        with reading(stories, name) as observer:
            filled = {model.__name__ for model in tables() if model._base_manager.exists()}
            assert SupportOffer.objects.visible_to(observer).exists()
            assert all(item.for_partners for item in KnowledgeItem.objects.visible_to(observer))
            assert not any(known.model._default_manager.visible_to(observer).exists() for known in all_types())
        assert filled <= FOR_PARTNERS, filled - FOR_PARTNERS


def test_every_country_speaks_in_its_own_language(stories: SimpleNamespace) -> None:
    languages: set[str] = set()
    for agency in AGENCIES:
        with reading(stories, f"officer.{agency}"), reading(stories, f"coordinator.{agency}"):
            languages |= set(Message.objects.values_list("language", flat=True))
    assert languages == {"en", "km", "zh-hans", "lo", "my", "th", "vi"}


def test_files_lie_on_records_of_several_countries(stories: SimpleNamespace) -> None:
    kinds: set[str] = set()
    for agency in AGENCIES:
        with reading(stories, f"coordinator.{agency}"):
            kinds |= set(Attachment.objects.values_list("kind", flat=True))
    assert len(kinds) >= 5


def test_each_country_has_somebody_at_lmlecc(stories: SimpleNamespace) -> None:
    director = stories.who("director")
    with acting_as(director, channel="test"):
        seconded = list(Secondment.objects.visible_to(director))
    assert [one.country_id for one in seconded] == list(MEMBERS)
    assert all(one.is_synthetic and one.telephone and one.starts_on == SENT_ON for one in seconded)


def test_duty_has_no_gap(stories: SimpleNamespace) -> None:
    director = stories.who("director")
    with acting_as(director, channel="test"):
        shifts = list(DutyShift.objects.visible_to(director))
    assert len(shifts) == DAYS_OF_DUTY
    assert gaps(shifts, shifts[0].starts_at) == []
    assert shifts[0].starts_at.astimezone(clock.KUNMING).hour == 8
    assert shifts[-1].ends_at - shifts[0].starts_at == DAYS_OF_DUTY * DAY


def test_visits_stand_at_every_step_and_some_advice_is_late(stories: SimpleNamespace) -> None:
    director = stories.who("director")
    with acting_as(director, channel="test"), clock.at(MORNING):
        visits = Inspection.objects.visible_to(director)
        assert set(visits.values_list("state", flat=True)) == set(InspectionState.values)
        visit = visits.get(country_id="MM")
        states = [one.state for one in visit.recommendations.order_by("number")]
        late = [one for part in parts(director, stories.operation) for one in part.items if one.is_late]
    assert visit.state == "answered"
    assert states == ["verified", "implemented", "accepted"]
    assert f"Recommendation {visit.reference} R3" in [str(one.what) for one in late]
    assert "Four of six crossings are equipped." in " ".join(str(one.reason) for one in late)
