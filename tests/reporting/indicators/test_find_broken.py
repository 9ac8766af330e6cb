"""The recount finds a ledger that is broken: each way of breaking it shows in one play, which is otherwise whole."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.events import RecordsDeleted
from reporting.indicators import ledger, once
from reporting.indicators import subscriptions as of_matches
from reporting.indicators.models import Source
from reporting.indicators.weeks import monday_of
from reporting.recounting.comparing import differences, kept
from reporting.recounting.histories import read_histories
from reporting.recounting.recount import recount
from reporting.returns import standing, steps
from reporting.returns import subscriptions as of_records
from tests.reporting.indicators.play import OPENING, Act, Play

Break = Callable[[pytest.MonkeyPatch], None]
PLAY: tuple[Act, ...] = (
    *OPENING,
    ("open_laborer", 0, 0, 2),
    ("open_laborer", 0, 0, 3),
    ("withdraw", 0, 0, 0),
    ("delete", 0, 0, 0),
)


def found(cast: SimpleNamespace) -> int:
    """How many differences there are, over all days of the play and now."""
    play = Play(cast)
    for act in PLAY:
        play.take(act)
    assert {"confirm", "transfer", "verify", "find_joint", "withdraw", "delete"} <= set(play.taken)
    histories = read_histories(play.operation)
    days = [*sorted(set(play.days)), None]
    return sum(
        len(differences(kept(play.operation, day), recount(play.operation, day, histories=histories))) for day in days
    )


def without_credits(patch: pytest.MonkeyPatch) -> None:
    shares = ledger._shares
    patch.setattr(
        ledger,
        "_shares",
        lambda record, scope: (one for one in shares(record, scope) if one[0].source != Source.CREDIT),
    )


def without_deletions(patch: pytest.MonkeyPatch) -> None:
    count = of_records._count
    patch.setattr(of_records, "_count", lambda event: None if isinstance(event, RecordsDeleted) else count(event))


def sunday_in_the_next_week(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledger, "monday_of", lambda day: monday_of(day + timedelta(days=1)))


def nothing_backed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "backed_since", lambda *_numbers: Decimal(0))


def matches_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(of_matches, "follow_records", lambda _records: None)


def returns_move_no_double(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(steps, "follow_cells", lambda *_cells: None)


def the_latest_stays(patch: pytest.MonkeyPatch) -> None:
    order = once._order

    def reversed_(claim: Any, in_force: Any) -> Any:
        rank, week, key = order(claim, in_force)
        return rank, -week.toordinal(), key

    patch.setattr(once, "_order", reversed_)


WAYS: tuple[Break, ...] = (
    without_credits,
    without_deletions,
    sunday_in_the_next_week,
    nothing_backed,
    matches_forgotten,
    returns_move_no_double,
    the_latest_stays,
)


def test_the_play_is_whole(cast: SimpleNamespace) -> None:
    assert found(cast) == 0


@pytest.mark.parametrize("broken", WAYS, ids=[way.__name__ for way in WAYS])
def test_broken_it_is_found(broken: Break, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    assert found(cast) > 0
