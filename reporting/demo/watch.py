"""What desks do twice a week: calls for help are taken, and matches by name are looked at until both sides agree."""

from collections.abc import Iterator
from datetime import date, timedelta

from coordination.deconfliction.actions import tell_type
from coordination.deconfliction.concluding import agree_outcome, propose_outcome
from coordination.deconfliction.models import FoundBy, Match, MatchState, Outcome
from coordination.requests.calls import open_calls, take_call
from operation.access.principal import Principal
from operation.kernel import clock
from reporting.demo.cast import Cast, role
from reporting.demo.diary import Entry
from reporting.demo.machine import DAY, FIRST, MONDAY, THURSDAY

NINE, TWO = 9, 14
TAKES_CALLS = "desk.communication"
AGENCIES = ("KH", "CN", "LA", "LA2", "MM", "TH", "VN")
RESTS = timedelta(days=6)
"""How long a match lies before somebody comes to it."""

BORN = "born"
SAME = (Outcome.PROCEED, Outcome.JOINT, Outcome.PROCEED, Outcome.HAND_OVER)
WHY = "The name sounds alike (sample)"


def watch(cast: Cast, today: date) -> Iterator[Entry]:
    """Calls on Mondays and Thursdays at nine, matches on Thursdays at two."""
    day = FIRST
    while day < today:
        if day.weekday() in (MONDAY, THURSDAY):
            yield cast.entry(day, TAKES_CALLS, _take_calls, hour=NINE)
        if day.weekday() == THURSDAY:
            for key in AGENCIES:
                yield cast.entry(day, role("coordinator", key), _look_at_matches, hour=TWO)
        day += DAY


def _take_calls(principal: Principal) -> None:
    for call in list(open_calls(principal)):
        take_call(principal=principal, call=call)


def _look_at_matches(principal: Principal) -> None:
    """The one side tells what it has and proposes; the other agrees when it comes to it."""
    seen = Match.objects.visible_to(principal).filter(found_by=FoundBy.NAME).select_related("one", "other")
    waiting = seen.filter(created_at__lte=clock.now() - RESTS).order_by("created_at", "pk")
    for number, match in enumerate(waiting.filter(state=MatchState.FOUND, one_id=principal.organisation_id)):
        if match.is_known:
            _propose(principal, match, SAME[number % len(SAME)] if BORN in match.kinds else Outcome.NOT_SAME)
    for match in waiting.filter(state=MatchState.IN_DIALOGUE, other_id=principal.organisation_id).exclude(proposed=""):
        if match.proposed_by_id != principal.organisation_id:
            agree_outcome(principal=principal, match=match, version=match.version)


def _propose(principal: Principal, match: Match, outcome: str) -> None:
    told = tell_type(principal=principal, match=match, reason=WHY)
    propose_outcome(principal=principal, match=told, outcome=outcome, words=WHY, version=told.version)
