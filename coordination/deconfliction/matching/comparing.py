"""How near two names are: the words that agree, in any order, by their sounds and by their letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio, token_sort_ratio

from coordination.deconfliction.matching.reading.names import Reading, Word, codes_of, contrary, optional, wholes

PROPOSES = 0.9
"""The score from which a match is proposed, set on labelled names (decision 42)."""
SAME = 0.999
LIKE = 0.62
"""Words less alike than this are different words."""
CHINESE = ("zh", "yue", "nan", "vi")
WRITTEN = 0.6
"""What the letters themselves count where both names are in one script other than Latin."""
RARER = {"yue": 0.01, "vi": 0.01, "nan": 0.02}
"""How much less likely than Mandarin a Chinese name is read in these ways."""
STRICT = 2.5
"""How much more a letter that differs counts there: nobody spells a name in his own script in many ways."""
LETTERS = 0.25
"""What the letters count beside the sounds."""
MISSING, TITLE = 0.45, 0.05
JOINED = 0.02
"""What a name loses of which two words were taken as one."""
UNTITLED = 0.03
"""What a name loses whose first word was taken for a title that the other one lacks."""
TURNED = 0.015


@dataclass(frozen=True)
class Nearness:
    """Between 0 and 1, and the words that were held against each other with what each of them is worth."""

    score: float
    pairs: tuple[tuple[str, str, float], ...] = ()
    words: int = 0
    """How many words the longer of the two names has."""


def nearest(ours: Sequence[Reading], theirs: Sequence[Reading]) -> Nearness:
    """The best of all ways to read the one and the other; of two names in one script only by that script's own."""
    best = Nearness(0.0)
    written_alike = any(_is_written_alike(one, other) for one in ours for other in theirs)
    for one in ours:
        for other in theirs:
            if not _may_meet(one.way, other.way) or (written_alike and not _is_written_alike(one, other)):
                continue
            found = _compared(one, other)
            lower = RARER.get(one.way, 0.0) + RARER.get(other.way, 0.0)
            found = replace(found, score=found.score * (1 - lower)) if lower else found
            if found.score > best.score:
                best = found
    return best


def _may_meet(one: str, other: str) -> bool:
    """A Chinese reading is held against Latin letters and other scripts, not against another reading in Chinese."""
    return not (one in CHINESE and other in CHINESE and one != other)


def _compared(one: Reading, other: Reading) -> Nearness:
    joined = max(_whole(one, other), key=lambda near: near.score)
    apart = max(_in_words(one, other), key=lambda near: near.score)
    found = apart if apart.score >= joined.score else joined
    if _is_written_alike(one, other):
        score = (1 - WRITTEN) * found.score + WRITTEN * _written(one.native, other.native)
        return replace(found, score=score)
    return found


def _whole(one: Reading, other: Reading) -> Iterator[Nearness]:
    """The two as they are, and each without a first word that may be a title."""
    yield _as_one(one, other)
    for left, right in ((one, other), (other, one)):
        if optional(left):
            found = _as_one(replace(left, words=left.words[1:]), right)
            yield replace(found, score=found.score - UNTITLED)


def _in_words(one: Reading, other: Reading) -> Iterator[Nearness]:
    """The two as they are, and two neighbours of the longer taken as one word: «Wut Yi» and «Wutyi»."""
    yield _by_words(one, other)
    shorter, longer = sorted((one, other), key=lambda reading: len(reading.words))
    if len(longer.words) > len(shorter.words) > 1:
        for joined in _with_two_as_one(longer):
            found = _by_words(joined, shorter)
            yield replace(found, score=found.score - JOINED)


def _with_two_as_one(reading: Reading) -> Iterator[Reading]:
    words = reading.words
    for place, (first, second) in enumerate(pairwise(words)):
        both = tuple(left + right for left in first[:2] for right in second[:2])
        yield replace(reading, words=(*words[:place], both, *words[place + 2 :]))


def _is_written_alike(one: Reading, other: Reading) -> bool:
    """Whether both stand there in the same script, other than Latin: a romanisation says less than the letters do."""
    if not one.native or not other.native:
        return False
    return one.way == other.way or (one.way in CHINESE and other.way in CHINESE)


def _written(one: str, other: str) -> float:
    """How like two names in one script are as they stand, in either order of their words."""
    alike = max(ratio(one, other), token_sort_ratio(one, other)) / 100
    return max(0.0, 1 - STRICT * (1 - alike))


def _by_words(one: Reading, other: Reading) -> Nearness:
    """Each word with the one that is likest to it; what is left over counts against both."""
    table = sorted(
        ((_words(left, right), i, j) for i, left in enumerate(one.words) for j, right in enumerate(other.words)),
        reverse=True,
    )
    mine, yours = dict[int, int](), dict[int, int]()
    worth = total = 0.0
    pairs = []
    for value, i, j in table:
        if value < LIKE:
            break
        if i in mine or j in yours:
            continue
        mine[i], yours[j] = j, i
        weight = _weight(one.words[i], other.words[j])
        worth, total = worth + value * weight, total + weight
        pairs.append((one.words[i][0], other.words[j][0], value))
    if not pairs:
        return Nearness(0.0)
    total += _left(one, mine, other, yours)
    return Nearness(worth / total - _turns(mine), tuple(pairs), max(len(one.words), len(other.words)))


def _left(one: Reading, mine: dict[int, int], other: Reading, yours: dict[int, int]) -> float:
    """What words without a counterpart weigh: less where the other side has none left, so that one was left out."""
    unmatched = [(one, i) for i in range(len(one.words)) if i not in mine]
    unanswered = [(other, j) for j in range(len(other.words)) if j not in yours]
    both = bool(unmatched) and bool(unanswered)
    titled = not (both and contrary(one, other))
    total = 0.0
    for reading, place in unmatched + unanswered:
        weight = _weight(reading.words[place], reading.words[place])
        title = titled and place == 0 and optional(reading)
        share = TITLE if title else 0.6 if both else MISSING if len(mine) > 1 else 0.8
        total += weight * share
    return total


def _turns(mine: dict[int, int]) -> float:
    order = [mine[i] for i in sorted(mine)]
    return 0.0 if order == sorted(order) else TURNED


def _weight(left: Word, right: Word) -> float:
    return 3 + (len(_first(left)) + len(_first(right))) / 2


def _first(word: Word) -> str:
    codes = codes_of(word)
    return codes[0] if codes else ""


@lru_cache(1 << 16)
def _words(left: Word, right: Word) -> float:
    sounds = max(
        (Levenshtein.normalized_similarity(a, b) for a in codes_of(left) for b in codes_of(right)), default=0.0
    )
    if sounds < LIKE - 0.1:
        return sounds
    letters = max(Levenshtein.normalized_similarity(a, b) for a in left for b in right)
    return (1 - LETTERS) * sounds + LETTERS * letters


def _as_one(one: Reading, other: Reading) -> Nearness:
    """The names without their spaces, the words of the one turned round."""
    best = 0.0
    theirs = wholes(other, 4)
    spelt = "".join(word[0] for word in other.words)
    for place in range(min(len(one.words), 4)):
        words = one.words[place:] + one.words[:place]
        codes = wholes(Reading(one.way, words), 4)
        sounds = max((Levenshtein.normalized_similarity(a, b) for a in codes for b in theirs), default=0.0)
        if sounds - (TURNED if place else 0) > best:
            letters = max(
                Levenshtein.normalized_similarity("".join(word[min(n, len(word) - 1)] for word in words), spelt)
                for n in range(3)
            )
            best = max(best, (1 - LETTERS) * sounds + LETTERS * letters - (TURNED if place else 0))
    return Nearness(best, ((" ".join(w[0] for w in one.words), " ".join(w[0] for w in other.words), best),))
