"""Intelligence in the stories: a version without its source, receipts, what it was good for, and that this was seen."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from coordination.exchange.actions import (
    SanitisedDraft,
    acknowledge_report,
    give_feedback,
    note_feedback,
    sanitise_report,
)
from operation.access.principal import Principal
from operation.cases.actions import take_steps
from operation.cases.drafts import StepDraft
from operation.cases.registry import type_of
from operation.cases.sharing import release_records
from reporting.demo.cast import Cast, moment, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
STEPS = ("submit", "grade")


def exchange(cast: Cast) -> Iterator[Entry]:
    """What originators and recipients do with the reports of cases.toml."""
    for told in content("exchange")["sanitised"]:
        coordinator = role("coordinator", told["by"])
        yield cast.entry(told["at"], role("officer", told["by"]), partial(_sanitise, cast, told))
        yield cast.entry(told["graded_at"], coordinator, partial(_grade, cast, told))
        yield cast.entry(told["released_at"], coordinator, partial(_release, cast, told))
    for told in content("exchange")["receipt"]:
        yield receipt(cast, told)
    for told in content("exchange")["feedback"]:
        yield feedback(cast, told)
    for told in content("exchange")["noted"]:
        yield cast.entry(told["at"], told["by"], partial(_note, cast, told))


def receipt(cast: Cast, told: Told) -> Entry:
    """That somebody has a report, as data/exchange.toml has it."""
    return cast.entry(told["at"], told["by"], partial(_acknowledge, cast, told))


def feedback(cast: Cast, told: Told) -> Entry:
    """What somebody says of a report, as data/exchange.toml has it."""
    return cast.entry(told["at"], told["by"], partial(_feed_back, cast, told))


def _sanitise(cast: Cast, told: Told, principal: Principal) -> None:
    report = cast.record(principal, told["report"])
    draft = SanitisedDraft(told["title"], told["text"], told["tlp"], told["handling_code"])
    cast.records[told["key"]] = sanitise_report(principal=principal, report=report, draft=draft)


def _grade(cast: Cast, told: Told, principal: Principal) -> None:
    for name in STEPS:
        report = cast.record(principal, told["key"])
        step = type_of(report).states.named(name)
        assert step is not None
        day = StepDraft(moment(told["graded_at"]).date())
        take_steps(principal=principal, records=[report], step=step, drafts=[day])


def _release(cast: Cast, told: Told, principal: Principal) -> None:
    report, to = cast.record(principal, told["key"]), [cast.organisations[key] for key in told["to"]]
    release_records(principal=principal, records=[report], to=to, purpose=told["purpose"])


def _acknowledge(cast: Cast, told: Told, principal: Principal) -> None:
    acknowledge_report(principal=principal, report=cast.record(principal, told["report"]))


def _feed_back(cast: Cast, told: Told, principal: Principal) -> None:
    report = cast.record(principal, told["report"])
    give_feedback(principal=principal, report=report, verdict=told["verdict"], words=told["words"])


def _note(cast: Cast, told: Told, principal: Principal) -> None:
    note_feedback(principal=principal, report=cast.record(principal, told["report"]))
