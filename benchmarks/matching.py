"""The matching of names beside what others offer, in one run: recall, precision and time of a look-up by language.

Ours asks PostgreSQL as the application does. The others get what helps them most: the names in ASCII letters
(anyascii), and nomenklatura, which compares pairs, the right one among the fifty that rapidfuzz puts first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from anyascii import anyascii
from django.db import connections, transaction
from rapidfuzz.fuzz import WRatio
from rapidfuzz.process import extract

from coordination.deconfliction.matching import measuring
from coordination.deconfliction.matching.comparing import PROPOSES
from coordination.deconfliction.matching.labelled.pool import names
from coordination.management.commands.evaluate_matching import HELD_OUT, read_pairs

NAME = "matching of names"
POOLS = (100_000, 1_000_000)
OTHERS_AT_MOST = 100_000
"""What others take for a look-up grows with the pool: beyond this they would run for hours."""
EACH = 10
"""Queries of a language that the others are asked: they take a second for each."""
BESIDE = 50
THRESHOLDS = {"rapidfuzz": 0.9, "pg_trgm": 0.6, "nomenklatura logic-v2": 0.7}
"""Ours for the first, twice the default of pg_trgm, and from where yente calls it a match."""
HEADING = f"{'':<24}{'pool':>10}{'':>5}{'n':>6}{'recall@1':>10}{'recall@10':>11}{'precision':>11}{'ms':>10}"
Say = Callable[[str], None]
Figures = dict[str, dict[str, Any]]


def report(say: Say, most: int) -> dict[str, dict[str, Figures]]:
    """Pool, who was asked, language: the figures."""
    say(HEADING)
    pairs = read_pairs(HELD_OUT)
    return {f"{size}": dict(_at(size, pairs, say)) for size in POOLS if size <= most}


def _at(size: int, pairs: Sequence[measuring.Pair], say: Say) -> Iterator[tuple[str, Figures]]:
    targets = [(pair.language, pair.target) for pair in pairs]
    texts = list(names(targets, [pair.query for pair in pairs], size))
    with measuring.pool(texts) as look_up:
        yield "seagull", _told(say, "seagull", size, measuring.measure(pairs, look_up, PROPOSES))
    if size > OTHERS_AT_MOST:
        return
    few = [pair for _language, those in groupby(pairs, lambda pair: pair.language) for pair in list(those)[:EACH]]
    plain = [anyascii(text).lower() for text in texts]
    by_letters = _rapidfuzz(texts, plain)
    for name, asked in (("rapidfuzz", by_letters), ("nomenklatura logic-v2", _nomenklatura(few, by_letters))):
        if asked is not None:
            yield name, _told(say, name, size, measuring.measure(few, asked, THRESHOLDS[name]))
    with _trigrams(texts, plain) as asked:
        yield "pg_trgm", _told(say, "pg_trgm", size, measuring.measure(few, asked, THRESHOLDS["pg_trgm"]))


def _told(say: Say, name: str, size: int, found: Mapping[str, measuring.Measure]) -> Figures:
    for language, one in found.items():
        precision = "-" if one.precision is None else f"{one.precision:.3f}"
        figures = f"{one.n:>6}{one.recall_1:>10.3f}{one.recall_10:>11.3f}{precision:>11}{one.ms:>10.1f}"
        say(f"{name:<24}{size:>10,}{language:>5}{figures}")
    return {language: one.as_json() for language, one in found.items()}


def _rapidfuzz(texts: Sequence[str], plain: Sequence[str]) -> measuring.LookUp:
    def look_up(query: str) -> measuring.Answer:
        found = extract(anyascii(query).lower(), plain, scorer=WRatio, limit=BESIDE)
        return [(texts[place], score / 100) for _text, score, place in found]

    return look_up


def _nomenklatura(pairs: Sequence[measuring.Pair], by_letters: measuring.LookUp) -> measuring.LookUp | None:
    """Left out where it is not installed (`make bench` installs it)."""
    try:
        from followthemoney import model  # noqa: PLC0415 — beside it alone
        from nomenklatura.matching import LogicV2, ScoringConfig  # noqa: PLC0415
    except ImportError:
        return None
    config, right = ScoringConfig.defaults(), {pair.query: pair.target for pair in pairs}

    def person(name: str) -> Any:
        return model.get_proxy({"id": name, "schema": "Person", "properties": {"name": [name]}})

    def look_up(query: str) -> measuring.Answer:
        asked = person(query)
        beside = dict.fromkeys([*(text for text, _score in by_letters(query)), right[query]])
        scored = [(text, float(LogicV2.compare(asked, person(text), config).score)) for text in beside]
        # what says nothing of any of them has not found the right one
        return sorted((one for one in scored if one[1] > 0), key=lambda one: -one[1])

    return look_up


@contextmanager
def _trigrams(texts: Sequence[str], plain: Sequence[str]) -> Iterator[measuring.LookUp]:
    """As the owner of the tables, in a table that is gone afterwards."""
    floor = connections["floor"]
    with transaction.atomic(using="floor"), floor.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE TEMP TABLE trigrams (text text, plain text) ON COMMIT DROP")
        with cursor.copy("COPY trigrams FROM STDIN") as copy:
            for row in zip(texts, plain, strict=True):
                copy.write_row(row)
        cursor.execute("CREATE INDEX ON trigrams USING gist (plain gist_trgm_ops(siglen = 64))")
        cursor.execute("ANALYZE trigrams")

        def look_up(query: str) -> measuring.Answer:
            asked = anyascii(query).lower()
            cursor.execute(
                "SELECT text, similarity(plain, %s) FROM trigrams ORDER BY plain <-> %s LIMIT %s",
                [asked, asked, measuring.FIRST + 1],
            )
            return [(text, float(score)) for text, score in cursor.fetchall()]

        yield look_up
        transaction.set_rollback(True, using="floor")
