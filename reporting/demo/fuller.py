"""Five months of every other type of record: enough of each for its figures, and every state that it can come to.

A type whose records nobody invents in others.py, or of which FILL says no number, or whose step needs something unknown
here, fails the tests.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from operation.access.roles import PERMISSIONS
from operation.cases.drafts import NameDraft
from operation.cases.names import NameKind
from operation.cases.records.rescue_appeal import ClosingReason
from operation.cases.registry import RecordType, all_types
from operation.kernel.transitions import StateTable, Transition
from reporting.demo.agenda import Agenda, office_day
from reporting.demo.chance import Dice, divide
from reporting.demo.names import Namer
from reporting.demo.others import KINDS, invented
from reporting.demo.script import Course, Life, Sharing
from reporting.demo.vocabulary import MEMBERS, Agency, places

FILL: Mapping[str, int] = {
    "investigations": 196,
    "sites": 63,
    "rescue-appeals": 56,
    "firearms": 210,
    "ammunition-lots": 49,
    "firearm-parts": 35,
    "border-activities": 266,
    "prevention-activities": 91,
    "stop-payments": 140,
    "fraud-reports": 126,
    "intelligence-reports": 98,
}
"""How many records of a type, all agencies together."""

SHARES = {"TH": 22, "CN": 20, "VN": 17, "KH": 15, "MM": 12, "LA": 9, "LA2": 5}
NUMBERS_FROM = 80_000
CALM = {"danger_to_life": False}
"""Nobody is left in danger for months."""

CLEARED = "clear"
FOR_INQUIRIES = "For your own inquiries"
Way = tuple[Transition, ...]
Given = Callable[[Mapping[str, Any], Agency, Dice], Any]


def fuller(agenda: Agenda, share: float, namer: Namer, seed: int) -> Iterator[Life]:
    """The records of one agency, `share` of what FILL says; each type goes all its ways in turn."""
    dice, key = Dice.of(seed, agenda.agency.key, "fuller"), agenda.agency.key
    for record_type in all_types():
        if record_type.slug in KINDS:
            numbers = divide(round(FILL[record_type.slug] * share), SHARES)
            ends = ways(record_type.states)
            before = sum(number for other, number in numbers.items() if other < key)
            for number in range(numbers[key]):
                way = ends[(before + number) % len(ends)]
                yield _life(agenda, record_type, number + 1, way, namer, dice)


def ways(states: StateTable) -> list[Way]:
    """The shortest way to every state that people can bring a record to, the first one of no step at all."""
    found: dict[str, Way] = {states.initial: ()}
    waiting = deque([states.initial])
    while waiting:
        state = waiting.popleft()
        for step in states.from_state(state):
            if step.target not in found and PERMISSIONS[step.permission]:
                found[step.target] = (*found[state], step)
                waiting.append(step.target)
    return list(found.values())


def _life(agenda: Agenda, record_type: RecordType, number: int, way: Way, namer: Namer, dice: Dice) -> Life:
    agency = agenda.agency
    day = agenda.search(dice.choices(range(len(agenda.weeks)), agenda.weights)[0], dice)
    given = invented(record_type, agency, day, NUMBERS_FROM + number, dice)
    if not way or way[-1].target not in record_type.states.closed:
        given |= CALM
    life = Life(
        key=f"{agency.key}-{record_type.code}-F{number}",
        slug=record_type.slug,
        agency=agency.key,
        opened=agenda.session(day),
        values={name: given[name] for name in record_type.form_fields if name in given},
        names=_names(record_type, agency, given, number, namer, dice),
        verifiable=dice.happens(0.5),
    )
    course = Course(agenda, life, day)
    for step in way:
        on = office_day(course.day + timedelta(weeks=dice.randint(1, 2)))
        course.step(step.name, on, **_needs(step, life.values, agency, dice))
    if life.steps and life.steps[-1].name == CLEARED:
        neighbours = [key for key in MEMBERS if key != agency.country]
        life.sharings.append(Sharing(life.last_session, tuple(dice.some(neighbours, 1, 3)), FOR_INQUIRIES))
    return life


def _names(
    record_type: RecordType, agency: Agency, given: Mapping[str, Any], number: int, namer: Namer, dice: Dice
) -> tuple[NameDraft, ...]:
    if record_type.names is None:
        return ()
    if "sex" in given:
        return namer.person(agency.country, given["sex"], dice)
    place = dice.choice(places(agency.country)).name
    return NameDraft(f"{place} {number + 10}"), NameDraft(f"Sample site {agency.key} {number + 10}", NameKind.ALIAS)


def _needs(step: Transition, known: Mapping[str, Any], agency: Agency, dice: Dice) -> dict[str, Any]:
    return {name: NEEDS[name](known, agency, dice) for name in step.needs if name not in IN_THE_RECORD}


def _part_of(name: str) -> Given:
    """Of a sum that was asked for a part is there, of that part most is given back."""

    def part(known: Mapping[str, Any], _agency: Agency, dice: Dice) -> Decimal:
        return Decimal(int(known[name] * Decimal(dice.choice((25, 50, 75))) / 100))

    return part


def _neighbour(_known: Mapping[str, Any], agency: Agency, dice: Dice) -> str:
    return dice.choice([code for code in MEMBERS if code != agency.country])


def _closing(_known: Mapping[str, Any], _agency: Agency, dice: Dice) -> str:
    return dice.choice(list(ClosingReason)).value


def _traced(_known: Mapping[str, Any], _agency: Agency, dice: Dice) -> str:
    return dice.choice(("Sample: last legal holder not named", "Sample: lost from a depot", "Sample: exported in 1998"))


NEEDS: Mapping[str, Given] = {
    "asked_country": _neighbour,
    "traced_to": _traced,
    "closing_reason": _closing,
    "intercepted": _part_of("amount"),
    "returned": lambda known, _agency, _dice: Decimal(int(known["amount"] / 5)),
}
"""What a step needs beside its day, by field."""

IN_THE_RECORD = frozenset({"source_evaluation", "information_evaluation"})
"""What a step needs and the record proposes by itself."""
