"""Reports of the demonstration: one that was agreed and released, and the final evaluation, with the countries."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.clock import KUNMING
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.consultation.actions import approve, circulate, comment, take_step
from reporting.demo.diary import Entry
from reporting.demo.stage import CHANNEL
from reporting.demo.vocabulary import content
from reporting.drafting.actions import Plan, begin_report, save_section
from reporting.drafting.models import Report, Section

BEGUN, WRITTEN, CIRCULATED, ANSWERED, RELEASED = time(9), time(14), time(16), time(11), time(15)
People = Mapping[str, User]


def reports(operation: Operation, people: People) -> Iterator[Entry]:
    """Each in the order in which it came to be; sections are written on the day on which it was begun."""
    for told in content("written")["report"]:
        desk, director = principal_of(people["desk.communication"]), principal_of(people["director"])
        yield _entry(told["begun_on"], BEGUN, desk, partial(_begin, operation, desk, told))
        for section in told["section"]:
            by = principal_of(people[section["by"]])
            yield _entry(told["begun_on"], WRITTEN, by, partial(_write, by, told, section))
        yield _entry(told["circulated_on"], CIRCULATED, desk, partial(_circulate, desk, told))
        for said in told.get("comment", []):
            by = principal_of(people[said["by"]])
            yield _entry(said["on"], ANSWERED, by, partial(_comment, by, told, said))
        for given in told["approval"]:
            for name in given["by"]:
                by = principal_of(people[name])
                yield _entry(given["on"], ANSWERED, by, partial(_approve, by, told, given.get("note", "")))
        if "released_on" in told:
            second = principal_of(people["desk.supervision"])
            yield _entry(told["released_on"], ANSWERED, director, partial(_step, director, told, "propose"))
            yield _entry(told["released_on"], RELEASED, second, partial(_step, second, told, "confirm"))


def _entry(day: date, hour: time, principal: Principal, work: Callable[[], object]) -> Entry:
    moment = datetime.combine(day, hour, tzinfo=KUNMING)

    def run() -> None:
        with clock.at(moment), acting_as(principal, channel=CHANNEL):
            work()

    return Entry(moment, run)


def _begin(operation: Operation, desk: Principal, told: Mapping[str, Any]) -> None:
    plan = Plan(told["kind"], told["starts_on"], told["ends_on"], told["cutoff"])
    begin_report(principal=desk, operation=operation, plan=plan, synthetic=True)


def _report(principal: Principal, told: Mapping[str, Any]) -> Report:
    seen = Report.objects.visible_to(principal).filter(is_synthetic=True, starts_on=told["starts_on"])
    return seen.select_related("operation").get(kind=told["kind"])


def _write(principal: Principal, told: Mapping[str, Any], written: Mapping[str, Any]) -> None:
    """LMLECC's desks write common sections, the country its own; each in its own language."""
    seen = Section.objects.visible_to(principal).filter(report=_report(principal, told), key=written["key"])
    section = seen.select_related("report__operation", "organisation").get(country=written.get("country"))
    save_section(
        principal=principal,
        section=section,
        text=written["text"],
        language=written.get("language", "en"),
        for_observers=written.get("for_observers", False),
        base=section.version,
    )


def _circulate(desk: Principal, told: Mapping[str, Any]) -> None:
    report = _report(desk, told)
    circulate(principal=desk, report=report, days=told["days"], version=report.version)


def _comment(principal: Principal, told: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    report = _report(principal, told)
    round_ = report.rounds.get(number=report.round)
    place = round_.sections.get(key=said["key"]).position
    comment(principal=principal, report=report, position=place, text=said["text"])


def _approve(principal: Principal, told: Mapping[str, Any], note: str) -> None:
    report = _report(principal, told)
    answer = "noted" if note else "approved"
    approve(principal=principal, report=report, answer=answer, note=note, seen=report.round)


def _step(principal: Principal, told: Mapping[str, Any], name: str) -> None:
    report = _report(principal, told)
    take_step(principal=principal, report=report, name=name, version=report.version)
