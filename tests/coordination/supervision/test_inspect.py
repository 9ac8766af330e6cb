"""A visit from planned to closed: who takes which step, what each needs, and who reads what of it when."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from coordination.supervision.inspecting import (
    Advice,
    VisitDraft,
    add_finding,
    add_recommendation,
    amend_inspection,
    plan_inspection,
)
from coordination.supervision.models import (
    Finding,
    Inspection,
    InspectionStep,
    Recommendation,
    RecommendationStep,
)
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.supervision import (
    advise,
    made_visit,
    noon,
    operation,
    planned_visit,
    reported_visit,
    step,
)

As = Callable[[User], AbstractContextManager[None]]
DAY = date(2024, 10, 7)
MODELS = (Inspection, InspectionStep, Finding, Recommendation, RecommendationStep)


def write(sql: str, *params: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def seen(user: User) -> dict[str, int]:
    """How many rows of each table somebody sees through the first wall, in his own context."""
    return {model.__name__: model.objects.visible_to(principal_of(user)).count() for model in MODELS}


def rows() -> dict[str, int]:
    """The same without the first wall: what the database lets through."""
    return {model.__name__: model.objects.count() for model in MODELS}


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def draft(cast: SimpleNamespace, **given: Any) -> VisitDraft:
    agency = given.pop("agency", cast.officer_th.organisation)
    values: dict[str, Any] = {"purpose": "Returns", "starts_on": DAY, "ends_on": DAY, "team": "Two officers"}
    return VisitDraft(agency=agency, **values | given)


def test_a_visit_from_its_plan_to_its_end(cast: SimpleNamespace, as_: As) -> None:
    visit, advice = reported_visit(cast, DAY)
    advise(cast.supervisor_th, advice, "accept", on=days(4))
    visit = step(cast.supervisor_th, visit, "answer", days(5), "We agree.")
    advise(cast.coordinator_th, advice, "implement", "Notes are kept since today.", days(10))
    advise(cast.desk_supervision, advice, "verify", on=days(12))
    visit = step(cast.director, visit, "close", days(13))
    with as_(cast.officer_th):
        names = list(InspectionStep.objects.filter(inspection=visit).values_list("name", flat=True))
        assert [one.name for one in RecommendationStep.objects.all()] == ["accept", "implement", "verify"]
    assert (visit.state, visit.summary, visit.answer) == ("closed", "Returns are made well.", "We agree.")
    assert names == ["carry_out", "report", "answer", "close"]
    verbs = list(
        AuditEntry.objects.filter(target_id=visit.pk, verb__startswith="inspection").values_list("verb", flat=True)
    )
    assert [verb.removeprefix("inspection ") for verb in sorted(verbs)] == [
        "answered", "carried_out", "closed", "planned", "reported",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["coordinator_th", "supervisor_th", "desk_information", "observer_unodc", "dpo"])
def test_only_who_inspects_plans(cast: SimpleNamespace, as_: As, who: str) -> None:
    user = getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed):
        plan_inspection(principal=principal_of(user), operation=operation(), draft=draft(cast))


def test_a_plan_names_an_agency_a_purpose_and_days(cast: SimpleNamespace, as_: As) -> None:
    desk = principal_of(cast.desk_supervision)
    wrong = {
        "agency": draft(cast, agency=cast.director.organisation),
        "purpose": draft(cast, purpose=" "),
        "team": draft(cast, team=""),
        "ends_on": draft(cast, ends_on=days(-1)),
    }
    with as_(cast.desk_supervision):
        for field, given in wrong.items():
            with pytest.raises(Refused) as refused:
                plan_inspection(principal=desk, operation=operation(), draft=given)
            assert set(refused.value.message_dict) == {field}
        with pytest.raises(Refused, match="two months"):
            plan_inspection(principal=desk, operation=operation(), draft=draft(cast, ends_on=days(61)))


def test_a_plan_is_changed_until_the_visit_was_made(cast: SimpleNamespace, as_: As) -> None:
    visit, desk = planned_visit(cast, DAY), principal_of(cast.desk_supervision)
    with as_(cast.desk_supervision):
        wanted = draft(cast, agency=cast.officer_kh.organisation, purpose="Seizures")
        changed = amend_inspection(principal=desk, inspection=visit, draft=wanted, version=1)
        assert (changed.country_id, changed.purpose, changed.version) == ("KH", "Seizures", 2)
        with pytest.raises(Conflict):
            amend_inspection(principal=desk, inspection=visit, draft=wanted, version=1)
    made, _advice = made_visit(cast, DAY)
    with as_(cast.desk_supervision), pytest.raises(NotAllowed):
        amend_inspection(principal=desk, inspection=made, draft=wanted, version=made.version)


def test_the_country_reads_findings_once_they_are_reported(cast: SimpleNamespace, as_: As) -> None:
    nothing = dict.fromkeys((model.__name__ for model in MODELS), 0)
    visit, _advice = made_visit(cast, DAY)
    draft_seen = nothing | {"Inspection": 1, "InspectionStep": 1}
    with as_(cast.officer_th):
        assert seen(cast.officer_th) == rows() == draft_seen
    with as_(cast.desk_information):
        assert seen(cast.desk_information) == rows() == draft_seen | {"Finding": 1, "Recommendation": 1}
    step(cast.desk_supervision, visit, "report", days(3), "Well made.")
    with as_(cast.officer_th):
        told = seen(cast.officer_th)
        assert told == rows() == {**nothing, "Inspection": 1, "InspectionStep": 2, "Finding": 1, "Recommendation": 1}
    for outsider in ("coordinator_kh", "officer_la2", "observer_unodc", "dpo", "admin", "stranger"):
        with as_(getattr(cast, outsider)):
            assert seen(getattr(cast, outsider)) == rows() == nothing, outsider


def test_both_agencies_of_laos_read_and_the_visited_one_answers(cast: SimpleNamespace, as_: As) -> None:
    visit, advice = reported_visit(cast, DAY, cast.officer_la)
    with as_(cast.coordinator_la2):
        assert Inspection.objects.visible_to(principal_of(cast.coordinator_la2)).get() == visit
    with pytest.raises(NotAllowed, match="another agency"):
        advise(cast.coordinator_la2, advice, "accept")
    advise(cast.coordinator_la, advice, "accept", on=days(4))
    with pytest.raises(NotAllowed, match="another agency"):
        step(cast.coordinator_la2, visit, "answer", days(4), "We agree.")
    assert step(cast.supervisor_la, visit, "answer", days(4), "We agree.").state == "answered"


def test_days_of_a_visit_never_run_backwards(cast: SimpleNamespace) -> None:
    visit = planned_visit(cast, DAY)
    with pytest.raises(Refused, match="lies before"):
        step(cast.desk_supervision, visit, "carry_out", days(-1))
    visit = step(cast.desk_supervision, visit, "carry_out", days(2))
    desk = principal_of(cast.desk_supervision)
    with pytest.raises(Refused, match="not possible"):
        step(cast.desk_supervision, visit, "close", days(3))
    assert desk.holds("supervision.inspect")


def test_nothing_happens_in_the_future(cast: SimpleNamespace, as_: As) -> None:
    visit, desk = planned_visit(cast, DAY), principal_of(cast.desk_supervision)
    from coordination.supervision.inspecting import step_inspection

    with as_(cast.desk_supervision), clock.at(noon(DAY)), pytest.raises(Refused, match="future"):
        step_inspection(principal=desk, inspection=visit, name="carry_out", on=days(1), version=1)


def test_a_report_has_words_and_a_finding(cast: SimpleNamespace) -> None:
    visit = step(cast.desk_supervision, planned_visit(cast, DAY), "carry_out", days(1))
    with pytest.raises(Refused, match="at least one finding"):
        step(cast.desk_supervision, visit, "report", days(2), "All well")
    other, _advice = made_visit(cast, DAY)
    with pytest.raises(Refused, match="Write the report"):
        step(cast.desk_supervision, other, "report", days(2))


def test_an_answer_decides_on_everything_and_a_closed_visit_leaves_nothing_open(cast: SimpleNamespace) -> None:
    visit, advice = reported_visit(cast, DAY)
    with pytest.raises(Refused, match="Accept or reject"):
        step(cast.supervisor_th, visit, "answer", days(4), "We agree.")
    advise(cast.supervisor_th, advice, "accept", on=days(4))
    with pytest.raises(Refused, match="Write the answer"):
        step(cast.supervisor_th, visit, "answer", days(4))
    visit = step(cast.supervisor_th, visit, "answer", days(4), "We agree.")
    with pytest.raises(Refused, match="rejected or verified"):
        step(cast.desk_supervision, visit, "close", days(5))


def test_findings_and_recommendations_need_a_visit_that_was_made(cast: SimpleNamespace, as_: As) -> None:
    visit, desk = planned_visit(cast, DAY), principal_of(cast.desk_supervision)
    with as_(cast.desk_supervision), pytest.raises(Refused, match="not made yet"):
        add_finding(principal=desk, inspection=visit, severity="minor", text="x")
    told, _advice = reported_visit(cast, DAY)
    with as_(cast.desk_supervision), pytest.raises(NotAllowed, match="reported"):
        add_finding(principal=desk, inspection=told, severity="minor", text="x")


@pytest.mark.parametrize("field", ["text", "agency", "due_on", "finding"])
def test_what_a_recommendation_needs(cast: SimpleNamespace, as_: As, field: str) -> None:
    visit, first = made_visit(cast, DAY)
    other, _advice = made_visit(cast, DAY)
    desk, agency = principal_of(cast.desk_supervision), visit.agency
    with as_(cast.desk_supervision), clock.at(noon(days(2))):
        foreign = Finding.objects.get(inspection=other)
        wrong = {
            "text": Advice(" ", agency, days(30)),
            "agency": Advice("x", cast.officer_kh.organisation, days(30)),
            "due_on": Advice("x", agency, days(1)),
            "finding": Advice("x", agency, days(30), foreign),
        }
        with pytest.raises(Refused) as refused:
            add_recommendation(principal=desk, inspection=visit, advice=wrong[field])
        assert set(refused.value.message_dict) == {field}
        second = add_recommendation(principal=desk, inspection=visit, advice=Advice("x", agency, days(30)))
    assert (first.number, second.number) == (1, 2)


STEP = """INSERT INTO coordination_inspectionstep (id, created_at, inspection_id, name, state, "on", words, taken_by_id)
    VALUES (gen_random_uuid(), now(), %s, %s, %s, now(), '', %s)"""


def test_the_database_lets_a_country_answer_and_nothing_else(cast: SimpleNamespace, as_: As) -> None:
    visit, advice = reported_visit(cast, DAY)
    user = cast.supervisor_th
    change = "UPDATE coordination_inspection SET {} WHERE id = %s"
    with as_(user), pytest.raises(DatabaseError, match="row-level security"):
        write(change.format("state = 'closed'"), visit.pk)
    with as_(user), pytest.raises(DatabaseError, match="row-level security"):
        write(STEP, visit.pk, "close", "closed", user.pk)
    with as_(user), pytest.raises(DatabaseError, match="row-level security"):
        write("UPDATE coordination_recommendation SET state = 'verified' WHERE id = %s", advice.pk)
    with as_(user):
        assert write("UPDATE coordination_finding SET text = 'nothing' WHERE inspection_id = %s", visit.pk) == 0
    for outsider in (cast.supervisor_kh, cast.officer_th):
        with as_(outsider):
            assert write(change.format("state = 'answered'"), visit.pk) == 0
            assert write("UPDATE coordination_recommendation SET state = 'accepted' WHERE id = %s", advice.pk) == 0
    with as_(user):
        assert write(change.format("state = 'answered'"), visit.pk) == 1
        assert write("UPDATE coordination_recommendation SET state = 'accepted' WHERE id = %s", advice.pk) == 1


def test_steps_are_only_added(cast: SimpleNamespace, as_: As) -> None:
    reported_visit(cast, DAY)
    for table in ("coordination_inspectionstep", "coordination_recommendationstep"):
        for statement in (f"UPDATE {table} SET words = 'x'", f"DELETE FROM {table}"):
            with as_(cast.desk_supervision), pytest.raises(DatabaseError, match="permission denied"):
                write(statement)


def test_an_agency_writes_its_answer_and_nothing_else_of_a_visit(cast: SimpleNamespace, as_: As) -> None:
    """Behind the first wall: LMLECC's words and days stay, whatever the agency that was visited sends."""
    reported_visit(cast, DAY)
    told = "UPDATE coordination_inspection SET state = 'answered', answer = 'yes', version = version + 1"
    with as_(cast.coordinator_th):
        for change in ("summary = 'all is well'", "purpose = 'x'", "ends_on = ends_on + 1"):
            with pytest.raises(DatabaseError, match="only state, answer, version"):
                write(f"{told}, {change}")
        assert write(told) == 1
    with as_(cast.desk_supervision):
        assert write("UPDATE coordination_inspection SET summary = 'in short'") == 1


def test_an_agency_steps_a_recommendation_and_does_not_rewrite_it(cast: SimpleNamespace, as_: As) -> None:
    _visit, advice = reported_visit(cast, DAY)
    accepts = "UPDATE coordination_recommendation SET state = 'accepted', version = version + 1"
    with as_(cast.coordinator_th):
        for change in ("text = 'nothing'", "due_on = due_on + 90"):
            with pytest.raises(DatabaseError, match="only state, version"):
                write(f"{accepts}, {change}")
        assert write(accepts) == 1
    with as_(cast.desk_supervision):
        assert write("UPDATE coordination_recommendation SET due_on = due_on + 7") == 1
    advise(cast.coordinator_th, advice, "implement", "A book is kept.")
    with as_(cast.coordinator_th):
        assert write(accepts) == 0
    advise(cast.desk_supervision, advice, "verify")
    with as_(cast.coordinator_th):
        assert write(accepts) == 0
