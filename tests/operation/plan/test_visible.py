"""Who reads which part of the plan: members and the secretariat all, partners what is marked for them."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from operation.access.principal import Principal
from operation.people.models import Country
from operation.people.selectors import principal_of
from operation.plan.models import (
    ActionDay,
    LineOfEffort,
    Meeting,
    Objective,
    Operation,
    OperationalAction,
    Participation,
    Phase,
)
from operation.plan.selectors import lines_of, meeting_of, sides_of, visible_operation
from operation.plan.timeline import timeline

EVERYTHING = (Operation, Participation, LineOfEffort, Objective, OperationalAction, Phase, Meeting, ActionDay)
FOR_ALL = (Operation, Participation, LineOfEffort)
FOR_MEMBERS = (Objective, OperationalAction, ActionDay)


@pytest.fixture
def full(seagull: Operation) -> Operation:
    """The operation with an objective, an action and an action day."""
    line = seagull.lines.get(number=1)
    Objective.objects.create(line=line, text="Twenty main syndicates", indicator="S01", target=20)
    OperationalAction.objects.create(line=line, title="Agree on the list", leader_id="TH", due_on=date(2024, 9, 1))
    day = ActionDay.objects.create(
        operation=seagull, number=1, title="First joint day", held_on=date(2024, 9, 20), lead_id="TH"
    )
    day.countries.set(Country.objects.filter(code__in=["TH", "MM"]))
    return seagull


@pytest.mark.parametrize("who", ["officer_th", "coordinator_kh", "protection_vn", "director", "desk_supervision"])
def test_members_and_the_secretariat_read_all(full: Operation, cast: SimpleNamespace, who: str) -> None:
    principal = principal_of(getattr(cast, who))
    for model in EVERYTHING:
        assert model.objects.visible_to(principal).count() == model.objects.count() > 0


@pytest.mark.parametrize("who", ["dpo", "admin", "stranger"])
def test_who_has_no_part_in_the_plan_reads_nothing(full: Operation, cast: SimpleNamespace, who: str) -> None:
    principal = principal_of(getattr(cast, who))
    assert not any(model.objects.visible_to(principal).exists() for model in EVERYTHING)
    assert visible_operation(principal) is None


def test_nobody_reads_nothing(full: Operation) -> None:
    assert not any(model.objects.visible_to(Principal.nobody()).exists() for model in EVERYTHING)


@pytest.mark.parametrize("who", ["observer_unodc", "observer_interpol"])
def test_a_partner_reads_what_is_marked_for_partners(full: Operation, cast: SimpleNamespace, who: str) -> None:
    principal = principal_of(getattr(cast, who))
    assert all(model.objects.visible_to(principal).count() == model.objects.count() for model in FOR_ALL)
    assert not any(model.objects.visible_to(principal).exists() for model in FOR_MEMBERS)
    assert all(phase.for_partners for phase in Phase.objects.visible_to(principal))
    assert Phase.objects.visible_to(principal).count() == 4
    assert [meeting.place for meeting in Meeting.objects.visible_to(principal)] == ["Kunming"]


def test_a_mark_taken_away_works_at_once(full: Operation, cast: SimpleNamespace) -> None:
    principal = principal_of(cast.observer_unodc)
    meeting = Meeting.objects.get(place="Kunming")
    assert meeting_of(full, principal, meeting.pk) == meeting
    Meeting.objects.update(for_partners=False)
    assert meeting_of(full, principal, meeting.pk) is None


def test_lines_carry_only_what_their_reader_may_read(full: Operation, cast: SimpleNamespace) -> None:
    first = lines_of(full, principal_of(cast.officer_th))[0]
    assert [one.text for one in first.objectives.all()] == ["Twenty main syndicates"]
    assert [one.title for one in first.actions.all()] == ["Agree on the list"]
    first = lines_of(full, principal_of(cast.observer_unodc))[0]
    assert not first.objectives.all()
    assert not first.actions.all()


def test_the_timeline_of_a_partner_holds_no_action_day(full: Operation, cast: SimpleNamespace) -> None:
    kinds = {moment.kind for moment in timeline(full, principal_of(cast.officer_th))}
    assert kinds == {"phase", "milestone", "meeting", "action_day", "deadline"}
    kinds = {moment.kind for moment in timeline(full, principal_of(cast.observer_unodc))}
    assert kinds == {"phase", "milestone", "meeting"}


def test_partners_are_not_told_who_the_coordinators_are(full: Operation, cast: SimpleNamespace) -> None:
    told = sides_of(full, principal_of(cast.director))
    assert [len(side.coordinators) for side in told if side.country] == [1, 1, 2, 1, 1, 1]
    untold = sides_of(full, principal_of(cast.observer_unodc))
    assert not any(side.coordinators for side in untold)


def test_sides_stand_in_their_one_order(full: Operation, cast: SimpleNamespace) -> None:
    sides = sides_of(full, principal_of(cast.officer_vn))
    assert [side.country.code for side in sides if side.country] == ["KH", "CN", "LA", "MM", "TH", "VN"]
    assert [side.participations[0].organisation.code for side in sides[6:]] == ["lmlecc", "unodc", "interpol"]
    assert [one.organisation.code for one in sides[2].participations] == ["la-mps", "la-mnd"]


def test_a_coordinator_whose_appointment_ended_is_not_listed(
    full: Operation, cast: SimpleNamespace, as_: Callable[..., object]
) -> None:
    cast.coordinator_kh.appointments.update(ends_on=date(2024, 12, 31))
    sides = sides_of(full, principal_of(cast.director))
    assert sides[0].coordinators == []
