"""How well names are found: recall, precision at the threshold, and time of a look-up, for each language."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from coordination.deconfliction.matching import finding
from coordination.deconfliction.matching.comparing import PROPOSES
from coordination.deconfliction.matching.near_sql import NEAR

TABLE = "matching_pool"
FIRST = 10
Answer = list[tuple[str, float]]
"""Texts of the pool with their scores, the best first."""
LookUp = Callable[[str], Answer]


@dataclass(frozen=True)
class Pair:
    """A name as one has it, its language, and the same name as the pool has it."""

    query: str
    language: str
    target: str


@dataclass(frozen=True)
class Measure:
    n: int
    recall_1: float
    recall_10: float
    precision: float | None
    proposed: float
    ms: float

    def as_json(self) -> dict[str, float | int | None]:
        return {
            "n": self.n,
            "recall@1": self.recall_1,
            "recall@10": self.recall_10,
            "precision": self.precision,
            "proposed": self.proposed,
            "ms": self.ms,
        }


def measure(pairs: Sequence[Pair], look_up: LookUp, threshold: float) -> dict[str, Measure]:
    """Ask for each query; of each language the measure. That the pool holds the query as it stands is no find."""
    by_language: dict[str, list[tuple[int, bool, bool, float]]] = defaultdict(list)
    for pair in pairs:
        begin = time.perf_counter()
        asked = look_up(pair.query)
        took = (time.perf_counter() - begin) * 1000
        answer = [one for one in asked if one[0] != pair.query or pair.query == pair.target]
        texts = [text for text, _score in answer[:FIRST]]
        place = texts.index(pair.target) if pair.target in texts else FIRST
        proposes = bool(answer) and answer[0][1] >= threshold
        by_language[pair.language].append((place, proposes, proposes and place == 0, took))
    return {language: _of(rows) for language, rows in sorted(by_language.items())}


def _of(rows: Sequence[tuple[int, bool, bool, float]]) -> Measure:
    proposed = sum(proposes for _place, proposes, _right, _took in rows)
    right = sum(right for _place, _proposes, right, _took in rows)
    return Measure(
        n=len(rows),
        recall_1=_share(sum(place == 0 for place, *_ in rows), len(rows)),
        recall_10=_share(sum(place < FIRST for place, *_ in rows), len(rows)),
        precision=_share(right, proposed) if proposed else None,
        proposed=_share(proposed, len(rows)),
        ms=round(statistics.mean(took for *_, took in rows), 2),
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4)


@contextmanager
def pool(texts: Iterable[str]) -> Iterator[LookUp]:
    """The names in a temporary table with the index of the real one, gone afterwards; what asks it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET temp_buffers = '512MB'")
        cursor.execute(f"CREATE TEMP TABLE {TABLE} (text text, packed text, heard text, keys int[]) ON COMMIT DROP")
        with cursor.copy(f"COPY {TABLE} FROM STDIN") as copy:
            for text in texts:
                kept = finding.kept(text)
                if kept:
                    copy.write_row((text, kept.packed, kept.heard, list(kept.keys)))
        cursor.execute(f"CREATE INDEX ON {TABLE} USING gin (keys) WITH (fastupdate = off)")
        cursor.execute(f"ANALYZE {TABLE}")
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0"
        )
        yield look_up
        transaction.set_rollback(True)


def look_up(text: str) -> Answer:
    """The first of the pool: ten, and one more, for the query may stand there itself."""
    question = finding.asked(text)
    if question is None:
        return []
    found = finding.find(question, _fetch, FIRST + 1)
    others = [one for one in found if one.candidate.key != text]
    bearers = sum(one.near.score >= PROPOSES for one in others)
    return [(str(one.candidate.key), _score(one, others, bearers)) for one in found]


def _score(one: finding.Found, others: Sequence[finding.Found], bearers: int) -> float:
    """As a proposal scores: a weak name stays below the threshold without a date of birth."""
    score = one.near.score
    return min(score, PROPOSES - 0.01) if finding.is_weak(one, others, bearers) else score


SQL = NEAR.format(
    key="text", table=TABLE, where="", asked="%s::int[]", weights="%s::float[]", limits="%s::int[]", most="%s"
)


def _fetch(asked: finding.Keys) -> list[finding.Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(SQL, [list(asked.numbers), list(asked.weights), list(asked.limits), finding.AT_MOST])
        return [finding.Candidate(*row) for row in cursor.fetchall()]
