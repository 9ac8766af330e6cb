"""Zawgyi, the encoding that most Burmese telephones used before Unicode: recognised and converted (domain.md §3)."""

from functools import cache

import icu  # type: ignore[import-untyped]
from myanmartools import ZawgyiDetector  # type: ignore[import-untyped]

CERTAIN = 0.95
"""The threshold that the detector's authors recommend for short texts."""


def is_zawgyi(text: str) -> bool:
    return float(_detector().get_zawgyi_probability(text)) > CERTAIN


def to_unicode(text: str) -> str:
    """The same words in Unicode. For a text that `is_zawgyi`; any other would be spoilt."""
    return str(_converter().transliterate(text))


@cache
def _detector() -> ZawgyiDetector:
    return ZawgyiDetector()


@cache
def _converter() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Zawgyi-my")
