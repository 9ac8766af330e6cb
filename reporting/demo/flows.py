"""Removals by chance: foreigners in custody whom their own country asks for, in groups, across a border."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from operation.access.handling import TLP, HandlingCode
from reporting.demo.agenda import DAY, Agenda
from reporting.demo.cases import release
from reporting.demo.cast import Cast, moment, role
from reporting.demo.chance import Dice
from reporting.demo.diary import Entry
from reporting.demo.removals import removal
from reporting.demo.script import Life
from reporting.demo.vocabulary import MEMBERS

MOST = 8
ROUNDS = 3
"""Groups that one country asks another for, at most."""

PURPOSE = "Removal of wanted persons"
LOOSE = frozenset({HandlingCode.H0, HandlingCode.H1})
WIDE = frozenset({TLP.AMBER, TLP.GREEN})
GATES: Mapping[frozenset[str], str] = {
    frozenset({"CN", "MM"}): "Muse – Ruili",
    frozenset({"CN", "LA"}): "Boten – Mohan",
    frozenset({"CN", "VN"}): "Lao Cai – Hekou",
    frozenset({"KH", "TH"}): "Poipet – Aranyaprathet",
    frozenset({"KH", "VN"}): "Bavet – Moc Bai",
    frozenset({"LA", "TH"}): "Nong Khai – Vientiane",
    frozenset({"MM", "TH"}): "Myawaddy – Mae Sot",
}
BY_AIR = "Airport of the capital"
ZONE = "Asia/Shanghai"


def flows(cast: Cast, lives: Sequence[Life], agendas: Mapping[str, Agenda], seed: int) -> Iterator[Entry]:
    """Of every pair of countries the suspects of the script with whom nothing else happens any more."""
    dice = Dice.of(seed, "flows")
    for (held_by, wanted_by), waiting in sorted(_waiting(lives).items()):
        waiting.sort(key=lambda life: (_rests_from(life), life.key))
        for number in range(ROUNDS):
            group = waiting[number * MOST : (number + 1) * MOST]
            if group:
                begins = max(agendas[held_by].entry(_rests_from(life)) for life in group)
                yield from _group(cast, held_by, wanted_by, group, begins.date(), dice)


def _waiting(lives: Sequence[Life]) -> dict[tuple[str, str], list[Life]]:
    found: dict[tuple[str, str], list[Life]] = defaultdict(list)
    for life in lives:
        if life.slug == "suspects" and life.steps and life.steps[-1].name == "detain" and _is_open(life):
            [nationality] = life.values["nationalities"]
            if nationality in MEMBERS and nationality != life.agency[:2]:
                found[life.agency, nationality].append(life)
    return found


def _is_open(life: Life) -> bool:
    """Nothing in its marks or its age keeps the record from the other country."""
    marked = life.values["tlp"] in WIDE and life.values["handling_code"] in LOOSE
    return marked and not life.values.get("treated_as_child") and life.values.get("coercion") != "possible"


def _rests_from(life: Life) -> int:
    """The session after which the script does nothing with a record."""
    return max(life.last_session, life.verified_in or 0, *(sharing.session for sharing in life.sharings))


def _group(
    cast: Cast, held_by: str, wanted_by: str, group: Sequence[Life], begins: date, dice: Dice
) -> Iterator[Entry]:
    day = begins + DAY * dice.randint(2, 6)
    told = {"to": [wanted_by], "purpose": PURPOSE}
    for life in group:
        yield cast.entry(day, role("coordinator", held_by), partial(release, cast, life.key, told))
    yield from removal(cast, _invented(held_by, wanted_by, group, day + DAY, dice))


def _invented(held_by: str, wanted_by: str, group: Sequence[Life], day: date, dice: Dice) -> dict[str, Any]:
    """A removal as data/removals.toml would have it."""
    return {
        "key": f"flow {held_by} {wanted_by} {group[0].key}",
        "from": wanted_by,
        "to": held_by,
        "drafted": day,
        "pathway": dice.weighted({"deportation": 55, "police_handover": 35, "extradition": 10}),
        "request": "Nationals of ours who were arrested in searches (sample).",
        "legal_basis": "Agreement of the six countries on hand-over (sample)",
        "persons": [life.key for life in group],
        "steps": list(_steps(held_by, wanted_by, day, dice)),
    }


def _steps(held_by: str, wanted_by: str, day: date, dice: Dice) -> Iterator[dict[str, Any]]:
    yield {"name": "send", "at": _at(day, 11)}
    day += DAY * dice.randint(1, 3)
    for minutes, name in enumerate(("acknowledge", "locate", "hold")):
        yield {"name": name, "at": _at(day, 10) + timedelta(minutes=minutes)}
    day += DAY * dice.randint(4, 20)
    yield {"name": "decide", "at": _at(day, 10), "words": "Granted (sample)."}
    escort = [["escort", "Escort of four (sample)", "Captain", "", "4"], ["document", "List of persons", "", "", "2"]]
    yield {"name": "prepare", "at": _at(day, 14), "items": escort}
    crosses = day + DAY * dice.randint(3, 12)
    gate = GATES.get(frozenset({held_by[:2], wanted_by[:2]}), BY_AIR)
    planned = {"crossing": gate, "planned": _at(crosses, 9), "zone": ZONE}
    yield {"name": "schedule", "at": _at(day + DAY, 10), **planned}
    yield {"name": "hand-over", "at": _at(crosses, 10)}
    yield {"name": "receive", "at": _at(crosses, 13)}
    yield {"name": "close", "at": _at(crosses + DAY, 10), "side": wanted_by}


def _at(day: date, hour: int) -> datetime:
    return moment(day, hour)
