"""The steps of a recommendation: each «no», each proof and each return in words; all of a batch or none."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace

import pytest

from coordination.supervision.advising import step_recommendations
from coordination.supervision.models import Recommendation
from coordination.supervision.states import ADVICE
from operation.audit.models import AuditEntry
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.supervision import advise, made_visit, reported_visit

As = Callable[[User], AbstractContextManager[None]]
DAY = date(2024, 10, 7)


@pytest.fixture
def advice(cast: SimpleNamespace) -> Recommendation:
    """To Thailand's agency, reported."""
    return reported_visit(cast, DAY)[1]


def test_accepted_carried_out_sent_back_and_verified(cast: SimpleNamespace, advice: Recommendation) -> None:
    advise(cast.coordinator_th, advice, "accept")
    with pytest.raises(Refused, match="by what"):
        advise(cast.coordinator_th, advice, "implement")
    advise(cast.coordinator_th, advice, "implement", "A book is kept.")
    with pytest.raises(Refused, match="Say why"):
        advise(cast.desk_supervision, advice, "return")
    assert advise(cast.desk_supervision, advice, "return", "The book is empty.").state == "accepted"
    advise(cast.coordinator_th, advice, "implement", "It is filled.")
    done = advise(cast.desk_supervision, advice, "verify")
    assert (done.state, done.version, done.is_closed) == ("verified", 6, True)
    verbs = AuditEntry.objects.filter(target_id=advice.pk, verb__startswith="recommendation")
    assert {entry.verb for entry in verbs} == {
        f"recommendation {name}" for name in ("written", "accepted", "implemented", "returned", "verified")
    }


def test_rejected_with_a_reason_for_good(cast: SimpleNamespace, advice: Recommendation) -> None:
    with pytest.raises(Refused, match="Say why"):
        advise(cast.supervisor_th, advice, "reject", "  ")
    assert advise(cast.supervisor_th, advice, "reject", "Our law forbids it.").is_closed
    for name in ("accept", "implement"):
        with pytest.raises(Refused, match="not possible"):
            advise(cast.supervisor_th, advice, name, "x")


@pytest.mark.parametrize("who", ["officer_th", "protection_th", "coordinator_kh", "desk_supervision", "director"])
def test_others_do_not_answer_for_the_agency(cast: SimpleNamespace, advice: Recommendation, who: str) -> None:
    for name in ("accept", "reject"):
        with pytest.raises((NotAllowed, Recommendation.DoesNotExist)):
            advise(getattr(cast, who), advice, name, "x")


def test_the_agency_does_not_verify_itself(cast: SimpleNamespace, advice: Recommendation) -> None:
    advise(cast.coordinator_th, advice, "accept")
    advise(cast.coordinator_th, advice, "implement", "Done")
    with pytest.raises(NotAllowed, match="supervision desk"):
        advise(cast.coordinator_th, advice, "verify")


def test_nothing_is_answered_before_it_is_reported(cast: SimpleNamespace, as_: As) -> None:
    _visit, advice = made_visit(cast, DAY)
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th), pytest.raises(Conflict):
        step_recommendations(principal=principal, recommendations=[advice], name="accept", versions=[1], words="")


def test_all_or_none(cast: SimpleNamespace, as_: As, advice: Recommendation) -> None:
    _visit, other = reported_visit(cast, DAY)
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        with pytest.raises(Conflict):
            step_recommendations(
                principal=principal, recommendations=[advice, other], name="accept", versions=[1, 7], words=""
            )
        assert {one.state for one in Recommendation.objects.all()} == {"open"}
        done = step_recommendations(
            principal=principal, recommendations=[advice, other], name="accept", versions=[1, 1], words=""
        )
    assert [one.state for one in done] == ["accepted", "accepted"]


def test_every_state_is_reached_and_left_or_closed() -> None:
    states = {state for step in ADVICE.transitions for state in (*step.sources, step.target)}
    assert {state for state in states if not ADVICE.from_state(state)} == ADVICE.closed
