"""The tables of this app, feature by feature, for Django to find."""

from reporting.evaluation.models import Edition, EditionFile, EditionSignature, ReleaseStep
from reporting.indicators.models import LedgerEntry
from reporting.returns.models import NationalReturn, ReturnLine, ReturnStep

__all__ = [
    "Edition",
    "EditionFile",
    "EditionSignature",
    "LedgerEntry",
    "NationalReturn",
    "ReleaseStep",
    "ReturnLine",
    "ReturnStep",
]
