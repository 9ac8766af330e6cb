"""Reports of the demonstration: one that was agreed and released, and the final evaluation, with the countries."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from operation.access.principal import Principal
from reporting.consultation.actions import approve, circulate, comment, take_step
from reporting.demo.cast import Cast
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content
from reporting.drafting.actions import Plan, begin_report, save_section
from reporting.drafting.models import Report, Section

BEGUN, WRITTEN, CIRCULATED, ANSWERED, RELEASED = 9, 14, 16, 11, 15
"""Hours in Kunming."""
DESK, DIRECTOR, SECOND = "desk.communication", "director", "desk.supervision"
Told = Mapping[str, Any]


def reports(cast: Cast) -> Iterator[Entry]:
    """Each in the order in which it came to be; sections are written on the day on which it was begun."""
    for told in content("written")["report"]:
        yield cast.entry(told["begun_on"], DESK, partial(_begin, cast, told), hour=BEGUN)
        for section in told["section"]:
            yield cast.entry(told["begun_on"], section["by"], partial(_write, told, section), hour=WRITTEN)
        yield cast.entry(told["circulated_on"], DESK, partial(_circulate, told), hour=CIRCULATED)
        for said in told.get("comment", ()):
            yield cast.entry(said["on"], said["by"], partial(_comment, told, said), hour=ANSWERED)
        for given in told["approval"]:
            for name in given["by"]:
                yield cast.entry(given["on"], name, partial(_approve, told, given.get("note", "")), hour=ANSWERED)
        if "released_on" in told:
            yield cast.entry(told["released_on"], DIRECTOR, partial(_step, told, "propose"), hour=ANSWERED)
            yield cast.entry(told["released_on"], SECOND, partial(_step, told, "confirm"), hour=RELEASED)


def _begin(cast: Cast, told: Told, desk: Principal) -> None:
    plan = Plan(told["kind"], told["starts_on"], told["ends_on"], told["cutoff"])
    begin_report(principal=desk, operation=cast.operation, plan=plan, synthetic=True)


def _report(principal: Principal, told: Told) -> Report:
    seen = Report.objects.visible_to(principal).filter(is_synthetic=True, starts_on=told["starts_on"])
    return seen.select_related("operation").get(kind=told["kind"])


def _write(told: Told, written: Told, principal: Principal) -> None:
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


def _circulate(told: Told, desk: Principal) -> None:
    report = _report(desk, told)
    circulate(principal=desk, report=report, days=told["days"], version=report.version)


def _comment(told: Told, said: Told, principal: Principal) -> None:
    report = _report(principal, told)
    round_ = report.rounds.get(number=report.round)
    place = round_.sections.get(key=said["key"]).position
    comment(principal=principal, report=report, position=place, text=said["text"])


def _approve(told: Told, note: str, principal: Principal) -> None:
    report = _report(principal, told)
    answer = "noted" if note else "approved"
    approve(principal=principal, report=report, answer=answer, note=note, seen=report.round)


def _step(told: Told, name: str, principal: Principal) -> None:
    report = _report(principal, told)
    take_step(principal=principal, report=report, name=name, version=report.version)
