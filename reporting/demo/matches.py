"""Matches between countries: found, told of step by step, agreed on, and what turns out not to be the same."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from coordination.deconfliction.actions import (
    release_record,
    reveal_match,
    set_aside,
    take_back,
    tell_fields,
    tell_type,
)
from coordination.deconfliction.concluding import agree_outcome, propose_outcome
from coordination.deconfliction.models import Match, MatchSide
from coordination.deconfliction.probing import Question, ask, note_probes
from operation.access.principal import Principal
from reporting.demo.cast import Cast, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]


def matches(cast: Cast) -> Iterator[Entry]:
    """What coordinators do about the matches of which the stories tell, and about numbers of which they ask."""
    for told in content("matches")["match"]:
        for step in told["steps"]:
            yield cast.entry(step["at"], role("coordinator", step["side"]), partial(_step, cast, told, step))
    for told in content("matches")["probe"]:
        yield cast.entry(told["at"], role("coordinator", told["by"]), partial(_ask, told))
    for told in content("matches")["noted"]:
        yield cast.entry(told["at"], role("coordinator", told["by"]), _note)


def _step(cast: Cast, told: Told, step: Told, principal: Principal) -> None:
    mine, other = told["one"], told["other"]
    if cast.records[mine].originator_id != principal.organisation_id:
        mine, other = other, mine
    side = _side(cast, principal, mine, other)
    PARTS[step["name"]](principal, side, step)


def _side(cast: Cast, principal: Principal, mine: str, other: str) -> MatchSide:
    """The own side of the match of two records. Raises DoesNotExist where they have not met.

    Whose record the other one is says which match it is; where the other side may not be named there is one alone.
    """
    sides = MatchSide.objects.visible_to(principal).filter(record_id=cast.records[mine].pk)
    beyond = cast.records[other].originator_id
    named = {one.pk for one in Match.objects.visible_to(principal) if beyond in (one.one_id, one.other_id)}
    known = [side for side in sides if side.match_id in named] or list(sides)
    if not known:
        raise MatchSide.DoesNotExist(f"«{mine}» and «{other}» have not met")
    return known[0]


def _match(principal: Principal, side: MatchSide) -> Match:
    found: Match = Match.objects.visible_to(principal).get(pk=side.match_id)
    return found


def _reveal(principal: Principal, side: MatchSide, step: Told) -> None:
    reveal_match(principal=principal, side=side, reason=step["words"])


def _aside(principal: Principal, side: MatchSide, _step: Told) -> None:
    set_aside(principal=principal, side=side)


def _type(principal: Principal, side: MatchSide, step: Told) -> None:
    tell_type(principal=principal, match=_match(principal, side), reason=step["words"])


def _fields(principal: Principal, side: MatchSide, step: Told) -> None:
    tell_fields(principal=principal, match=_match(principal, side), fields=step["fields"], reason=step["words"])


def _record(principal: Principal, side: MatchSide, step: Told) -> None:
    release_record(principal=principal, match=_match(principal, side), reason=step["words"])


def _back(principal: Principal, side: MatchSide, step: Told) -> None:
    take_back(principal=principal, match=_match(principal, side), reason=step["words"])


def _propose(principal: Principal, side: MatchSide, step: Told) -> None:
    match = _match(principal, side)
    words = step.get("words", "")
    propose_outcome(principal=principal, match=match, outcome=step["outcome"], words=words, version=match.version)


def _agree(principal: Principal, side: MatchSide, _step: Told) -> None:
    match = _match(principal, side)
    agree_outcome(principal=principal, match=match, version=match.version)


PARTS: Mapping[str, Callable[[Principal, MatchSide, Told], None]] = {
    "reveal": _reveal,
    "aside": _aside,
    "type": _type,
    "fields": _fields,
    "record": _record,
    "take back": _back,
    "propose": _propose,
    "agree": _agree,
}


def _ask(told: Told, principal: Principal) -> None:
    ask(principal=principal, question=Question(told["kind"], told["text"], told.get("country", ""), told["reason"]))


def _note(principal: Principal) -> None:
    note_probes(principal=principal)
