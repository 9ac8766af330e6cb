"""The index of indicators, line by line of effort. A new one is one small file here and one line below.

A figure is one number: where the field says two together («cases opened, solved»), the second has the code of the first
with a letter (P01, P01S), and stands in the same file (docs/decisions/0044).
"""

from operation.kernel.errors import Text
from reporting.indicators.rules.a01 import A01
from reporting.indicators.rules.a02 import A02
from reporting.indicators.rules.a03 import A03
from reporting.indicators.rules.a04 import A04, A04E
from reporting.indicators.rules.a05 import A05, A05R
from reporting.indicators.rules.b01 import B01, B01H
from reporting.indicators.rules.b02 import B02, B02R
from reporting.indicators.rules.base import Indicator
from reporting.indicators.rules.c01 import C01, C01R
from reporting.indicators.rules.c02 import C02
from reporting.indicators.rules.c03 import C03
from reporting.indicators.rules.f01 import F01
from reporting.indicators.rules.f02 import F02
from reporting.indicators.rules.g01 import G01
from reporting.indicators.rules.g02 import G02, G02P
from reporting.indicators.rules.g03 import G03, G03T
from reporting.indicators.rules.general import GENERAL_RULES
from reporting.indicators.rules.p01 import P01, P01S
from reporting.indicators.rules.p02 import P02
from reporting.indicators.rules.p03 import P03
from reporting.indicators.rules.p04 import P04, P04C
from reporting.indicators.rules.p05 import P05
from reporting.indicators.rules.p06 import P06
from reporting.indicators.rules.s01 import S01
from reporting.indicators.rules.s02 import S02, S02D
from reporting.indicators.rules.s03 import S03, S03R
from reporting.indicators.rules.v01 import V01
from reporting.indicators.rules.v02 import V02
from reporting.indicators.rules.v03 import V03, V03F
from reporting.indicators.rules.v04 import V04, V04A, V04R
from reporting.indicators.rules.v05 import V05

INDICATORS: tuple[Indicator, ...] = (
    *(S01, S02, S02D, S03, S03R, P01, P01S),
    *(P02, P03, P04, P04C, P06, F01, F02),
    *(V01, V02, V03, V03F, V04, V04A, V04R, V05, P05),
    *(A01, A02, A03, A04, A04E, A05, A05R),
    *(G01, G02, G02P, G03, G03T, B01, B01H, B02, B02R),
    *(C01, C01R, C02, C03),
)
_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


def indicator_named(code: str) -> Indicator | None:
    return _BY_CODE.get(code)


def general_rules() -> tuple[Text, ...]:
    """The rules that hold for every indicator, in the order of their numbers (domain.md §6)."""
    return GENERAL_RULES


__all__ = ["INDICATORS", "Indicator", "general_rules", "indicator_named"]
