"""What the ledger keeps equals a recount from scratch, whatever happened in whichever order, at any cut-off."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination.deconfliction.clusters import pairs_known
from reporting.indicators.models import Source
from reporting.recounting.comparing import differences, kept
from reporting.recounting.histories import read_histories
from reporting.recounting.recount import FOREVER, LAST_DAY, Count, recount
from tests.reporting.indicators.play import ACTS, OPENING, Act, Play

NUMBER = st.integers(0, 11)
ACT = st.tuples(st.sampled_from(ACTS), NUMBER, NUMBER, NUMBER)
HISTORY = st.lists(ACT, min_size=6, max_size=24)
SHORT = st.lists(ACT, min_size=2, max_size=10)
BEGUN = st.integers(3, len(OPENING))
CUTS = st.lists(st.integers(0, 40), min_size=2, max_size=3)
AT_ONCE: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def hold(cast: SimpleNamespace, begun: int, acts: list[Act], cuts: list[int]) -> dict[str, int]:
    """Play a history and compare at some of its days, and now."""
    with undone():
        play = Play(cast)
        for act in (*OPENING[:begun], *acts):
            play.take(act)
        histories = read_histories(play.operation)
        for day in (*sorted({play.days[cut % len(play.days)] for cut in cuts}), None):
            counted = recount(play.operation, day, histories=histories)
            assert differences(kept(play.operation, day), counted) == [], day
        one_person_is_one(play, counted)
        return play.taken


def one_person_is_one(play: Play, counted: Count) -> None:
    """By hand: as many persons are arrested as there are groups of the same of whom at least one counts."""
    claims = {one.record_id for one in counted.records if one.cell[0] == "P02" and one.source == Source.RECORD}
    of: dict[UUID, UUID] = {key: key for key in claims}
    for one, other in pairs_known(play.operation.pk, LAST_DAY, FOREVER):
        mine, theirs = of.setdefault(one, one), of.setdefault(other, other)
        of = {key: mine if group == theirs else group for key, group in of.items()}
    persons = len({of[key] for key in claims})
    total = sum(
        (amount.value for where, amount in counted.sums.items() if where.cell[0] == "P02" and where.source in OWN),
        Decimal(0),
    )
    assert total == persons


OWN = (Source.RECORD, Source.SAME)


@pytest.mark.timeout(600)
@settings(max_examples=25, **AT_ONCE)
@given(begun=BEGUN, acts=SHORT, cuts=CUTS)
def test_the_ledger_equals_the_recount(cast: SimpleNamespace, begun: int, acts: list[Any], cuts: list[int]) -> None:
    hold(cast, begun, acts, cuts)


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_in_a_thousand_histories_nothing_differs(cast: SimpleNamespace) -> None:
    played: dict[str, int] = {}
    count = 0

    @settings(max_examples=1000, database=None, **AT_ONCE)
    @given(begun=BEGUN, acts=HISTORY, cuts=CUTS)
    def hold_each(begun: int, acts: list[Any], cuts: list[int]) -> None:
        nonlocal count
        for name, times in hold(cast, begun, acts, cuts).items():
            played[name] = played.get(name, 0) + times
        count += 1
        if count % 100 == 0:
            sys.stdout.write(f"{count} histories, 0 differences: {played}\n")
            sys.stdout.flush()

    hold_each()
    sys.stdout.write(f"{count} histories, 0 differences: {played}\n")
    assert count >= 1000
    assert set(ACTS) <= set(played)
