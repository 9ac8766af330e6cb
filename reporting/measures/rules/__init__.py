"""The index of measures, in the order in which they are listed. A new one is one file here and one line below."""

from reporting.measures.base import Measure
from reporting.measures.rules.a05 import A05
from reporting.measures.rules.d01 import D01
from reporting.measures.rules.f02 import F02
from reporting.measures.rules.l01 import L01
from reporting.measures.rules.m01 import M01
from reporting.measures.rules.m02 import M02
from reporting.measures.rules.m03 import M03
from reporting.measures.rules.p04 import P04
from reporting.measures.rules.v02 import V02
from reporting.measures.rules.x01 import X01
from reporting.measures.rules.x02 import X02
from reporting.measures.rules.x03 import X03

MEASURES: tuple[Measure, ...] = (X01, X02, X03, D01, F02, P04, V02, A05, M01, M02, M03, L01)


def measure_named(code: str) -> Measure | None:
    return next((measure for measure in MEASURES if measure.code == code), None)


__all__ = ["MEASURES", "Measure", "measure_named"]
