"""Actions of the plan, visits and the roster as people make them: through the actions, as the people who may."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from coordination.roster.actions import second
from coordination.roster.models import Secondment
from coordination.supervision.advising import step_recommendations
from coordination.supervision.inspecting import (
    Advice,
    VisitDraft,
    add_finding,
    add_recommendation,
    plan_inspection,
    step_inspection,
)
from coordination.supervision.models import Inspection, Recommendation
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation, OperationalAction
from operation.plan.progress.actions import ActionDraft, ReportDraft, add_action, report_progress
from operation.plan.progress.models import ActionReport


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.KUNMING)


def operation() -> Operation:
    return Operation.objects.get(code="seagull")


def country(code: str) -> Country:
    return Country.objects.get(code=code)


def action_of(cast: SimpleNamespace, due_on: date, leader: str = "TH", **given: Any) -> OperationalAction:
    """An action of the plan, added by the supervision desk on the day before it is due."""
    desk = principal_of(cast.desk_supervision)
    draft = ActionDraft(given.pop("title", "Agree on the list"), country(leader), due_on, **given)
    line = operation().lines.get(number=1)
    with clock.at(noon(due_on - timedelta(days=1))), acting_as(desk, channel="test"):
        return add_action(principal=desk, line=line, draft=draft)


def told(by: User, action: OperationalAction, told_on: date, status: str = "under_way", **given: Any) -> ActionReport:
    """A progress report, made on the day of which it speaks."""
    principal = principal_of(by)
    with clock.at(noon(told_on)), acting_as(principal, channel="test"):
        current = OperationalAction.objects.get(pk=action.pk)
        draft = ReportDraft(told_on, status, given.pop("words", "Half of it is done."), **given)
        return report_progress(principal=principal, action=current, draft=draft, version=current.version)


def planned_visit(cast: SimpleNamespace, day: date, of: User | None = None) -> Inspection:
    """A visit of two days to the agency of a user (Thailand's), planned by the supervision desk."""
    desk, agency = principal_of(cast.desk_supervision), (of or cast.officer_th).organisation
    assert agency is not None
    draft = VisitDraft(agency, "How returns are made", day, day + timedelta(days=1), "Two officers")
    with clock.at(noon(day - timedelta(days=7))), acting_as(desk, channel="test"):
        return plan_inspection(principal=desk, operation=operation(), draft=draft)


def step(by: User, visit: Inspection, name: str, day: date, words: str = "") -> Inspection:
    """The next step of a visit, on a day, by somebody."""
    principal = principal_of(by)
    with clock.at(noon(day)), acting_as(principal, channel="test"):
        current = Inspection.objects.get(pk=visit.pk)
        return step_inspection(
            principal=principal, inspection=current, name=name, on=day, version=current.version, words=words
        )


def made_visit(cast: SimpleNamespace, day: date, of: User | None = None) -> tuple[Inspection, Recommendation]:
    """The same, made and with one finding and one recommendation due 30 days later; the country reads none of it."""
    desk, visit = principal_of(cast.desk_supervision), planned_visit(cast, day, of)
    visit = step(cast.desk_supervision, visit, "carry_out", day + timedelta(days=1))
    with clock.at(noon(day + timedelta(days=2))), acting_as(desk, channel="test"):
        found = add_finding(principal=desk, inspection=visit, severity="major", text="Notes are missing.")
        advice = Advice("Keep notes of each return.", visit.agency, day + timedelta(days=30), found)
        return visit, add_recommendation(principal=desk, inspection=visit, advice=advice)


def reported_visit(cast: SimpleNamespace, day: date, of: User | None = None) -> tuple[Inspection, Recommendation]:
    """The same, reported three days after its beginning."""
    visit, advice = made_visit(cast, day, of)
    return step(cast.desk_supervision, visit, "report", day + timedelta(days=3), "Returns are made well."), advice


def advise(by: User, advice: Recommendation, name: str, words: str = "", on: date | None = None) -> Recommendation:
    """The next step of a recommendation, by somebody."""
    principal = principal_of(by)
    moment = noon(on or advice.due_on)
    with clock.at(moment), acting_as(principal, channel="test"):
        current = Recommendation.objects.select_related("inspection").get(pk=advice.pk)
        [done] = step_recommendations(
            principal=principal, recommendations=[current], name=name, versions=[current.version], words=words
        )
        return done


def seconded(
    cast: SimpleNamespace, user: User, starts_on: date, ends_on: date | None = None, desk: str = "desk_communication"
) -> Secondment:
    """A coordinator at a desk of LMLECC, entered by the director."""
    director = principal_of(cast.director)
    with acting_as(director, channel="test"):
        return second(
            principal=director, operation=operation(), user=user, desk=desk, starts_on=starts_on, ends_on=ends_on
        )
