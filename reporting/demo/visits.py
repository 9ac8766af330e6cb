"""Inspection visits of the demonstration: planned, made, reported, answered, closed; what became of each advice."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

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
from operation.access.principal import Principal
from reporting.demo.cast import Cast, moment
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
DESK = "desk.supervision"
BY_AGENCY = ("answer",)
ADVICE_BY_AGENCY = ("accept", "reject", "implement")


def visits(cast: Cast) -> Iterator[Entry]:
    """The supervision desk visits and verifies, the coordinator of the agency answers; each on its day."""
    for told in content("visits")["visit"]:
        yield cast.entry(told["planned_on"], DESK, partial(_plan, cast, told))
        for step in told.get("steps", ()):
            who = told["country"] if step["name"] in BY_AGENCY else DESK
            yield cast.entry(step["on"], who, partial(_step, cast, told, step), hour=12)
        for step in told.get("advice", ()):
            who = told["country"] if step["name"] in ADVICE_BY_AGENCY else DESK
            yield cast.entry(step["on"], who, partial(_advise, cast, told["key"], step))


def _plan(cast: Cast, told: Told, principal: Principal) -> None:
    agency = cast.organisations[told["agency"]]
    draft = VisitDraft(agency, told["purpose"], told["starts_on"], told["ends_on"], told["team"])
    cast.made[told["key"]] = plan_inspection(principal=principal, operation=cast.operation, draft=draft, synthetic=True)


def _step(cast: Cast, told: Told, step: Told, principal: Principal) -> None:
    visit: Inspection = cast.again(principal, told["key"])
    visit = step_inspection(
        principal=principal,
        inspection=visit,
        name=step["name"],
        on=moment(step["on"]).date(),
        version=visit.version,
        words=step.get("words", ""),
    )
    if step["name"] == "carry_out":
        _find(principal, visit, told)


def _find(principal: Principal, visit: Inspection, told: Told) -> None:
    """What the team wrote down on its last day."""
    found = [add_finding(principal=principal, inspection=visit, **finding) for finding in told["finding"]]
    for wanted in told.get("recommendation", ()):
        advice = Advice(wanted["text"], visit.agency, wanted["due_on"], found[wanted["finding"] - 1])
        add_recommendation(principal=principal, inspection=visit, advice=advice)


def _advise(cast: Cast, key: str, step: Told, principal: Principal) -> None:
    rows = Recommendation.objects.visible_to(principal).filter(inspection=cast.made[key], number__in=step["numbers"])
    wanted = list(rows.select_related("inspection").order_by("number"))
    step_recommendations(
        principal=principal,
        recommendations=wanted,
        name=step["name"],
        versions=[one.version for one in wanted],
        words=step.get("words", ""),
    )
