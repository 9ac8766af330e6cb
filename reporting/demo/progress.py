"""How the action plan went: actions that LMLECC added, moved and dropped, and what the countries told of each."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from operation.access.principal import Principal
from operation.people.models import Country
from operation.plan.models import LineOfEffort, OperationalAction
from operation.plan.progress.actions import (
    ActionDraft,
    ReportDraft,
    add_action,
    amend_action,
    drop_action,
    report_progress,
)
from reporting.demo.cast import Cast, moment, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
DESK = "desk.supervision"


def progress(cast: Cast) -> Iterator[Entry]:
    """The supervision desk writes the plan; the countries that lead an action report on it."""
    for told in content("progress")["action"]:
        yield cast.entry(told["added"], DESK, partial(_add, cast, told))
        for report in told.get("reports", ()):
            yield cast.entry(report["on"], role("coordinator", report["by"]), partial(_report, told, report))
        for moved in told.get("moved", ()):
            yield cast.entry(moved["on"], DESK, partial(_move, told, moved))
        if "dropped" in told:
            yield cast.entry(told["dropped"], DESK, partial(_drop, told))
    for told in content("progress")["report"]:
        yield cast.entry(told["on"], role("coordinator", told["by"]), partial(_report, told, told))


def _draft(told: Told, due_on: Any) -> ActionDraft:
    countries = {country.code: country for country in Country.objects.all()}
    return ActionDraft(
        title=told["title"],
        leader=countries[told["leader"]],
        due_on=due_on,
        kpi=told.get("kpi", ""),
        co_leaders=[countries[code] for code in told.get("co_leaders", ())],
        participants=[countries[code] for code in told.get("participants", ())],
    )


def _add(cast: Cast, told: Told, principal: Principal) -> None:
    line = LineOfEffort.objects.get(operation=cast.operation, number=told["line"])
    draft = _draft(told, told["due_on"])
    add_action(principal=principal, line=line, draft=draft, synthetic=True)


def _action(told: Told, principal: Principal) -> OperationalAction:
    """An action of the demonstration, by its title: from its plan, from a decision, or added."""
    return OperationalAction.objects.visible_to(principal).get(title=told["title"], is_synthetic=True)


def _report(told: Told, report: Told, principal: Principal) -> None:
    action = _action(told, principal)
    draft = ReportDraft(
        moment(report["on"]).date(), report.get("status", "under_way"), report["words"], report.get("percent")
    )
    report_progress(principal=principal, action=action, draft=draft, version=action.version, synthetic=True)


def _move(told: Told, moved: Told, principal: Principal) -> None:
    action = _action(told, principal)
    draft = _draft(told, moved["due_on"])
    amend_action(principal=principal, action=action, draft=draft, reason=moved["reason"], version=action.version)


def _drop(told: Told, principal: Principal) -> None:
    action = _action(told, principal)
    drop_action(principal=principal, action=action, reason=told["reason"], version=action.version)
