"""Proposals: records of other agencies that may be about the same person, group or site, with why.

For the machinery of deconfliction alone. What it answers never goes to a reader as it is: who learns of a match, and
that there is one, is decided there (domain.md §5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from coordination.deconfliction.keeping import MATCHING
from coordination.deconfliction.matching import finding
from coordination.deconfliction.matching.comparing import PROPOSES, Nearness
from coordination.deconfliction.matching.models import HeardName
from coordination.deconfliction.matching.persons import Known, Part, weigh
from coordination.deconfliction.matching.reading.names import unpacked
from operation.access.context import as_system
from operation.cases.registry import RecordType

FIND = "SELECT * FROM coordination_names_near(%s::int[], %s::float8[], %s::int[], %s, %s)"
FIRST = 25
"""Names of others that are looked at for one own name."""
TWO = 2
TOLD_BIRTHS = ("day", "month")


@dataclass(frozen=True)
class Proposal:
    """Two records that may be about the same; `parts` say what agreed, and hold nothing of either.

    `marked`, `other_marked`: the name that agrees has a mark of its own there.
    """

    record_type: RecordType
    record_id: UUID
    other_record_id: UUID
    score: float
    parts: tuple[Part, ...]
    marked: bool
    other_marked: bool


@dataclass(frozen=True)
class _Row:
    """A name of another agency's record, as the reviewed function answers it."""

    id: UUID
    packed: str
    heard: str
    record_id: UUID
    marked: bool
    born: str
    born_estimated: bool
    sex: str
    nationalities: list[str]


def propose(record_type: RecordType, record_ids: Iterable[UUID]) -> list[Proposal]:
    """For own records (in the context of their originator) those of others at or over the threshold, best first.

    One proposal for each pair of records, by their nearest names; by marked ones where no others agree.
    """
    with as_system(MATCHING):
        own = HeardName.objects.filter(record_type=record_type.code, record_id__in=list(record_ids), in_use=True)
        found = [one for name in own for one in _for_name(record_type, name)]
    best: dict[tuple[UUID, UUID], Proposal] = {}
    for one in sorted(found, key=lambda proposal: (proposal.marked or proposal.other_marked, -proposal.score)):
        best.setdefault((one.record_id, one.other_record_id), one)
    return list(best.values())


def _for_name(record_type: RecordType, name: HeardName) -> list[Proposal]:
    question = finding.asked_of(unpacked(name.packed))
    if question is None:
        return []
    rows: dict[object, _Row] = {}
    near = finding.find(question, lambda keys: _fetch(keys, record_type.code, rows), FIRST)
    ours = Known(name.born, name.born_estimated, name.sex, name.nationalities)
    bearers = len({rows[one.candidate.key].record_id for one in near if one.near.score >= PROPOSES})
    found = (
        _weighed(record_type, name, ours, rows[one.candidate.key], one.near, finding.is_weak(one, near, bearers))
        for one in near
    )
    return [one for one in found if one.score >= PROPOSES]


def _weighed(
    record_type: RecordType, name: HeardName, ours: Known, row: _Row, near: Nearness, is_weak: bool
) -> Proposal:
    theirs = Known(row.born, row.born_estimated, row.sex, row.nationalities)
    weighed = weigh(ours, theirs)
    parts = (*_of_names(near), *weighed.parts)
    score = max(0.0, min(1.0, near.score + weighed.value))
    weak = is_weak or _is_of_one_word(record_type, name.packed, row.packed)
    if weak and not any(code == "born" and detail in TOLD_BIRTHS for code, detail in parts):
        score, parts = min(score, PROPOSES - 0.01), (*parts, ("name", "common"))
    score = round(score, 4)
    return Proposal(record_type, name.record_id, row.record_id, score, parts, name.marked, row.marked)


def _is_of_one_word(record_type: RecordType, *names: str) -> bool:
    """Whether a person is called by one word alone here, «Touch» or «นก», as thousands are."""
    is_person = hasattr(record_type.model, "born_on")
    return is_person and any(all(len(one.words) < TWO for one in unpacked(packed)) for packed in names)


def _of_names(near: Nearness) -> tuple[Part, ...]:
    agreed = sum(value >= PROPOSES for _one, _other, value in near.pairs)
    return (("words", f"{agreed}/{max(near.words, len(near.pairs))}"), ("sounds", f"{near.score:.2f}"))


def _fetch(keys: finding.Keys, kind: str, rows: dict[object, _Row]) -> Sequence[finding.Candidate]:
    asked: list[Any] = [list(keys.numbers), list(keys.weights), list(keys.limits), kind, finding.AT_MOST]
    with connection.cursor() as cursor:
        cursor.execute(FIND, asked)
        found = [_Row(*row) for row in cursor.fetchall()]
    rows.update((one.id, one) for one in found)
    return [finding.Candidate(one.id, one.packed, one.heard) for one in found]
