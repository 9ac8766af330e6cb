"""The tables of this app, feature by feature, for Django to find."""

from reporting.evaluation.models import Edition, EditionFile, ReleaseStep
from reporting.indicators.models import LedgerEntry
from reporting.measures.models import MeasureEntry
from reporting.returns.models import NationalReturn, ReturnLine, ReturnQuestion, ReturnStep

__all__ = [
    "Edition",
    "EditionFile",
    "LedgerEntry",
    "MeasureEntry",
    "NationalReturn",
    "ReleaseStep",
    "ReturnLine",
    "ReturnQuestion",
    "ReturnStep",
]
