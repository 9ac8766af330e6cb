"""The tables of this app, feature by feature, for Django to find."""

from reporting.dashboards.models import KeptView
from reporting.evaluation.models import Edition, EditionFile, ReleaseStep
from reporting.indicators.models import LedgerEntry
from reporting.returns.models import NationalReturn, ReturnLine, ReturnStep
from reporting.targets.models import TargetStep

__all__ = [
    "Edition",
    "EditionFile",
    "KeptView",
    "LedgerEntry",
    "NationalReturn",
    "ReleaseStep",
    "ReturnLine",
    "ReturnStep",
    "TargetStep",
]
