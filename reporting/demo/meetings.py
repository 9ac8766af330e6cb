"""Meetings of the demonstration: called, held, minuted, agreed on by the countries, and what their decisions became."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from coordination.meetings.actions import (
    answer_minutes,
    call_meeting,
    make_action,
    set_agenda,
    set_attendance,
    set_decision,
    take_step,
    write_minutes,
)
from coordination.meetings.models import Decision, Minutes
from operation.access.principal import Principal
from operation.people.models import Country
from operation.plan.models import LineOfEffort
from reporting.demo.cast import Cast, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
DESK = "desk.communication"


def meetings(cast: Cast) -> Iterator[Entry]:
    """The communication desk calls and minutes them, coordinators answer."""
    for told in content("meetings")["meeting"]:
        yield cast.entry(told["called_at"], DESK, partial(_call, cast, told))
        if "held_at" in told:
            yield cast.entry(told["held_at"], DESK, partial(_minute, cast, told))
        for step in told.get("steps", ()):
            yield cast.entry(step["at"], DESK, partial(_step, cast, told["key"], step))
        for voice in told.get("voices", ()):
            yield cast.entry(voice["at"], role("coordinator", voice["by"]), partial(_answer, cast, told, voice))
        for made in told.get("actions", ()):
            yield cast.entry(made["at"], DESK, partial(_make, cast, told["key"], made))


def _call(cast: Cast, told: Told, principal: Principal) -> None:
    draft = {name: told[name] for name in ("title", "place", "starts_on", "ends_on", "for_partners") if name in told}
    made = call_meeting(principal=principal, operation=cast.operation, draft=draft, synthetic=True)
    cast.made[told["key"]] = made
    points = [(title, cast.organisations[key].pk if key else None) for title, key in told["agenda"]]
    set_agenda(principal=principal, meeting=made, points=points, version=_minutes(principal, made).version)


def _minute(cast: Cast, told: Told, principal: Principal) -> None:
    meeting = cast.again(principal, told["key"])
    numbers = {cast.organisations[key].pk: number for key, number in told["present"].items()}
    set_attendance(principal=principal, meeting=meeting, numbers=numbers, version=_minutes(principal, meeting).version)
    write_minutes(
        principal=principal, meeting=meeting, text=told["minutes"], version=_minutes(principal, meeting).version
    )
    for one in told["decisions"]:
        draft = {
            "text": one["text"],
            "agreed_by": one["agreed_by"],
            "leader": Country.objects.get(code=one["leader"]) if "leader" in one else None,
            "due_on": one.get("due_on"),
        }
        version = _minutes(principal, meeting).version
        set_decision(principal=principal, meeting=meeting, decision=None, draft=draft, version=version)


def _step(cast: Cast, key: str, step: Told, principal: Principal) -> None:
    meeting = cast.again(principal, key)
    version = _minutes(principal, meeting).version
    take_step(principal=principal, meeting=meeting, name=step["name"], version=version, answer_by=step.get("answer_by"))


def _answer(cast: Cast, told: Told, voice: Told, principal: Principal) -> None:
    minutes = _minutes(principal, cast.again(principal, told["key"]))
    answer_minutes(principal=principal, minutes=minutes, answer=voice["answer"], words=voice.get("words", ""))


def _make(cast: Cast, key: str, made: Told, principal: Principal) -> None:
    """A decision that became an action of the plan."""
    minutes = _minutes(principal, cast.again(principal, key))
    decision = (
        Decision.objects.visible_to(principal)
        .select_related("minutes__meeting")
        .get(minutes=minutes, position=made["decision"])
    )
    line = LineOfEffort.objects.get(operation=cast.operation, number=made["line"])
    make_action(
        principal=principal,
        decision=decision,
        line=line,
        title=made["title"],
        leader=decision.leader,
        due_on=made["due_on"],
        synthetic=True,
    )


def _minutes(principal: Principal, meeting: Any) -> Minutes:
    found: Minutes = Minutes.objects.visible_to(principal).get(meeting=meeting)
    return found
