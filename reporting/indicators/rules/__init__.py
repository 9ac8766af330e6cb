"""The index of indicators, in the order in which they are listed. A new one is one file here and one line below."""

from operation.kernel.errors import Text
from reporting.indicators.rules.a01 import A01
from reporting.indicators.rules.a02 import A02
from reporting.indicators.rules.base import Indicator
from reporting.indicators.rules.f01 import F01
from reporting.indicators.rules.f02 import F02
from reporting.indicators.rules.g01 import G01
from reporting.indicators.rules.general import GENERAL_RULES
from reporting.indicators.rules.p02 import P02
from reporting.indicators.rules.s01 import S01
from reporting.indicators.rules.v01 import V01

INDICATORS: tuple[Indicator, ...] = (S01, P02, F01, F02, V01, A01, A02, G01)


def indicator_named(code: str) -> Indicator | None:
    return next((indicator for indicator in INDICATORS if indicator.code == code), None)


def general_rules() -> tuple[Text, ...]:
    """The rules that hold for every indicator, in the order of their numbers (domain.md §6)."""
    return GENERAL_RULES


__all__ = ["INDICATORS", "Indicator", "general_rules", "indicator_named"]
