"""Counts over all types in one query: what waits on a desk is asked of fourteen tables at once."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Value

from operation.cases.registry import RecordType, all_types

COUNTED_UP_TO = 50
Find = Callable[[RecordType], Any]


def count_each(find: Find, among: Sequence[RecordType] = ()) -> dict[RecordType, int]:
    """How many records `find` finds of each type (or of those `among`), where there are any.

    More than fifty count as fifty-one.
    """
    types = among or all_types()
    arms = [
        find(known).order_by().annotate(of_type=Value(known.code)).values_list("of_type")[: COUNTED_UP_TO + 1]
        for known in types
    ]
    counts = Counter(code for (code,) in arms[0].union(*arms[1:], all=True))
    return {known: counts[known.code] for known in types if counts[known.code]}


def in_words(count: int) -> str:
    return f"{COUNTED_UP_TO}+" if count > COUNTED_UP_TO else str(count)
