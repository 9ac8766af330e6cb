"""The tables of this app, feature by feature, for Django to find."""

from reporting.dashboards.models import KeptView
from reporting.evaluation.models import Edition, EditionFile, EditionSignature, ReleaseStep
from reporting.indicators.models import LedgerEntry
from reporting.measures.models import MeasureEntry
from reporting.returns.models import NationalReturn, ReturnLine, ReturnQuestion, ReturnStep
from reporting.targets.models import TargetStep

__all__ = [
    "Edition",
    "EditionFile",
    "EditionSignature",
    "KeptView",
    "LedgerEntry",
    "MeasureEntry",
    "NationalReturn",
    "ReleaseStep",
    "ReturnLine",
    "ReturnQuestion",
    "ReturnStep",
    "TargetStep",
]
