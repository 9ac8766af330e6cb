"""Matches are found: identifiers meet at every save, names when their engine proposes a pair.

Found in the transaction of the save, and once more when it is committed: of two who save the same number at the same
moment neither sees the other's, and whoever commits last finds it then (decision 36).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from coordination.deconfliction.keeping import CHANNEL, MATCHING
from coordination.deconfliction.models import FoundBy
from operation.access.context import acting_as, as_system
from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType
from operation.kernel import clock

SWEPT = timedelta(days=2)
"""How far back the sweep looks for what a save that was cut off could not finish."""


@dataclass(frozen=True)
class Hit:
    """A record of the caller's agency and one of another agency that agree in `kind`.

    Of names `kind` is the part that agrees («name», «born»). `mine_marked` and `other_marked`: what agrees is marked
    stricter than its record. `point` tells one thing that agrees from another of the same kind.
    """

    mine_type: str
    mine: UUID
    other_type: str
    other: UUID
    kind: str
    point: str = ""
    mine_marked: bool = False
    other_marked: bool = False


def meet_records(principal: Principal, record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    """The identifiers of records that were just written meet everybody else's. One statement, however many."""
    if record_type.identifiers is None or not records:
        return
    keys = [record.pk for record in records]
    _meet(record_type.code, keys)
    transaction.on_commit(partial(_meet_again, principal, record_type.code, keys), robust=True)


def log_hits(hits: Sequence[Hit], found_by: str = FoundBy.NAME) -> None:
    """Keep hits that another engine found; those whose `mine` is not the caller's agency's are passed over."""
    rows = [asdict(hit) | {"point": hit.point or hit.kind} for hit in hits]
    if not rows:
        return
    with as_system(MATCHING):
        _call("coordination_log(%s, %s::jsonb, %s)", [found_by, json.dumps(rows, default=str), clock.now()])


def leave_records(records: Sequence[CaseRecord]) -> None:
    """Records of the caller's agency are out of use: their matches close, and what was told of them goes."""
    _leave(records, closes=True)


def silence_records(records: Sequence[CaseRecord]) -> None:
    """What was told of records that are TLP:RED by now goes, as their releases do."""
    red = [record for record in records if record.tlp == TLP.RED]
    if red:
        _leave(red, closes=False)


def sweep_matches() -> None:
    """Meet again what was written lately; what is known already stays as it is."""
    now = clock.now()
    with as_system(MATCHING):
        _call("coordination_sweep(%s, %s)", [now - SWEPT, now])


def _meet_again(principal: Principal, code: str, keys: Sequence[UUID]) -> None:
    with acting_as(principal, channel=CHANNEL):
        _meet(code, keys)


def _meet(code: str, keys: Sequence[UUID]) -> None:
    _call("coordination_meet(%s, %s, %s)", [code, list(keys), clock.now()])


def _leave(records: Sequence[CaseRecord], *, closes: bool) -> None:
    _call("coordination_leave(%s, %s, %s)", [[record.pk for record in records], closes, clock.now()])


def _call(function: str, given: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", given)
