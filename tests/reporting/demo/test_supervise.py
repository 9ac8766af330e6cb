"""Supervision in the demonstration: what stands there on 26 September 2024, and the whole of it as it is written."""

from datetime import datetime, time
from types import SimpleNamespace

from django.db import transaction

from coordination.roster.models import DutyShift, Secondment
from coordination.roster.selectors import gaps
from coordination.supervision.models import Inspection
from coordination.supervision.owed import parts
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import User
from reporting.demo.diary import in_order
from reporting.demo.supervision import DAY, DAYS_OF_DUTY, SENT_ON, supervision
from reporting.demo.vocabulary import MEMBERS, content
from tests.reporting.demo.conftest import EARLY, TODAY


def test_each_country_has_somebody_at_lmlecc_and_a_visit_is_planned(loaded: SimpleNamespace) -> None:
    director = loaded.who("director")
    with acting_as(director, channel="test"):
        seconded = list(Secondment.objects.visible_to(director))
        visit = Inspection.objects.visible_to(director).get()
    assert [one.country_id for one in seconded] == list(MEMBERS)
    assert all(one.is_synthetic and one.telephone and one.starts_on == SENT_ON for one in seconded)
    assert (visit.state, visit.is_synthetic, visit.country_id) == ("planned", True, "MM")


def test_duty_has_no_gap(loaded: SimpleNamespace) -> None:
    director = loaded.who("director")
    with acting_as(director, channel="test"):
        shifts = list(DutyShift.objects.visible_to(director))
    assert len(shifts) == DAYS_OF_DUTY
    assert gaps(shifts, shifts[0].starts_at) == []
    assert shifts[0].starts_at.astimezone(clock.KUNMING).hour == 8
    assert shifts[-1].ends_at - shifts[0].starts_at == DAYS_OF_DUTY * DAY


def test_reports_speak_of_actions_of_their_own_country() -> None:
    leaders = {action["title"]: action["leader"].lower() for action in content("plan")["action"]}
    for told in content("supervision")["report"]:
        assert told["by"] == f"coordinator.{leaders[told['action']]}"


def test_the_days_of_the_visit_only_grow() -> None:
    visit = content("supervision")["visit"]
    names = ("planned_on", "starts_on", "ends_on", "reported_on", "answered_on", "implemented_on", "verified_on")
    days = [visit[name] for name in names]
    assert days == sorted(days)
    assert all(wanted["due_on"] > visit["reported_on"] for wanted in visit["recommendation"])


def test_the_whole_of_it_is_what_people_may_do(loaded: SimpleNamespace) -> None:
    """What is written for the months after 26 September runs through everybody's actions too."""
    people = {user.username: user for user in User.objects.select_related("organisation")}
    begins, director = datetime.combine(EARLY, time.min, tzinfo=clock.KUNMING), loaded.who("director")
    with transaction.atomic():
        for entry in in_order(supervision(loaded.operation, people, TODAY)):
            if entry.moment >= begins and entry.moment.date() != TODAY - DAY:
                entry.run()
        with acting_as(director, channel="test"), clock.at(datetime.combine(TODAY, time.min, tzinfo=clock.KUNMING)):
            visit = Inspection.objects.visible_to(director).get()
            states = [one.state for one in visit.recommendations.order_by("number")]
            late = [one for part in parts(director, loaded.operation) for one in part.items if one.is_late]
        transaction.set_rollback(True)
    assert visit.state == "answered"
    assert states == ["verified", "accepted"]
    assert f"Recommendation {visit.reference} R2" in [str(one.what) for one in late]
    assert "Four of six crossings are equipped." in " ".join(str(one.reason) for one in late)
